/** Signing in with e-mail address and password. */
import { type Problem, problem } from "../../metadata/problem.ts";
import { recordAct } from "../audit/record-act.ts";
import type { Database } from "../db/database.ts";
import { admit, byAddress, byEmail } from "./brake.ts";
import { verifyPassword } from "./password.ts";

export interface SignInAttempt {
  readonly workspaceId: string;
  readonly email: string;
  readonly password: string;
  /** Network address of the caller. */
  readonly address: string;
}

/**
 * The account's id, or the one problem that all reasons share: an unknown account, a wrong password,
 * one that is disabled, invited or has no password cost the same statements and the same hash.
 */
export async function signIn(
  database: Database,
  attempt: SignInAttempt,
): Promise<{ readonly accountId: string } | { readonly problem: Problem }> {
  const account = byEmail(attempt.email);
  const admission = await admit(database, [account, byAddress(attempt.address)]);
  if (admission.problem !== null) return { problem: admission.problem };
  const { rows } = await database.run({
    text: `select a.id, case when not a.disabled and not m.disabled and not m.invited then a.password end
      from core.account a join core.membership m on m.account = a.id
      where lower(a.email) = lower($1) and m.workspace = $2`,
    values: [attempt.email, attempt.workspaceId],
  });
  const [id = null, stored = null] = rows[0] ?? [];
  const right = await verifyPassword(attempt.password, stored);
  if (!right || id === null) {
    const { workspaceId, address } = attempt;
    const actor = { workspaceId, account: id, via: "sign_in", address } as const;
    await recordAct(database, actor, "sign_in_refused", { method: "password" });
    return { problem: problem("wrong_credentials") };
  }
  // The address keeps the failures of others: who may sign in must not reset the count for guesses.
  await admission.forgiveAll(account);
  return { accountId: id };
}
