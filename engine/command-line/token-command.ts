import { findAccount } from "../access/accounts.ts";
import { createToken, plainToken } from "../access/credentials.ts";
import { recordNewToken } from "../access/tokens.ts";
import { commandLineActor } from "../audit/record-act.ts";
import { newUuid } from "../db/uuid.ts";
import { type Command, requiredOption, UsageMistake } from "./command.ts";
import { workspaceCatalog } from "./workspace-catalog.ts";

export const tokenCommand: Command = {
  name: "token",
  usage: "token create --user EMAIL --workspace W",
  help: "Make an API token; prints the token alone.",
  options: { user: "string", workspace: "string" },
  run: async (call) => {
    if (call.words[0] !== "create") throw new UsageMistake("Say: token create");
    const email = requiredOption(call, "user");
    const services = await call.services();
    const catalog = await workspaceCatalog(call, services);
    const account = await findAccount(services.database, email);
    const member =
      account !== null &&
      (
        await services.database.run({
          text: "select 1 from core.membership where workspace = $1 and account = $2",
          values: [catalog.workspaceId, account.id],
        })
      ).rowCount > 0;
    if (account === null || !member) {
      call.complain(
        `${email} does not belong to ${catalog.workspace}. First: tenon user create ${email} --workspace ${catalog.workspace} --role member`,
      );
      return 1;
    }
    const mark = { id: newUuid(), createdAt: new Date() };
    const token = await services.database.transaction(async (transaction) => {
      const { workspaceId } = catalog;
      const made = await createToken(transaction, workspaceId, account.id, plainToken, mark);
      const actor = commandLineActor(workspaceId);
      await recordNewToken(transaction, actor, account.id, { id: mark.id, ...plainToken });
      return made;
    });
    call.say(token);
    call.report({ token });
    return 0;
  },
};
