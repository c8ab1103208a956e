/** Waits until what is followed has been looked at. */
import { expect } from "vitest";
import { lookJob } from "../../engine/subscriptions/look.ts";
import type { TestServer } from "./server.ts";

/** Everything that is committed by now. */
export async function looked({ services: { database, jobs } }: TestServer): Promise<void> {
  const run = (text: string, ...values: readonly unknown[]) => database.run({ text, values });
  const { rows } = await run("select pg_snapshot_xmax(pg_current_snapshot())::text");
  const reached = rows[0]?.[0];
  const isBehind = async () => {
    await run("update core.job set run_at = $2 where kind = $1", lookJob, new Date(0));
    jobs.wake();
    const { rows: found } = await run(
      `select 1 from core.job where kind = $1 and (payload->>'until' is not null
        or pg_snapshot_xmin((payload->>'from')::pg_snapshot) < $2::xid8)`,
      lookJob,
      reached,
    );
    return found.length;
  };
  await expect.poll(isBehind, { interval: 20 }).toBe(0);
}
