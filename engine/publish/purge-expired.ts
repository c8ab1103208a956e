/** In the background: what was removed long ago is let go for good. */
import { serverActor } from "../audit/record-act.ts";
import type { Catalogs } from "../catalog/catalogs.ts";
import { readWorkspaces } from "../catalog/document-store.ts";
import type { Database } from "../db/database.ts";
import type { Observe } from "../observe.ts";
import { inBackground } from "../repeatedly.ts";
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

/** In an hour and then every hour, until it is told to stop: it reads every catalog. `days` 0: never. */
export function startPurging(purging: Purging, days: number): () => Promise<void> {
  if (days === 0) return async () => undefined;
  return inBackground(purging.observe, {
    what: "purge",
    hours: 1,
    begin: "later",
    work: () => purgeExpired(purging, days, new Date()),
  });
}
