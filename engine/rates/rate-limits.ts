/**
 * How many requests a minute: counted in memory, so that a request costs no statement, and joined
 * with the counts of all other servers about once a second.
 */
import type { Database } from "../db/database.ts";
import type { Observe } from "../observe.ts";
import { addCounts, forgetCounts, type MinuteCount } from "./rate-counts.ts";

export type RateName = "account" | "token" | "expensive" | "address" | "form";

/** Requests a minute; 0: no limit. */
export type RateSettings = Readonly<Record<RateName, number>>;

export interface Counted {
  readonly name: RateName;
  /** Who: the id of an account, the digest of a token, a network address. */
  readonly who: string;
}

/** Where a caller stands with the limit that leaves him least. */
export interface Standing {
  readonly name: RateName;
  readonly limit: number;
  readonly left: number;
  /** Until the count begins anew. */
  readonly seconds: number;
  readonly exceeded: boolean;
}

export interface RateLimits {
  readonly settings: RateSettings;
  /** Counts a request, unless one of the limits is reached. Null: nothing limits it. */
  admit(counted: readonly Counted[]): Standing | null;
  /** Joins what was counted here with what the other servers counted. */
  share(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

interface Counter {
  minute: number;
  /** What all servers counted, as far as this one was told. */
  shared: number;
  /** What this one counted since. */
  own: number;
}

const minuteMilliseconds = 60_000;
const shareMilliseconds = 1000;
/** Beyond so many subjects those with nothing new to tell are forgotten, and asked for again. */
const countersMaximum = 100_000;
/** Rows of one statement. */
const rowsMaximum = 5000;

/** @param now milliseconds since 1970 */
export function createRateLimits(
  { database, observe }: { readonly database: Database; readonly observe: Observe },
  settings: RateSettings,
  now: () => number,
): RateLimits {
  const counters = new Map<string, Counter>();
  let forgotten = 0;
  let timer: NodeJS.Timeout | undefined;
  let sharing: Promise<void> = Promise.resolve();

  const counterOf = (subject: string, minute: number): Counter => {
    let counter = counters.get(subject);
    if (counter === undefined) {
      if (counters.size >= countersMaximum) dropIdle(counters);
      counter = { minute, shared: 0, own: 0 };
      counters.set(subject, counter);
    } else if (counter.minute !== minute) {
      counter.minute = minute;
      counter.shared = 0;
      counter.own = 0;
    }
    return counter;
  };

  const shareNow = async (): Promise<void> => {
    const minute = Math.floor(now() / minuteMilliseconds);
    for (const [subject, counter] of counters)
      if (counter.minute < minute) counters.delete(subject);
    const fresh = [...counters].flatMap(([subject, { own, minute: of }]): MinuteCount[] =>
      own > 0 ? [{ subject, minute: of, count: own }] : [],
    );
    for (let start = 0; start < fresh.length; start += rowsMaximum) {
      const sent = fresh.slice(start, start + rowsMaximum);
      takeIn(counters, sent, await addCounts(database, sent));
    }
    if (minute > forgotten && fresh.length > 0) {
      await forgetCounts(database, minute - 1);
      forgotten = minute;
    }
  };

  const share = (): Promise<void> => {
    const turn = sharing.then(shareNow);
    sharing = turn.catch(() => undefined);
    return turn;
  };

  return {
    settings,
    admit: (counted) => {
      const time = now();
      const minute = Math.floor(time / minuteMilliseconds);
      const seconds = Math.ceil(((minute + 1) * minuteMilliseconds - time) / 1000);
      let tightest: Standing | null = null;
      const found: Counter[] = [];
      for (const { name, who } of counted) {
        const limit = settings[name];
        if (limit === 0) continue;
        const counter = counterOf(`${name}:${who}`, minute);
        const left = limit - counter.shared - counter.own;
        if (left <= 0) return { name, limit, left: 0, seconds, exceeded: true };
        found.push(counter);
        if (tightest === null || left - 1 < tightest.left)
          tightest = { name, limit, left: left - 1, seconds, exceeded: false };
      }
      for (const counter of found) counter.own++;
      return tightest;
    },
    share,
    start: () => {
      timer = setInterval(() => {
        share().catch((error: unknown) =>
          observe({ kind: "background_failed", what: "rates", error }),
        );
      }, shareMilliseconds);
      timer.unref();
    },
    stop: async () => {
      clearInterval(timer);
      await sharing;
    },
  };
}

/** What was sent is in the count of all; what came meanwhile is still to be sent. */
function takeIn(
  counters: ReadonlyMap<string, Counter>,
  sent: readonly MinuteCount[],
  answered: readonly MinuteCount[],
): void {
  const counts = new Map(sent.map(({ subject, count }) => [subject, count]));
  for (const { subject, minute, count } of answered) {
    const counter = counters.get(subject);
    // A new minute has begun while the database answered.
    if (counter === undefined || counter.minute !== minute) continue;
    counter.shared = count;
    counter.own -= counts.get(subject) ?? 0;
  }
}

function dropIdle(counters: Map<string, Counter>): void {
  for (const [subject, { own }] of counters) if (own === 0) counters.delete(subject);
}
