/**
 * Whether the one at a session is still its person, before what guards the account is changed:
 * by the password, under the same brake as signing in. An account without one must have signed in
 * just now.
 */
import { type Problem, problem } from "../../metadata/problem.ts";
import type { Database } from "../db/database.ts";
import { admit, byAddress, byEmail } from "./brake.ts";
import type { Principal } from "./credentials.ts";
import { verifyPassword } from "./password.ts";

export const recentMinutes = 10;

export async function confirmPerson(
  database: Database,
  principal: Principal,
  password: string | null,
  address: string,
): Promise<Problem | null> {
  if (principal.via !== "session") return problem("session_needed");
  const { rows } = await database.run({
    text: "select a.password, s.created_at > $3 from core.account a, core.session s where a.id = $1 and s.digest = $2",
    values: [principal.account.id, principal.digest, new Date(Date.now() - recentMinutes * 60_000)],
  });
  const [stored, recent] = rows[0] ?? [];
  if (stored === null && recent === "t") return null;
  if (stored === null || stored === undefined) return problem("recent_sign_in_needed");
  if (password === null) return problem("required", "/password");
  const account = byEmail(principal.account.email);
  const admission = await admit(database, [account, byAddress(address)]);
  if (admission.problem !== null) return admission.problem;
  if (!(await verifyPassword(password, stored))) return problem("wrong_password", "/password");
  await admission.forgiveAll(account);
  return null;
}
