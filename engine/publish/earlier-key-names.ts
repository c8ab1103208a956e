/**
 * Indexes of unique keys were once called by the first characters of their fields' ids, which two
 * keys of one object may share. They are renamed when a server starts.
 */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { makeCatalog } from "../catalog/catalog.ts";
import { emptyManifest, readDocuments, readManifest } from "../catalog/document-store.ts";
import { readRemoved } from "../catalog/removed.ts";
import type { Database, Executor } from "../db/database.ts";
import { quoted, uniqueKeyName } from "../db/names.ts";

const earlierName = (object: ObjectModel, fields: readonly FieldModel[]): string =>
  `uk_${object.id}_${fields.map((field) => field.id.slice(0, 4)).join("")}`.slice(0, 50);

/** Once for each workspace that has such an index, whichever servers start at the same time. */
export async function renameEarlierKeys(database: Database): Promise<void> {
  const { rows } = await database.run({
    text: `select distinct w.id, w.name, w.schema from core.workspace w
      join pg_catalog.pg_namespace n on n.nspname = w.schema
      join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relkind = 'i' and c.relname like 'uk\\_%'`,
    values: [],
  });
  for (const [id = "", name = "", schema = ""] of rows)
    await database.transaction((transaction) =>
      renameIn(transaction, { id: id ?? "", name: name ?? "", schema: schema ?? "" }),
    );
}

async function renameIn(
  transaction: Executor,
  workspace: { readonly id: string; readonly name: string; readonly schema: string },
): Promise<void> {
  const { rows } = await transaction.run({
    text: "select version from core.workspace where id = $1 for update",
    values: [workspace.id],
  });
  const version = Number(rows[0]?.[0] ?? 0);
  const manifest = (await readManifest(transaction, workspace.id, version)) ?? emptyManifest;
  const documents = await readDocuments(transaction, workspace.id, manifest, new Map());
  const published = [...makeCatalog(workspace, version, documents).objects.values()];
  const removed = await readRemoved(transaction, workspace.id);
  for (const object of [...published, ...removed.all.map((thing) => thing.object)])
    for (const key of object.unique) {
      const fields = key.flatMap((name) => object.byName.get(name) ?? []);
      const earlier = `${quoted(workspace.schema)}.${quoted(earlierName(object, fields))}`;
      await transaction.run({
        text: `alter index if exists ${earlier} rename to ${quoted(uniqueKeyName(object, fields))}`,
        values: [],
      });
    }
}
