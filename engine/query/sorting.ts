/**
 * Sort orders and the cursors that continue them. A cursor holds the sort values of the last row;
 * the next page begins behind it (keyset), so page 1 000 costs what page 1 costs.
 *
 * Empty values come last in ascending and first in descending order, as PostgreSQL's indexes keep
 * them. The id is always the last key, in the direction of the first.
 */
import { createHash } from "node:crypto";
import { joinSql, type Sql, slot, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, problem, type Result } from "../../metadata/problem.ts";
import type { Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { behind, type RowSource } from "./joins.ts";

export interface SortKey {
  /** Lookups on the way, then the field. */
  readonly path: readonly string[];
  readonly field: FieldModel;
  readonly descending: boolean;
  /** False when every record has a value: the column is NOT NULL and no lookup is on the way. */
  readonly mayBeEmpty: boolean;
}

const keysMaximum = 8;

/** Parses `sort=-created_at,customer.name`. */
export function parseSort(
  text: string,
  model: ObjectModel,
  catalog: Catalog,
  rights: Rights,
): Result<readonly SortKey[]> {
  const problems: Problem[] = [];
  const keys: SortKey[] = [];
  for (const part of text === "" ? [] : text.split(",").map((key) => key.trim())) {
    const descending = part.startsWith("-");
    const name = descending ? part.slice(1) : part;
    const found = sortField(name.split("."), model, catalog, rights);
    if (found === null) problems.push(problem("not_sortable", "", { name }));
    else keys.push({ ...found, descending });
  }
  if (keys.length > keysMaximum) {
    problems.push(
      problem("invalid_parameter", "", { name: "sort", expected: `at most ${keysMaximum} fields` }),
    );
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: withId(keys, model) };
}

function sortField(
  path: readonly string[],
  model: ObjectModel,
  catalog: Catalog,
  rights: Rights,
): Omit<SortKey, "descending"> | null {
  let owner = model;
  for (const [index, name] of path.entries()) {
    const field = owner.byName.get(name);
    if (field === undefined || !rights.mayRead(owner, field)) return null;
    if (index === path.length - 1) {
      if (field.type.storage !== "column" || !(field.type.sortable || field.system)) return null;
      const alwaysThere =
        path.length === 1 && (field.system || field.required) && field.formula === null;
      const nullableSystem =
        ["created_by", "updated_by", "owner"].includes(field.name) && field.system;
      return { path, field, mayBeEmpty: !alwaysThere || nullableSystem };
    }
    const target =
      field.target === null || field.system ? undefined : catalog.objects.get(field.target);
    if (target === undefined || path.length > 4) return null;
    owner = target;
  }
  return null;
}

/** Newest first when nothing is asked for: ids are ordered by creation. */
function withId(keys: readonly SortKey[], model: ObjectModel): readonly SortKey[] {
  if (keys.some((key) => key.path.length === 1 && key.field.name === "id")) return keys;
  const field = model.byName.get("id");
  if (field === undefined) throw new Error(`${model.name} has no id`);
  return [
    ...keys,
    { path: ["id"], field, descending: keys[0]?.descending ?? true, mayBeEmpty: false },
  ];
}

export const sortColumn = (key: SortKey, source: RowSource): Sql =>
  behind(source, key.path.slice(0, -1)).columnOf(key.field);

export function orderBy(keys: readonly SortKey[], source: RowSource): Sql {
  return joinSql(
    keys.map((key) =>
      key.descending ? sql`${sortColumn(key, source)} desc` : sortColumn(key, source),
    ),
    sql`, `,
  );
}

const cursorSlot = (index: number): string => `cursor${index}`;

/**
 * The condition for rows behind a cursor. `empty[i]` says that the cursor's i-th value is null;
 * it is part of the plan's key because it changes the SQL.
 */
export function behindCursor(
  keys: readonly SortKey[],
  source: RowSource,
  empty: readonly boolean[],
): Sql {
  const columns = keys.map((key) => sortColumn(key, source));
  const values = keys.map((key, index) => slot(cursorSlot(index), parameterType(key.field)));
  const uniform =
    keys.every((key) => !key.mayBeEmpty && key.descending === keys[0]?.descending) &&
    !empty.some(Boolean);
  if (uniform) {
    const operator = keys[0]?.descending ? sql`<` : sql`>`;
    return sql`(${joinSql(columns, sql`, `)}) ${operator} (${joinSql(values, sql`, `)})`;
  }
  const alternatives = keys.flatMap((key, index) => {
    const column = columns[index] as Sql;
    const value = values[index] as Sql;
    const past = pastValue(key, column, value, empty[index] === true);
    if (past === null) return [];
    const equal = keys.slice(0, index).map((_, before) => {
      const at = columns[before] as Sql;
      return empty[before] === true ? sql`${at} is null` : sql`${at} = ${values[before] as Sql}`;
    });
    return [sql`(${joinSql([...equal, past], sql` and `)})`];
  });
  const any = sql`(${joinSql(alternatives, sql` or `)})`;
  return keys[0]?.mayBeEmpty === false
    ? sql`${leadingBound(keys[0], columns[0] as Sql, values[0] as Sql)} and ${any}`
    : any;
}

/** A range on the first key that an index can start from. */
function leadingBound(key: SortKey, column: Sql, value: Sql): Sql {
  return key.descending ? sql`${column} <= ${value}` : sql`${column} >= ${value}`;
}

/** Values that come after the cursor's in one key; null when none can. */
function pastValue(key: SortKey, column: Sql, value: Sql, isEmpty: boolean): Sql | null {
  if (key.descending) return isEmpty ? sql`${column} is not null` : sql`${column} < ${value}`;
  if (isEmpty) return null;
  return key.mayBeEmpty
    ? sql`(${column} > ${value} or ${column} is null)`
    : sql`${column} > ${value}`;
}

function parameterType(field: FieldModel): string {
  return field.type.column(field.schema)?.parameter ?? "text";
}

export interface Cursor {
  readonly values: readonly (string | null)[];
}

const orderMark = (keys: readonly SortKey[]): string =>
  createHash("sha256")
    .update(
      keys.map((key) => `${key.descending ? "-" : ""}${key.field.id}@${key.path.length}`).join(),
    )
    .digest("base64url")
    .slice(0, 8);

export function writeCursor(keys: readonly SortKey[], values: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify([orderMark(keys), ...values])).toString("base64url");
}

