/**
 * Who changed what, when, by which cause: one row per write in the workspace's `_history`, in the
 * same transaction. A creation keeps no values (they follow from what came later), a deletion
 * keeps all.
 */
import { identifier, type Sql, slot, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { type PreparedSql, prepareSql } from "../query/plan-cache.ts";
import type { Writer } from "./writer.ts";

/** Tables that every workspace has beside its objects'. A record's revisions are the key of its
 * history, so that each write costs one index. */
export function bookkeepingTables(schema: string): readonly string[] {
  return [
    `create table "${schema}"."_history" ("object" text not null, "record" uuid not null, "revision" bigint not null, "kind" text not null, "at" timestamptz(3) not null, "by" uuid, "cause" text not null, "changes" jsonb, constraint "_history_pk" primary key ("record", "revision"))`,
    `create table "${schema}"."_counter" ("id" uuid not null, "key" text not null, "value" bigint not null, constraint "_counter_pk" primary key ("id"))`,
    `create unique index "_counter_key" on "${schema}"."_counter" ("key")`,
    `create table "${schema}"."_request" ("id" uuid not null, "account" uuid not null, "key" text not null, "digest" text not null, "status" integer, "headers" text, "body" text, "at" timestamptz(3) not null, constraint "_request_pk" primary key ("id"))`,
    `create unique index "_request_key" on "${schema}"."_request" ("account", "key")`,
    `create index "_request_at" on "${schema}"."_request" ("at")`,
  ];
}

export const historyTable = (catalog: Catalog): Sql => identifier(catalog.schema, "_history");

/** Slots of one history row, for statements that write it together with the change. */
export const historySlots = (writer: Writer) => ({
  at: writer.clock.now,
  by: writer.actor,
  cause: writer.cause,
});

const historyColumns = sql`("object", "record", "revision", "kind", "at", "by", "cause", "changes")`;
const author = sql`${slot("at", "timestamptz")}, ${slot("by", "uuid")}, ${slot("cause", "text")}`;

/** History of the new record in slot `id`, to stand in a WITH clause. */
export const insertCreation = (catalog: Catalog, model: ObjectModel): Sql =>
  sql`insert into ${historyTable(catalog)} ${historyColumns}
    values (${objectId(model)}, ${slot("id", "uuid")}, 1, 'created', ${author}, null)`;

/** History of the rows of `changed`, to stand in a WITH clause. */
export const insertChange = (
  catalog: Catalog,
  model: ObjectModel,
  changed: Sql,
  changes: Sql,
): Sql =>
  sql`insert into ${historyTable(catalog)} ${historyColumns}
    select ${objectId(model)}, "id", "revision", 'changed', ${author}, ${changes} from ${changed}`;

const objectId = (model: ObjectModel): Sql => {
  if (!/^[a-z0-9_$]+$/.test(model.id)) throw new Error(`Not a generated id: ${model.id}`);
  return { pieces: [`'${model.id}'`] };
};

export interface HistoryEntry {
  readonly record: string;
  readonly revision: number;
  readonly kind: "created" | "changed" | "deleted";
  /** `{field: [before, after]}`; for a deletion the whole record. */
  readonly changes: unknown;
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
    statement =
      prepareSql(sql`insert into ${historyTable(writer.catalog)} ("object", "record", "revision", "kind", "at", "by", "cause", "changes")
      select ${slot("object", "text")}, r.record, r.revision, r.kind, ${slot("at", "timestamptz")}, ${slot("by", "uuid")}, ${slot("cause", "text")}, r.changes
      from json_to_recordset(${slot("entries", "json")}) as r(record uuid, revision bigint, kind text, changes jsonb)`);
    statements.set(writer.catalog, statement);
  }
  await writer.executor.run(
    statement.bind({
      object: model.id,
      at: writer.clock.now,
      by: writer.actor,
      cause: writer.cause,
      entries: JSON.stringify(entries),
    }),
  );
}

/** Fields whose values differ between two states of a record: `{field: [before, after]}`. */
export function changesBetween(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  model: ObjectModel,
): Record<string, readonly [unknown, unknown]> {
  const changes: Record<string, readonly [unknown, unknown]> = {};
  for (const { name } of model.fields) {
    if (JSON.stringify(before[name]) !== JSON.stringify(after[name])) {
      changes[name] = [before[name] ?? null, after[name] ?? null];
    }
  }
  return changes;
}
