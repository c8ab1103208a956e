/** Rows that stand against a change: counted and sampled before anything runs. */
import type { Change } from "../../metadata/diff/change.ts";
import { identifier, joinSql, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import { holdersOf } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Removed } from "../catalog/removed.ts";
import type { Executor } from "../db/database.ts";
import { removedName, tableOf } from "../db/names.ts";
import { prepareSql, type SlotValues } from "../query/plan-cache.ts";
import { withHashedJoins } from "./hashed-joins.ts";
import { holdsAny } from "./option-answers.ts";
import type { Planning } from "./planning.ts";
import { returning } from "./returned-values.ts";
import { isNotNull } from "./table-statements.ts";

export interface Obstacles {
  readonly count: number;
  readonly samples: readonly Sample[];
  /** False when an answer has been given, or the rows are only warned of. */
  readonly blocking: boolean;
}

/** One of the rows, as people know it. */
export interface Sample {
  readonly id: string;
  /** Null where rows have none. */
  readonly title: string | null;
  /** The value in question, where there is one. */
  readonly value?: string;
}

export const samplesMaximum = 20;

/** Tables and columns as they are now, hidden ones too, found by id. */
export interface Before {
  /** Name of an object's table, or of that of child rows. */
  table(objectId: string): string | undefined;
  /** A field that has a column, and the column's name. */
  column(fieldId: string): { readonly field: FieldModel; readonly name: string } | undefined;
}

type Column = { readonly field: FieldModel; readonly name: string };

const beforeKey = Symbol("tables and columns by id");

/** What is published first, then what waits hidden. */
export function beforeOf(catalog: Catalog, removed: Removed): Before {
  const present = catalog.derived(beforeKey, readBefore);
  if (removed.all.length === 0) return present;
  const hidden = hiddenBefore(removed);
  return {
    table: (id) => present.table(id) ?? hidden.table(id),
    column: (id) => present.column(id) ?? hidden.column(id),
  };
}

/** Columns are looked for object by object: a plan asks for few, and a workspace has very many. */
function readBefore(catalog: Catalog): Before {
  const models = [...catalog.rows.values()];
  const tables = new Map(models.map((model) => [model.id, tableOf(model)]));
  return {
    table: (id) => tables.get(id),
    column(id) {
      for (const model of models) {
        const column = columnsById(model).get(id);
        if (column !== undefined) return column;
      }
      return undefined;
    },
  };
}

const columnsByModel = new WeakMap<ObjectModel, ReadonlyMap<string, Column>>();

function columnsById(model: ObjectModel): ReadonlyMap<string, Column> {
  let columns = columnsByModel.get(model);
  if (columns === undefined) {
    columns = new Map(
      model.fields
        .filter(({ type }) => type.storage === "column")
        .flatMap((field) => [field, ...field.arms])
        .map((field) => [field.id, { field, name: field.name }]),
    );
    columnsByModel.set(model, columns);
  }
  return columns;
}

function hiddenBefore(removed: Removed): Before {
  const tables = new Map<string, string>();
  const columns = new Map<string, Column>();
  const hiddenTable = ({ id }: ObjectModel) => removedName(id);
  const oldestFirst = [...removed.all].reverse();
  for (const { kind, object } of oldestFirst)
    if (kind === "object") note(tables, columns, object, hiddenTable);
  for (const { kind, field } of oldestFirst) {
    if (kind !== "field" || field === null) continue;
    if (field.children !== null) note(tables, columns, field.children, hiddenTable);
    else if (field.type.storage === "column")
      for (const one of [field, ...field.arms])
        columns.set(one.id, { field: one, name: removedName(one.id) });
  }
  return { table: (id) => tables.get(id), column: (id) => columns.get(id) };
}

function note(
  tables: Map<string, string>,
  columns: Map<string, Column>,
  model: ObjectModel,
  tableName: (model: ObjectModel) => string,
): void {
  tables.set(model.id, tableName(model));
  for (const field of model.fields) {
    if (field.type.storage === "column")
      for (const one of [field, ...field.arms]) columns.set(one.id, { field: one, name: one.name });
    if (field.children !== null) note(tables, columns, field.children, tableName);
  }
}

/** Rows of a table, known as `t`. */
export interface RowsInQuestion {
  readonly table: Sql;
  readonly where: Sql;
  /** How many there are, where somebody has counted them. */
  readonly count?: number;
  /** A cheaper query that has a row only if there are any. */
  readonly glance?: Sql;
  /** Values of the slots that the condition has, such as the day. */
  readonly slots?: SlotValues;
  /** The condition joins the whole table with others. */
  readonly joins?: boolean;
}

/** How many rows there are, and some of them in the order of their ids. */
export function countRows(
  executor: Executor,
  rows: RowsInQuestion,
  title: Sql | null,
): Promise<Pick<Obstacles, "count" | "samples">> {
  return rows.joins === true
    ? withHashedJoins(executor, (hashed) => countAndSample(hashed, rows, title))
    : countAndSample(executor, rows, title);
}

/** So many are soon met in the order of ids; fewer are looked for in the whole table at once. */
const manyRows = 1000;