/** Refuses a cursor of another order, and anything that is not one of ours. */
export function readCursor(text: string, keys: readonly SortKey[]): Result<Cursor> {
  const refused: Result<never> = { ok: false, problems: [problem("invalid_cursor")] };
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return refused;
  }
  if (
    !Array.isArray(content) ||
    content.length !== keys.length + 1 ||
    content[0] !== orderMark(keys)
  )
    return refused;
  const values = content.slice(1);
  const fits = values.every((value: unknown, index) => {
    const key = keys[index] as SortKey;
    if (value === null) return key.mayBeEmpty;
    return typeof value === "string" && readable(value, key.field);
  });
  return fits ? { ok: true, value: { values } } : refused;
}

const readableForms: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  bigint: /^-?\d{1,19}$/,
  numeric: /^-?\d{1,60}(\.\d{1,40})?$/,
  boolean: /^[tf]$/,
  date: /^\d{4}-\d\d-\d\d$/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/,
  time: /^\d\d:\d\d:\d\d$/,
};

function readable(value: string, field: FieldModel): boolean {
  const form = readableForms[parameterType(field)];
  return form === undefined ? !value.includes("\0") : form.test(value);
}

export const cursorSlots = (cursor: Cursor): Readonly<Record<string, string | null>> =>
  Object.fromEntries(cursor.values.map((value, index) => [cursorSlot(index), value]));
