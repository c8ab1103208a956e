/** What a transaction would do: it is carried out, looked at, and taken back. */
import type { Database, Executor } from "./database.ts";

/** What `work` gives; nothing of what it wrote stays. */
export async function takenBack<Value>(
  database: Database,
  work: (transaction: Executor) => Promise<Value>,
): Promise<Value> {
  const given: { readonly value: Value }[] = [];
  const end = new Error("A transaction is taken back");
  try {
    await database.transaction(async (transaction) => {
      given.push({ value: await work(transaction) });
      throw end;
    });
  } catch (error) {
    if (error !== end) throw error;
  }
  const [one] = given;
  if (one === undefined) throw new Error("A transaction was not taken back");
  return one.value;
}
