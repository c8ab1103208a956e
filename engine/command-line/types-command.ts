import { typeDeclarations } from "../type-declarations.ts";
import { type Command, requiredOption } from "./command.ts";
import { workspaceCatalog } from "./workspace-catalog.ts";

export const typesCommand: Command = {
  name: "types",
  usage: "types --workspace W",
  help: "Print TypeScript declarations of the workspace's objects.",
  options: { workspace: "string" },
  run: async (call) => {
    requiredOption(call, "workspace");
    const catalog = await workspaceCatalog(call, await call.services());
    const text = typeDeclarations(catalog);
    call.say(text.trimEnd());
    call.report({ types: text });
    return 0;
  },
};
