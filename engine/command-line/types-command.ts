import { declarations } from "../../metadata/declarations/declarations.ts";
import { automationIn } from "../catalog/automation.ts";
import { type Command, requiredOption } from "./command.ts";
import { workspaceCatalog } from "./workspace-catalog.ts";

export const typesCommand: Command = {
  name: "types",
  usage: "types --workspace W",
  help: "Print TypeScript declarations of the workspace: records, scripts and what they import.",
  options: { workspace: "string" },
  run: async (call) => {
    requiredOption(call, "workspace");
    const catalog = await workspaceCatalog(call, await call.services());
    const scripts = [...automationIn(catalog).scripts.values()];
    const text = declarations([...catalog.objects.values()], scripts);
    call.say(text.trimEnd());
    call.report({ types: text });
    return 0;
  },
};
