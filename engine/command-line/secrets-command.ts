import { rotateSecrets } from "../rotate-secrets.ts";
import { type Command, requiredOption, UsageMistake } from "./command.ts";
import { workspaceCatalog } from "./workspace-catalog.ts";

export const secretsCommand: Command = {
  name: "secrets",
  usage: "secrets rotate --workspace W [--keep-key] [--json]",
  help: "Make a new key and encrypt the secrets of a workspace with it; --keep-key: with the newest key there is.",
  options: { workspace: "string", "keep-key": "boolean" },
  run: async (call) => {
    if (call.words[0] !== "rotate") throw new UsageMistake("Say rotate.");
    requiredOption(call, "workspace");
    const services = await call.services();
    const catalog = await workspaceCatalog(call, services);
    const { secrets, database } = services;
    if (call.options["keep-key"] !== true && secrets.addKey() === null)
      call.say("The keys are those of TENON_SECRET_KEYS: the first of them is used.");
    const { sealed, unreadable } = await rotateSecrets({ executor: database, catalog, secrets });
    call.say(`Secrets encrypted anew: ${sealed}`);
    for (const { object, field, record } of unreadable)
      call.complain(`Not readable: object ${object}, field ${field}, record ${record}`);
    call.report({ sealed, unreadable });
    return unreadable.length === 0 ? 0 : 1;
  },
};
