import { writeAppFolder } from "../app-folder.ts";
import { type Command, requiredOption, requiredWord } from "./command.ts";
import { workspaceCatalog } from "./workspace-catalog.ts";

export const exportCommand: Command = {
  name: "export",
  usage: "export FOLDER --workspace W",
  help: "Write the published documents of a workspace as files.",
  options: { workspace: "string" },
  run: async (call) => {
    const folder = requiredWord(call, 0, "FOLDER");
    requiredOption(call, "workspace");
    const catalog = await workspaceCatalog(call, await call.services());
    const count = await writeAppFolder(folder, catalog.documents);
    call.say(`${count} files in ${folder}`);
    call.report({ files: count, folder });
    return 0;
  },
};
