/**
 * Statements that join a whole table, or a batch of it, with records found by their titles. Of what
 * an expression gives PostgreSQL expects a few rows, and of a table that was never analyzed too; it
 * would compare each row with each record.
 */
import type { Database, Executor } from "../db/database.ts";

const isDatabase = (executor: Executor): executor is Database => "transaction" in executor;

/** Runs `work` with joins by hashing, in a transaction: the one that is open, or one of its own. */
export async function withHashedJoins<Value>(
  executor: Executor,
  work: (executor: Executor) => Promise<Value>,
): Promise<Value> {
  if (isDatabase(executor))
    return executor.transaction((transaction) => withHashedJoins(transaction, work));
  const nestedLoops = (allowed: "on" | "off") =>
    executor.run({ text: `set local enable_nestloop = ${allowed}`, values: [] });
  await nestedLoops("off");
  const value = await work(executor);
  await nestedLoops("on");
  return value;
}
