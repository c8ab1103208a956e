/** What all servers of a database counted: one row per subject and minute. */
import type { Executor } from "../db/database.ts";

/** Something that is counted in one minute, numbered from 1970. */
export interface MinuteCount {
  readonly subject: string;
  readonly minute: number;
  readonly count: number;
}

/** Adds counts of this process; answers those of all. */
export async function addCounts(
  executor: Executor,
  counts: readonly MinuteCount[],
): Promise<readonly MinuteCount[]> {
  // In one order everywhere, so that two servers never wait for each other.
  const ordered = counts.toSorted((one, other) => (one.subject < other.subject ? -1 : 1));
  const { rows } = await executor.run({
    text: `insert into core.rate_count as r (subject, minute, count)
      select * from unnest($1::text[], $2::bigint[], $3::bigint[])
      on conflict (subject, minute) do update set count = r.count + excluded.count
      returning subject, minute, count`,
    values: [
      ordered.map(({ subject }) => subject),
      ordered.map(({ minute }) => minute),
      ordered.map(({ count }) => count),
    ],
  });
  return rows.map(([subject, minute, count]) => ({
    subject: subject ?? "",
    minute: Number(minute),
    count: Number(count),
  }));
}

/** Forgets minutes that are over. */
export async function forgetCounts(executor: Executor, before: number): Promise<void> {
  await executor.run({
    text: "delete from core.rate_count where minute < $1",
    values: [before],
  });
}
