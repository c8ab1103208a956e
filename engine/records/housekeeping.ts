/** In the background: months of history are made ahead, history, jobs, runs and the bin let go of the old. */
import { readWorkspaces } from "../catalog/document-store.ts";
import type { Database } from "../db/database.ts";
import { workspaceSchema } from "../db/names.ts";
import type { Observe } from "../observe.ts";
import { inBackground } from "../repeatedly.ts";
import { prepareMonths, purgeHistory } from "./history-months.ts";
import { purgeJobs } from "./job-table.ts";
import { readKeptDays } from "./kept-history.ts";
import { purgeEnded } from "./purge-ended.ts";
import { purgeBin } from "./recycle-bin.ts";

/** Days; 0: for ever. */
export interface KeptFor {
  /** The recycle bin. */
  readonly binDays: number;
  /** Runs that have ended, deliveries, notices. */
  readonly runDays: number;
}

/** Looks after every workspace once. */
export async function keepHouse(
  database: Database,
  { binDays, runDays }: KeptFor,
  now: Date,
): Promise<void> {
  for (const { id, name, version } of await readWorkspaces(database)) {
    const schema = workspaceSchema(name);
    await prepareMonths(database, schema, now);
    await purgeHistory(database, schema, await readKeptDays(database, id, version), now);
    await purgeJobs(database, schema, now);
    if (runDays > 0) await purgeEnded(database, schema, runDays, now);
    if (binDays > 0) await purgeBin(database, schema, binDays, now);
  }
}

/** Now and every six hours until it is told to stop. */
export function startHousekeeping(
  { database, observe }: { readonly database: Database; readonly observe: Observe },
  keptFor: KeptFor,
): () => Promise<void> {
  return inBackground(observe, {
    what: "housekeeping",
    hours: 6,
    work: () => keepHouse(database, keptFor, new Date()),
  });
}
