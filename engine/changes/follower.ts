/** Follows one workspace while somebody listens: looks at its history, and at who may listen. */
import type { Catalogs } from "../catalog/catalogs.ts";
import type { Database } from "../db/database.ts";
import type { Observe } from "../observe.ts";
import { repeatedly } from "../repeatedly.ts";
import type { Secrets } from "../secrets/sealed-text.ts";
import type { HistoryRow } from "./changed-records.ts";
import { readPosition, type Snapshot } from "./position.ts";
import { type ChangesPage, currentSnapshot, lookAround, readChanges } from "./read-changes.ts";
import type { PageEnd, Span } from "./span.ts";
import type { Subscription } from "./subscription.ts";

export interface FollowerServices {
  readonly database: Database;
  readonly catalogs: Catalogs;
  readonly secrets: Secrets;
  readonly observe: Observe;
}

export interface Follower {
  /** Resolves when nothing that is written from now on will be missed. */
  join(subscription: Subscription): Promise<void>;
  leave(subscription: Subscription): void;
  stop(): Promise<void>;
}

const lookMilliseconds = 400;
/** Together with the time that the answers take, less than a second. */
const checkMilliseconds = 600;

async function tellAll(to: readonly Subscription[], rows: readonly HistoryRow[]): Promise<void> {
  for (const subscription of to) {
    // One who cannot be served must not keep the others waiting; he comes again.
    await subscription.tell(rows).catch(() => subscription.end("unavailable"));
  }
}

export function followWorkspace(
  { database, catalogs, secrets, observe }: FollowerServices,
  workspace: { readonly name: string; readonly schema: string },
): Follower {
  const subscriptions = new Set<Subscription>();
  let snapshot: Snapshot | null = null;
  /** Shares that ended by then have been told. */
  let sharesUntil = new Date();
  let failing = false;
  /** Looks and those who join take turns, so that each begins where the looks have come to. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };

  const tell = async (to: readonly Subscription[], span: Span): Promise<void> => {
    let after: PageEnd | null = null;
    do {
      const page: ChangesPage = await readChanges(database, workspace.schema, span, after);
      after = page.end;
      await tellAll(to, page.rows);
    } while (after !== null && to.some((subscription) => subscription.listens()));
  };

  const look = async (): Promise<void> => {
    if (snapshot === null) return;
    const now = new Date();
    const sight = await lookAround(database, workspace.schema, sharesUntil, now);
    const { snapshot: until, ended } = sight;
    if (ended.length > 0) await tellAll([...subscriptions], ended);
    if (until !== snapshot) await tell([...subscriptions], { from: snapshot, until });
    snapshot = until;
    sharesUntil = now;
    for (const subscription of subscriptions) subscription.settle(until);
    failing = false;
  };

  /** The next look begins where the last one that succeeded ended. */
  const failed = (error: unknown): void => {
    if (!failing) observe({ kind: "background_failed", what: "changes", error });
    failing = true;
  };

  const check = async (): Promise<void> => {
    await catalogs.refresh(workspace.name).catch(() => undefined);
    await Promise.all(
      [...subscriptions].map(async (subscription) => {
        const reason = await subscription.asked.endReason().catch(() => "unavailable" as const);
        if (reason !== null) subscription.end(reason);
      }),
    );
  };

  const stopLooking = repeatedly(lookMilliseconds, () => inTurn(look).catch(failed));
  const stopChecking = repeatedly(checkMilliseconds, check);

  return {
    join: (subscription) =>
      inTurn(async () => {
        if (snapshot === null) {
          sharesUntil = new Date();
          snapshot = await currentSnapshot(database);
        }
        const { receiver, lastEventId } = subscription.asked;
        subscription.greet();
        if (lastEventId !== null) {
          const from = readPosition(secrets, receiver, lastEventId, Date.now());
          if (from === null) subscription.reset();
          else await tell([subscription], { from, until: snapshot });
        }
        await subscription.compareNamed();
        subscription.settle(snapshot);
        if (subscription.open()) subscriptions.add(subscription);
      }),
    leave: (subscription) => void subscriptions.delete(subscription),
    stop: async () => {
      await Promise.all([stopLooking(), stopChecking()]);
    },
  };
}
