/** Changing one's own password; setting a password for an account. */
import { type Problem, problem } from "../../metadata/problem.ts";
import { type Actor, recordAct } from "../audit/record-act.ts";
import type { Database, Executor } from "../db/database.ts";
import { admit, byEmail } from "./brake.ts";
import type { Principal } from "./credentials.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { passwordMistake } from "./password-rules.ts";
import { endAllSessions } from "./sessions.ts";

/**
 * Changes the caller's password; he must know the current one. All his other sessions end, here and
 * in other workspaces. Null: done.
 */
export async function changeOwnPassword(
  database: Database,
  principal: Principal,
  actor: Actor,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<Problem | null> {
  const { account } = principal;
  const admission = await admit(database, [byEmail(account.email)]);
  if (admission.problem !== null) return admission.problem;
  const { rows } = await database.run({
    text: "select password from core.account where id = $1",
    values: [account.id],
  });
  if (!(await verifyPassword(current, rows[0]?.[0] ?? null)))
    return problem("wrong_password", "/current_password");
  await admission.forgive();
  const mistake = await passwordMistake(next, account, "/password");
  if (mistake !== null) return mistake;
  const hashed = await hashPassword(next);
  await database.transaction(async (transaction) => {
    await storePassword(transaction, account.id, hashed, principal.digest);
    await recordAct(transaction, actor, "password_changed", {});
  });
  return null;
}

/** Stores a hash; sessions of the account end, but for one that may go on. */
export async function storePassword(
  executor: Executor,
  accountId: string,
  hashed: string,
  exceptDigest: string | null = null,
): Promise<void> {
  await executor.run({
    text: "update core.account set password = $2 where id = $1",
    values: [accountId, hashed],
  });
  await executor.run({
    text: "delete from core.link where account = $1 and kind = 'password_reset'",
    values: [accountId],
  });
  await executor.run({
    text: "delete from core.sign_in_challenge where account = $1",
    values: [accountId],
  });
  await endAllSessions(executor, accountId, exceptDigest);
}
