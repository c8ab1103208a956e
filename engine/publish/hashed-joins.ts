/**
 * Statements that join a whole table, or a batch of it, with records found by their titles. Of what
 * an expression gives PostgreSQL expects a few rows, and of a table that was never analyzed too; it
 * would compare each row with each record.
 */
import type { Database, Executor } from "../db/database.ts";

const isDatabase = (executor: Executor): executor is Database => "transaction" in executor;

/**
 * Runs `work` with joins by hashing, in a transaction: the one that is open, or one of its own.
 * Without workers: each of them would make the whole table of what is grouped for itself.
 */
export async function withHashedJoins<Value>(
  executor: Executor,
  work: (executor: Executor) => Promise<Value>,
): Promise<Value> {
  if (isDatabase(executor))
    return executor.transaction((transaction) => withHashedJoins(transaction, work));
  const set = (setting: string) => executor.run({ text: `set local ${setting}`, values: [] });
  await set("enable_nestloop = off");
  await set("max_parallel_workers_per_gather = 0");
  const value = await work(executor);
  await set("max_parallel_workers_per_gather to default");
  await set("enable_nestloop to default");
  return value;
}