async function countAndSample(
  executor: Executor,
  { table, where, count = 0, glance, slots = {} }: RowsInQuestion,
  title: Sql | null,
): Promise<Pick<Obstacles, "count" | "samples">> {
  if (glance !== undefined) {
    const { rows } = await executor.run(prepareSql(glance).bind({}));
    if (rows.length === 0) return { count: 0, samples: [] };
  }
  const offending = sql`select t."id", ${title ?? sql`null`}::text collate "C" as "title" from ${table} as t where ${where}`;
  const inOrder = sql`order by "id" limit ${parameter(samplesMaximum, "bigint")}`;
  const query =
    count >= manyRows
      ? sql`${offending} ${inOrder}`
      : sql`with offending as materialized (${offending})
        select "id", "title", (select count(*) from offending) from offending ${inOrder}`;
  const { rows } = await executor.run(prepareSql(query).bind(slots));
  return {
    count: count >= manyRows ? count : Number(rows[0]?.[2] ?? 0),
    samples: rows.map(([id, name]) => ({ id: String(id), title: name ?? null })),
  };
}

export type Counted = Pick<Obstacles, "count" | "samples"> | null;

/** What is left without a value stands in the way whatever has been answered. */
export const obstaclesOf = (
  found: Counted,
  left: Counted,
  isAnswered: boolean,
): Obstacles | null => {
  if (left !== null) return { ...left, blocking: true };
  return found === null ? null : { ...found, blocking: !isAnswered };
};

/** The column that holds the records' titles now; null for rows, which have none. */
export function titleColumn(before: Before, object: ObjectModel): Sql | null {
  const title = object.byName.get(object.recordTitle);
  const column = title === undefined ? undefined : before.column(title.id);
  if (object.parent !== null || column === undefined || column.field.target !== null) return null;
  return identifier("t", column.name);
}

/** Rows that stand against a change; null when none can. */
export function rowsAgainst(change: Change, planning: CatalogsOfPlan): RowsInQuestion | null {
  const { catalog, before, retyped } = planning;
  if (!("object" in change)) return null;
  const name = before.table(change.object.id);
  if (name === undefined) return null;
  const table = identifier(catalog.schema, name);
  // What its values become says what is empty.
  if (change.kind === "field_required" && retyped.has(change.field.id)) return null;
  if (change.kind === "field_required" || change.kind === "field_required_kept") {
    const where = emptyIn(change, planning);
    return where === null ? null : { table, where };
  }
  const where = conditionOf(change, table, before);
  return where === null ? null : { table, where };
}

/** What is published, what will be, the tables of now, and what waits hidden. */
type CatalogsOfPlan = Pick<
  Planning,
  "catalog" | "next" | "before" | "changes" | "removed" | "retyped"
>;

/** Rows that get no value back, and those whose lookup comes back pointing to records that are gone. */
function emptyIn(
  { object, field }: { readonly object: ObjectModel; readonly field: FieldModel },
  { catalog, next, before, changes, removed }: CatalogsOfPlan,
): Sql | null {
  const column = columnNow(before, field);
  if (column === null || !isNotNull(field)) return null;
  const isHidden = (name: string | undefined) => name?.startsWith("$") === true;
  const lost = holdersOf(field).flatMap((holder): readonly Sql[] => {
    const now = before.column(holder.id);
    const target = next.objects.get(holder.target ?? "");
    if (now === undefined || now.field.target === null || target === undefined) return [];
    // A foreign key sees to the others.
    if (!isHidden(now.name) && !isHidden(before.table(object.id))) return [];
    const pointer = identifier("t", now.name);
    const records = before.table(target.id);
    if (records === undefined) return [sql`${pointer} is not null`];
    const found = sql`select 1 from ${identifier(catalog.schema, records)} as r where r."id" = ${pointer}`;
    return [sql`${pointer} is not null and not exists (${found})`];
  });
  const back = returning({ changes, removed }, field)?.values("t").become(column) ?? null;
  const empty = back === null ? sql`${column} is null` : sql`coalesce(${column}, ${back}) is null`;
  return joinSql([empty, ...lost], sql` or `);
}

function conditionOf(
  change: Extract<Change, { object: ObjectModel }>,
  table: Sql,
  before: Before,
): Sql | null {
  switch (change.kind) {
    case "field_added":
      return isNotNull(change.field) ? sql`true` : null;
    case "options_removed": {
      const column = columnNow(before, change.field);
      if (column === null) return null;
      return holdsAny(change.field, column, change.values);
    }
    case "field_targets_changed": {
      const present = new Set(change.after.arms.map(({ id }) => id));
      const gone = change.before.arms
        .filter(({ id }) => !present.has(id))
        .flatMap((arm) => columnNow(before, arm) ?? []);
      if (gone.length === 0) return null;
      return joinSql(
        gone.map((column) => sql`${column} is not null`),
        sql` or `,
      );
    }
    case "object_changed":
      return change.object.singleton && change.keywords.includes("singleton")
        ? sql`(select count(*) from ${table}) > 1`
        : null;
    case "field_changed":
      return change.field.type.name === "tree_parent"
        ? ringCondition(table, before, change.field)
        : null;
    default:
      return null;
  }
}

/** Records that stand below themselves, when a lookup becomes the parent of a tree. */
function ringCondition(table: Sql, before: Before, field: FieldModel): Sql | null {
  const now = before.column(field.id);
  if (now === undefined || now.field.type.name === "tree_parent") return null;
  const column = identifier(now.name);
  const above = sql`with recursive "path" ("id") as (select t.${column} union select r.${column} from ${table} as r join "path" as p on r."id" = p."id") select "id" from "path"`;
  return sql`t.${column} is not null and t."id" in (${above})`;
}

function columnNow(before: Before, field: FieldModel): Sql | null {
  const now = before.column(field.id);
  return now === undefined ? null : identifier("t", now.name);
}
