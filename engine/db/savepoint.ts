/** Parts of a transaction that may be taken back by themselves: nothing else writes savepoints. */
import type { Executor } from "./database.ts";
import { maybeOutside } from "./version-check.ts";

export interface Savepoint {
  /**
   * Here, and no longer where it was. Statements that follow on the transaction are behind it,
   * whether or not its answer is waited for.
   */
  set(): Promise<void>;
  /** What was written since is gone, and the transaction goes on without it. */
  goBack(): Promise<void>;
  /** What was written since stays. */
  release(): Promise<void>;
}

let count = 0;

export function makeSavepoint(transaction: Executor): Savepoint {
  count = (count + 1) % 1_000_000;
  const name = `part_${count}`;
  let isSet = false;
  const say = async (text: string): Promise<void> => {
    await transaction.run({ text, values: [] });
  };
  const release = `release savepoint ${name}`;
  return {
    set: () => {
      const text = isSet ? `${release}; savepoint ${name}` : `savepoint ${name}`;
      isSet = true;
      return say(text);
    },
    goBack: () => {
      isSet = false;
      maybeOutside(transaction);
      return say(`rollback to savepoint ${name}; ${release}`);
    },
    release: () => {
      isSet = false;
      return say(release);
    },
  };
}

/**
 * Runs `work`; what it wrote is gone when it throws, or answers what is not to be kept, and the
 * transaction goes on.
 */
export async function behindSavepoint<Value>(
  transaction: Executor,
  work: () => Promise<Value>,
  isKept: (value: Value) => boolean = () => true,
): Promise<Value> {
  const savepoint = makeSavepoint(transaction);
  await savepoint.set();
  try {
    const value = await work();
    await (isKept(value) ? savepoint.release() : savepoint.goBack());
    return value;
  } catch (error) {
    await savepoint.goBack();
    throw error;
  }
}
