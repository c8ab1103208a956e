import { problemMessage } from "../../metadata/problem.ts";
import { findAccount, grantMembership } from "../access/accounts.ts";
import { readWorkspaces } from "../catalog/document-store.ts";
import { createWorkspace, dropWorkspace } from "../workspaces.ts";
import { type Command, type CommandCall, requiredWord, UsageMistake } from "./command.ts";

export const workspaceCommand: Command = {
  name: "workspace",
  usage: "workspace create|list|drop NAME",
  help: "Make, list or drop workspaces. The first administrator joins every new one.",
  options: {},
  run: async (call) => {
    const [verb] = call.words;
    if (verb === "list") return list(call);
    if (verb === "create") return create(call, requiredWord(call, 1, "NAME"));
    if (verb === "drop") return drop(call, requiredWord(call, 1, "NAME"));
    throw new UsageMistake("Say create, list or drop.");
  },
};

async function list(call: CommandCall): Promise<number> {
  const { database } = await call.services();
  for (const { name, version } of await readWorkspaces(database)) {
    call.say(`${name}  version ${version}`);
    call.report({ name, version });
  }
  return 0;
}

async function create(call: CommandCall, name: string): Promise<number> {
  const { database, config } = await call.services();
  const created = await createWorkspace(database, name);
  if (!created.ok) {
    for (const item of created.problems) call.complain(problemMessage(item, "en"));
    return 1;
  }
  const admin = await findAccount(database, config.adminEmail);
  if (admin !== null) await grantMembership(database, created.value, admin.id, "admin");
  call.say(`Workspace ${name} is ready at /${name}/`);
  call.report({ created: name });
  return 0;
}

async function drop(call: CommandCall, name: string): Promise<number> {
  const { database, files } = await call.services();
  const dropped = await dropWorkspace(database, name);
  if (!dropped.ok) {
    for (const item of dropped.problems) call.complain(problemMessage(item, "en"));
    return 1;
  }
  await files.removeWorkspace(dropped.value);
  call.say(`Workspace ${name} is gone`);
  call.report({ dropped: name });
  return 0;
}
