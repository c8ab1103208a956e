/**
 * In the background: files go with the last record that held them, uploads that nobody saved after
 * a while, and bytes that a crash left without a row.
 */
import type { Catalog } from "../catalog/catalog.ts";
import type { Catalogs } from "../catalog/catalogs.ts";
import { readWorkspaces } from "../catalog/document-store.ts";
import type { Database, Executor } from "../db/database.ts";
import { quoted, tableOf } from "../db/names.ts";
import type { Observe } from "../observe.ts";
import { inBackground } from "../repeatedly.ts";
import { lockDigest, opinionPlace } from "./file-rows.ts";
import type { FileStore } from "./file-store.ts";

export interface FileKeeping {
  readonly database: Database;
  readonly catalogs: Catalogs;
  readonly files: FileStore;
  readonly observe: Observe;
}

/** Looks after the files of every workspace once; returns how many went. */
export async function purgeFiles(
  { database, catalogs, files }: FileKeeping,
  unclaimedHours: number,
  now: Date,
): Promise<number> {
  const before = new Date(now.getTime() - unclaimedHours * 3_600_000);
  let count = 0;
  for (const { id, name, schema } of await readWorkspaces(database)) {
    const place = { workspaceId: id, schema };
    await forgetUses(database, catalogs, name, place);
    count += await purgeUnused(database, files, place, before);
    await sweepBytes(database, files, place, before);
  }
  await files.sweep(before);
  return count;
}

type Place = Pick<Catalog, "workspaceId" | "schema">;

/**
 * Uses by records that are neither there nor in the recycle bin, and of objects that are purged.
 * The catalog of a workspace without files is not loaded for it.
 */
async function forgetUses(
  database: Database,
  catalogs: Catalogs,
  workspace: string,
  place: Place,
): Promise<void> {
  const uses = `${quoted(place.schema)}."_file_use"`;
  const used = await database.run({ text: `select distinct "object" from ${uses}`, values: [] });
  const catalog = used.rows.length === 0 ? null : await catalogs.current(workspace);
  if (catalog === null) return;
  const tables = new Map([...catalog.objects.values()].map((model) => [model.id, tableOf(model)]));
  // Tasks are no objects; their table is called like their place.
  tables.set(opinionPlace.object, opinionPlace.object);
  const waiting = await database.run({
    text: "select subject from core.removed where workspace = $1 and kind = 'object'",
    values: [catalog.workspaceId],
  });
  const kept = new Set(waiting.rows.map(([subject]) => subject));
  for (const [object] of used.rows) {
    const table = tables.get(object ?? "");
    if (table === undefined && kept.has(object ?? null)) continue;
    const gone =
      table === undefined
        ? ""
        : ` and not exists (select 1 from ${quoted(catalog.schema)}.${quoted(table)} as t where t."id" = u."record")
            and not exists (select 1 from ${quoted(catalog.schema)}."_deleted" as d where d."id" = u."record")`;
    await database.run({
      text: `delete from ${uses} as u where u."object" = $1${gone}`,
      values: [object],
    });
  }
}

const filesAtATime = 500;

async function purgeUnused(
  database: Database,
  files: FileStore,
  place: Place,
  before: Date,
): Promise<number> {
  let removed = 0;
  for (let found = filesAtATime; found === filesAtATime; ) {
    const gone = await database.transaction((transaction) =>
      removeRows(transaction, quoted(place.schema), before),
    );
    found = gone.found;
    removed += gone.digests.length;
    for (const digest of new Set(gone.digests)) await removeBytes(database, files, place, digest);
  }
  return removed;
}

/** Looks for unused files and locks them, then looks again: a write may have taken one meanwhile. */
async function removeRows(
  transaction: Executor,
  schema: string,
  before: Date,
): Promise<{ readonly found: number; readonly digests: readonly string[] }> {
  const unused = `not exists (select 1 from ${schema}."_file_use" as u where u."file" = f."id")`;
  const { rows } = await transaction.run({
    text: `select f."id" from ${schema}."_file" as f where f."at" < $1 and ${unused} order by f."at" limit ${filesAtATime} for update of f skip locked`,
    values: [before],
  });
  const gone = await transaction.run({
    text: `delete from ${schema}."_file" as f where f."id" = any($1::uuid[]) and ${unused} returning f."sha256"`,
    values: [rows.map(([id]) => id)],
  });
  return { found: gone.rowCount, digests: gone.rows.map(([sha256]) => String(sha256)) };
}

/** What a crash left between bytes and row. */
async function sweepBytes(
  database: Database,
  files: FileStore,
  place: Place,
  before: Date,
): Promise<void> {
  const digests = await files.digestsBefore(place.workspaceId, before);
  for (let start = 0; start < digests.length; start += filesAtATime) {
    const some = digests.slice(start, start + filesAtATime);
    const { rows } = await database.run({
      text: `select distinct "sha256" from ${quoted(place.schema)}."_file" where "sha256" = any($1::text[])`,
      values: [some],
    });
    const named = new Set(rows.map(([sha256]) => sha256));
    for (const digest of some.filter((each) => !named.has(each)))
      await removeBytes(database, files, place, digest);
  }
}

/** Removes bytes that no row names any more. */
const removeBytes = (
  database: Database,
  files: FileStore,
  { schema, workspaceId }: Place,
  sha256: string,
): Promise<void> =>
  database.transaction(async (transaction) => {
    await lockDigest(transaction, schema, sha256);
    const named = await transaction.run({
      text: `select 1 from ${quoted(schema)}."_file" where "sha256" = $1 limit 1`,
      values: [sha256],
    });
    if (named.rows.length === 0) await files.remove(workspaceId, sha256);
  });

/** Now and once an hour until it is told to stop. */
export function startFileKeeping(
  keeping: FileKeeping,
  unclaimedHours: number,
): () => Promise<void> {
  return inBackground(keeping.observe, {
    what: "files",
    hours: 1,
    work: () => purgeFiles(keeping, unclaimedHours, new Date()),
  });
}
