/** Where what was removed waits in the database, and its end: purged for good. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Actor, recordAct } from "../audit/record-act.ts";
import type { Catalog } from "../catalog/catalog.ts";
import {
  forgetStatement,
  hiddenName,
  isOfValues,
  type Removed,
  type RemovedThing,
  readRemoved,
} from "../catalog/removed.ts";
import type { Database, Executor } from "../db/database.ts";
import { becameName, quoted, removedName, tableOf } from "../db/names.ts";
import { lockTimeout } from "./apply.ts";

/** The table that holds the columns of an object or of child rows, wherever it is by now. */
export function tableHolding(catalog: Catalog, object: ObjectModel): string {
  for (const model of catalog.rows.values()) if (model.id === object.id) return tableOf(model);
  return removedName(object.id);
}

const ownTablesOf = (field: FieldModel): readonly string[] =>
  field.children === null
    ? [removedName(field.id)]
    : [...tablesOf(field.children.fields), removedName(field.children.id)];

const tablesOf = (fields: readonly FieldModel[]): readonly string[] =>
  fields.flatMap((field) => (field.type.storage === "column" ? [] : ownTablesOf(field)));

function purgeTexts(catalog: Catalog, thing: RemovedThing): readonly string[] {
  const { kind, object, field, subject, version } = thing;
  const schema = quoted(catalog.schema);
  const dropTables = (tables: readonly string[]) =>
    tables.map((table) => `drop table if exists ${schema}.${quoted(table)}`);
  const dropColumn = (column: string) => [
    `alter table if exists ${schema}.${quoted(tableHolding(catalog, object))} drop column if exists ${quoted(column)}`,
  ];
  if (kind === "object") return dropTables([...tablesOf(object.fields), removedName(subject)]);
  if (kind === "former")
    return [hiddenName(thing), becameName(subject, version)].flatMap(dropColumn);
  if (isOfValues(thing)) return dropColumn(hiddenName(thing));
  if (field !== null && field.type.storage !== "column") return dropTables(ownTablesOf(field));
  return [subject, ...(field?.arms ?? []).map(({ id }) => id)].flatMap((id) =>
    dropColumn(removedName(id)),
  );
}

/** What goes with a thing: earlier values of a field, everything removed from an object. */
function alsoPurged(removed: Removed, thing: RemovedThing): readonly RemovedThing[] {
  const gone = new Set(
    thing.kind === "object"
      ? idsOf(thing.object)
      : thing.kind === "field" && thing.field?.children
        ? [thing.subject, ...idsOf(thing.field.children)]
        : [thing.subject],
  );
  return removed.all.filter(
    (other) =>
      other !== thing &&
      (gone.has(other.object.id) || (isOfValues(other) && gone.has(other.subject))) &&
      !isOfValues(thing),
  );
}

const idsOf = (object: ObjectModel): readonly string[] => [
  object.id,
  ...object.fields.flatMap(({ children }) => (children === null ? [] : idsOf(children))),
];

const nameOf = ({ object, field }: RemovedThing): string =>
  field === null ? object.name : `${object.name}.${field.name}`;

/** Drops what `choose` names, for good. Waits for no publish, and no publish for it, for long. */
export async function purgeRemoved(
  database: Database,
  catalog: Catalog,
  choose: (thing: RemovedThing) => boolean,
  actor: Actor,
): Promise<number> {
  return database.transaction(async (transaction) => {
    await transaction.run({ text: `set local lock_timeout = '${lockTimeout}'`, values: [] });
    await transaction.run({
      text: "select version from core.workspace where id = $1 for update",
      values: [catalog.workspaceId],
    });
    const removed = await readRemoved(transaction, catalog.workspaceId);
    const chosen = removed.all.filter(choose);
    const all = new Set(chosen.flatMap((thing) => [...alsoPurged(removed, thing), thing]));
    for (const thing of all) await purge(transaction, catalog, thing);
    if (all.size > 0)
      await recordAct(transaction, actor, "purged", { names: [...all].map(nameOf) });
    return chosen.length;
  });
}

async function purge(executor: Executor, catalog: Catalog, thing: RemovedThing): Promise<void> {
  for (const text of purgeTexts(catalog, thing)) await executor.run({ text, values: [] });
  await executor.run(forgetStatement(catalog.workspaceId, thing));
}
