/** A part of a transaction that may be taken back by itself. */
import { atomic, type Writer } from "./writer.ts";

let count = 0;

/** Runs `work`; what it wrote is gone when it throws, and the transaction goes on. */
export function behindSavepoint<Value>(
  writer: Writer,
  work: (inside: Writer) => Promise<Value>,
): Promise<Value> {
  return atomic(writer, async (inside) => {
    count = (count + 1) % 1_000_000;
    const name = `part_${count}`;
    const say = (text: string) => inside.executor.run({ text, values: [] });
    await say(`savepoint ${name}`);
    try {
      const value = await work(inside);
      await say(`release savepoint ${name}`);
      return value;
    } catch (error) {
      await say(`rollback to savepoint ${name}`);
      throw error;
    }
  });
}
