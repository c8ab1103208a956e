/** A transaction that begins with the first write of somebody who may never write. */
import type { Database, Executor } from "../db/database.ts";
import { Failure } from "../jobs/retry.ts";

export interface LateTransaction {
  readonly isOpen: boolean;
  /** The transaction, from now on open. */
  open(): Promise<Executor>;
  /** Commits what was written together with what `last` writes. */
  commit(last: (transaction: Executor) => Promise<void>): Promise<void>;
  rollback(): Promise<void>;
}

type Last = (transaction: Executor) => Promise<void>;

export function lateTransaction(database: Database): LateTransaction {
  const end = Promise.withResolvers<Last>();
  // Nobody may be waiting for it any more when it is rolled back.
  end.promise.catch(() => undefined);
  let begun: { readonly executor: Promise<Executor>; readonly ended: Promise<void> } | null = null;

  const begin = () => {
    const executor = Promise.withResolvers<Executor>();
    let attempts = 0;
    const ended = database.transaction(async (transaction) => {
      attempts++;
      // What has been written cannot be written once more here: all of it is to be done again.
      if (attempts > 1) throw new Failure("The transaction lost to another", "retryable");
      executor.resolve(transaction);
      const last = await end.promise;
      await last(transaction);
    });
    ended.catch(executor.reject);
    return { executor: executor.promise, ended };
  };

  return {
    get isOpen() {
      return begun !== null;
    },
    open: () => {
      begun ??= begin();
      return begun.executor;
    },
    commit: (last) => {
      if (begun === null) return database.transaction(last);
      end.resolve(last);
      return begun.ended;
    },
    rollback: async () => {
      end.reject(new Error("Rolled back"));
      await begun?.ended.catch(() => undefined);
    },
  };
}
