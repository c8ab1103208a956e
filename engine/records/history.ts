/**
 * Who changed what, when, by which cause: one row per write in the workspace's `_history`, in the
 * same transaction. A creation keeps no values (they follow from what came later), nor does a
 * deletion (the recycle bin has them).
 */
import { identifier, type Sql, slot, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { type PreparedSql, prepareSql } from "../query/plan-cache.ts";
import type { KeptChanges } from "./record-difference.ts";
import type { Writer } from "./writer.ts";

export const historyTable = (catalog: Catalog): Sql => identifier(catalog.schema, "_history");

/** Slots of one history row, for statements that write it together with the change. */
export const historySlots = (writer: Writer) => ({
  at: writer.clock.now,
  by: writer.actor,
  cause: writer.cause,
  causality: writer.causality,
});

const historyColumns = sql`("object", "record", "revision", "kind", "at", "by", "cause", "causality", "changes")`;
const author = sql`${slot("at", "timestamptz")}, ${slot("by", "uuid")}, ${slot("cause", "text")}, ${slot("causality", "uuid")}`;

/** History of the rows of `changed`, to stand in a WITH clause. */
export const insertChange = (
  catalog: Catalog,
  model: ObjectModel,
  changed: Sql,
  kind: "created" | "changed",
  changes: Sql,
): Sql =>
  sql`insert into ${historyTable(catalog)} ${historyColumns}
    select ${objectId(model)}, "id", "revision", ${{ pieces: [`'${kind}'`] }}, ${author}, ${changes} from ${changed}`;

const objectId = (model: ObjectModel): Sql => {
  if (!/^[a-z0-9_$]+$/.test(model.id)) throw new Error(`Not a generated id: ${model.id}`);
  return { pieces: [`'${model.id}'`] };
};

const shareStatements = new WeakMap<Catalog, PreparedSql>();

/**
 * Notes that a record was shared, or is so no more, for those who follow changes: an entry of the
 * revision 0, which no reader of a record's history meets. Two in one moment are one.
 */
export async function noteSharing(
  writer: Writer,
  model: ObjectModel,
  record: string,
): Promise<void> {
  const { catalog, executor } = writer;
  let statement = shareStatements.get(catalog);
  if (statement === undefined) {
    statement = prepareSql(sql`insert into ${historyTable(catalog)} ${historyColumns}
      values (${slot("object", "text")}, ${slot("record", "uuid")}, 0, 'shared', ${author}, null) on conflict do nothing`);
    shareStatements.set(catalog, statement);
  }
  await executor.run(statement.bind({ object: model.id, record, ...historySlots(writer) }));
}

export interface HistoryEntry {
  readonly record: string;
  readonly revision: number;
  /** `created`, `changed`, `assigned`, `unassigned`, `transferred`, `deleted`, `restored`, or `transition:` and the name of a step. */
  readonly kind: string;
  readonly changes: KeptChanges | null;
}

const statements = new WeakMap<Catalog, PreparedSql>();

/** Writes history rows of one object. */
export async function writeHistory(
  writer: Writer,
  model: ObjectModel,
  entries: readonly HistoryEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  let statement = statements.get(writer.catalog);
  if (statement === undefined) {
    statement = prepareSql(sql`insert into ${historyTable(writer.catalog)} ${historyColumns}
      select ${slot("object", "text")}, r.record, r.revision, r.kind, ${author}, r.changes
      from json_to_recordset(${slot("entries", "json")}) as r(record uuid, revision bigint, kind text, changes jsonb)`);
    statements.set(writer.catalog, statement);
  }
  await writer.executor.run(
    statement.bind({
      object: model.id,
      ...historySlots(writer),
      entries: JSON.stringify(entries),
    }),
  );
}
