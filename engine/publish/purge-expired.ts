/** In the background: what was removed long ago is let go for good. */
import { serverActor } from "../audit/record-act.ts";
import type { Catalogs } from "../catalog/catalogs.ts";
import { readWorkspaces } from "../catalog/document-store.ts";
import type { Database } from "../db/database.ts";
import type { Observe } from "../observe.ts";
import { purgeRemoved } from "./kept.ts";

export interface Purging {
  readonly database: Database;
  readonly catalogs: Catalogs;
  readonly observe: Observe;
}

const dayMilliseconds = 86_400_000;

/** Purges what was removed more than `days` before `now`, in every workspace; returns how much. */
export async function purgeExpired(
  { database, catalogs }: Purging,
  days: number,
  now: Date,
): Promise<number> {
  const before = new Date(now.getTime() - days * dayMilliseconds).toISOString();
  let count = 0;
  for (const { name } of await readWorkspaces(database)) {
    const catalog = await catalogs.current(name);
    if (catalog !== null)
      count += await purgeRemoved(
        database,
        catalog,
        ({ removedAt }) => removedAt < before,
        serverActor(catalog.workspaceId),
      );
  }
  return count;
}

/** Purges once an hour until it is told to stop. */
export function startPurging(purging: Purging, days: number): () => void {
  if (days === 0) return () => undefined;
  const timer = setInterval(() => {
    purgeExpired(purging, days, new Date()).catch((error: unknown) =>
      purging.observe({ kind: "background_failed", what: "purge", error }),
    );
  }, 3_600_000);
  timer.unref();
  return () => clearInterval(timer);
}
