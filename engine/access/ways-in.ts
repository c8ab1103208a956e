/** That nobody takes the last way into his own account away. */
import { type Problem, problem } from "../../metadata/problem.ts";
import type { Database, Executor } from "../db/database.ts";
import { Unpermitted } from "./unpermitted.ts";

/**
 * Runs a removal after which a password, a passkey or the provider must be left; else nothing is
 * removed. Two removals at one time go one after the other. Null: done.
 * @param issuer of the provider that signs in now; others sign nobody in
 */
export async function removingWayIn(
  database: Database,
  accountId: string,
  issuer: string | null,
  remove: (transaction: Executor) => Promise<void>,
): Promise<Problem | null> {
  try {
    await database.transaction(async (transaction) => {
      await transaction.run({
        text: "select 1 from core.account where id = $1 for update",
        values: [accountId],
      });
      await remove(transaction);
      const { rows } = await transaction.run({
        text: `select a.password is not null or exists (select 1 from core.passkey where account = a.id)
          or exists (select 1 from core.identity where account = a.id and issuer = $2) from core.account a where a.id = $1`,
        values: [accountId, issuer],
      });
      if (rows[0]?.[0] !== "t") throw new Unpermitted(problem("last_way_in"));
    });
    return null;
  } catch (error) {
    if (error instanceof Unpermitted) return error.problem;
    throw error;
  }
}
