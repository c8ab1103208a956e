/** By whoever runs the server: all second factors of somebody who has lost them, in one step. */
import type { Problem } from "../../metadata/problem.ts";
import { commandLineActor, recordAct } from "../audit/record-act.ts";
import type { Database, Executor } from "../db/database.ts";
import type { Account } from "./accounts.ts";
import { dropRecoveryCodes } from "./recovery-codes.ts";
import { type Factors, factorsOf, kindsOf } from "./second-factor.ts";
import { endAllSessions } from "./sessions.ts";
import { removingWayIn } from "./ways-in.ts";

/**
 * App, passkeys and recovery codes go, all sessions end, and every workspace of the account has it in
 * its audit log. Answers what there was: null when that was nothing, a problem when it is his only way in.
 *
 * @param issuer of the provider that signs in now
 */
export async function resetSecondFactor(
  database: Database,
  { id, email }: Account,
  issuer: string | null,
): Promise<Factors | Problem | null> {
  const before = await factorsOf(database, id);
  if (kindsOf(before).length === 0) return null;
  const refused = await removingWayIn(database, id, issuer, async (transaction) => {
    await removeFactors(transaction, id);
    await endAllSessions(transaction, id);
    await recordEverywhere(transaction, { account: id, whom: email });
  });
  return refused ?? before;
}

/** Apps, passkeys and recovery codes of an account, and the second steps that wait for them. */
export async function removeFactors(transaction: Executor, id: string): Promise<void> {
  for (const table of ["totp", "passkey", "sign_in_challenge"])
    await transaction.run({ text: `delete from core.${table} where account = $1`, values: [id] });
  await dropRecoveryCodes(transaction, id);
}

/** In one order, so that two who write to several logs do not wait for each other. */
async function recordEverywhere(
  transaction: Executor,
  about: { readonly account: string; readonly whom: string },
): Promise<void> {
  const { rows } = await transaction.run({
    text: "select workspace from core.membership where account = $1 order by workspace",
    values: [about.account],
  });
  for (const [workspace] of rows)
    await recordAct(transaction, commandLineActor(String(workspace)), "second_factor_reset", about);
}
