/** The tables of one query: the object itself and what is reached through lookups. */

import {
  identifier,
  joinSql,
  parameter,
  type RowsSelection,
  type Sql,
  type SqlColumn,
  sql,
  type TreeTable,
} from "../../metadata/expressions/index.ts";
import { hasParts } from "../../metadata/model/computed-fields.ts";
import {
  type FieldModel,
  type ObjectModel,
  treeParentOf,
} from "../../metadata/model/object-model.ts";
import { engineRights, type RecordVerb, type Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { linkTableOf, tableOf } from "../db/names.ts";
import { reachCondition } from "./record-reach.ts";
import type { Aliases, RowSource } from "./row-source.ts";

export type { Aliases, RowSource };

export function makeAliases(): Aliases {
  let count = 0;
  return { next: () => `t${count++}` };
}

export interface SourceOptions {
  readonly catalog: Catalog;
  readonly aliases: Aliases;
  /** Whose rows: what is beyond their reach is not there, in this table and behind its lookups. */
  readonly rights: Rights;
  /** What stands for the table, for rows that come out of a WITH clause. */
  readonly table?: Sql;
  /** What the column of a field is called, where it is not called like the field. */
  readonly columnName?: (field: FieldModel) => string;
}

/**
 * The table of an object, or the part of it that is within reach, as a table: there is no other way
 * to a row. PostgreSQL takes such a subquery apart; plans are those of a condition.
 */
function rowsWithinReach(model: ObjectModel, options: SourceOptions): Sql {
  const { catalog, aliases, rights } = options;
  const table = identifier(catalog.schema, tableOf(model));
  if (!rights.mayUse(model, "read")) return sql`(select * from ${table} where false)`;
  if (rights.reach(model, "read") === null) return table;
  const { row, condition } = withinReach(model, { catalog, aliases, rights }, "read");
  return condition === null
    ? table
    : sql`(select ${identifier(row.alias)}.* from ${row.from()} where ${condition})`;
}

/** All rows of an object, and the condition of those with which `verb` may be done; null: all. */
export function withinReach(
  model: ObjectModel,
  { catalog, aliases, rights }: Omit<SourceOptions, "table">,
  verb: RecordVerb,
): { readonly row: RowSource; readonly condition: Sql | null } {
  const rowsOf = (rows: ObjectModel) => rowSource(rows, { catalog, aliases, rights: engineRights });
  const row = rowsOf(model);
  return { row, condition: reachCondition(row, catalog, rights, verb, rowsOf) };
}

export function rowSource(model: ObjectModel, options: SourceOptions): RowSource {
  const alias = options.aliases.next();
  return sourceWithAlias(model, alias, options);
}

function sourceWithAlias(model: ObjectModel, alias: string, options: SourceOptions): RowSource {
  const { catalog, aliases, rights, columnName = nameOf } = options;
  const joins = new Map<string, { readonly source: RowSource; readonly on: Sql }>();
  const columnOf = (field: FieldModel): Sql =>
    shownColumn(field, identifier(alias, columnName(field)));

  const join = (name: string, object: string | null, key: string): RowSource => {
    const joined = joins.get(name);
    if (joined !== undefined) return joined.source;
    const target = catalog.rows.get(object ?? "");
    if (target === undefined) throw new Error(`${model.name}.${name} leads nowhere`);
    const next = rowSource(target, { catalog, aliases, rights, columnName });
    joins.set(name, {
      source: next,
      on: sql`${identifier(next.alias, "id")} = ${identifier(alias, key)}`,
    });
    return next;
  };

  const source: RowSource = {
    model,
    alias,
    columnOf,
    related: (field) => join(field.name, field.target, columnName(field)),
    parent: () => join("_parent", model.parent?.object ?? null, "_parent"),
    from: () => {
      const table = options.table ?? rowsWithinReach(model, options);
      return joinSql(
        [
          sql`${table} as ${identifier(alias)}`,
          ...[...joins.values()].map(
            ({ source: joined, on }) => sql`left join ${parenthesised(joined)} on ${on}`,
          ),
        ],
        sql` `,
      );
    },
    isJoined: () => joins.size > 0,
    column: (path) => column(source, path, catalog),
    rows: (path, selection) => {
      const { owner, below } = ownerOfRows(source, path);
      return childRows(owner, below, options, selection);
    },
    tree: (object) => treeTable(object, options),
    childRows: (field, selection) => childRows(source, [field.name], options, selection),
  };
  return source;
}

const nameOf = ({ name }: FieldModel): string => name;

/** What a column says to answers and expressions: of a secret, that it is there. */
export const shownColumn = (field: FieldModel, column: Sql): Sql =>
  field.type.sealed ? sql`case when ${column} is not null then '{"set": true}'::jsonb end` : column;

/** A joined table that itself has joins is joined as a whole; a table alone takes no parentheses. */
const parenthesised = (source: RowSource): Sql =>
  source.isJoined() ? sql`(${source.from()})` : source.from();

const isParent = (model: ObjectModel, name: string | undefined): boolean =>
  model.parent !== null && name === "parent" && !model.byName.has("parent");

function column(source: RowSource, path: readonly string[], catalog: Catalog): SqlColumn {
  const whole = composite(source, path, catalog);
  if (whole !== null) return whole;
  const owner = behind(source, path.slice(0, -1));
  if (isParent(owner.model, path.at(-1))) {
    return { sql: identifier(owner.alias, "_parent"), type: "uuid" };
  }
  const field = fieldNamed(owner.model, path.at(-1));
  if (field.type.storage === "link_table") {
    const links = identifier(catalog.schema, linkTableOf(owner.model, field));
    const ids = sql`array(select "_target"::text from ${links} where "_parent" = ${identifier(owner.alias, "id")} order by "_position")`;
    // No links are an empty value, as an empty list is in a column.
    return { sql: sql`nullif(${ids}, '{}')`, type: "text[]" };
  }
  const definition = field.type.column(field.schema);
  if (definition === null) throw new Error(`${owner.model.name}.${field.name} has no column`);
  return { sql: owner.columnOf(field), type: field.type.sealed ? "jsonb" : definition.parameter };
}

/** A part of a composite value, as text; `null` when the path does not end in one. */
function composite(source: RowSource, path: readonly string[], catalog: Catalog): SqlColumn | null {
  if (path.length < 2) return null;
  const [holder, part] = path.slice(-2);
  const owner = behind(source, path.slice(0, -2));
  const field = owner.model.byName.get(holder ?? "");
  if (field === undefined || !hasParts(field)) return null;
  const { sql: value } = column(source, path.slice(0, -1), catalog);
  return { sql: sql`(${value} ->> ${parameter(part ?? "", "text")})`, type: "text" };
}

function treeTable(object: string, options: SourceOptions): TreeTable {
  const model = options.catalog.objects.get(object);
  const parent = model && treeParentOf(model);
  if (model === undefined || parent === undefined) throw new Error(`${object} is no tree`);
  return {
    table: rowsWithinReach(model, options),
    parent: identifier((options.columnName ?? nameOf)(parent)),
  };
}

/** Follows lookups; in child rows the name `parent` leads to the record they belong to. */
export function behind(source: RowSource, path: readonly string[]): RowSource {
  return path.reduce(
    (owner, name) =>
      isParent(owner.model, name) ? owner.parent() : owner.related(fieldNamed(owner.model, name)),
    source,
  );
}

function fieldNamed(model: ObjectModel, name: string | undefined): FieldModel {
  const field = model.byName.get(name ?? "");
  if (field === undefined) throw new Error(`${model.name} has no field ${name}`);
  return field;
}

/** Follows the lookups of a path; `below` are the names of rows, and of rows of those. */
function ownerOfRows(
  source: RowSource,
  [name, ...rest]: readonly string[],
): { readonly owner: RowSource; readonly below: readonly string[] } {
  if (name === undefined) throw new Error(`A path from ${source.model.name} leads to no rows`);
  if (source.model.byName.get(name)?.children) return { owner: source, below: [name, ...rest] };
  return ownerOfRows(behind(source, [name]), rest);
}

/** The rows at the end of `path`; those of several rows above them are taken together. */
function childRows(
  source: RowSource,
  path: readonly string[],
  { table: _, ...options }: SourceOptions,
  selection: (row: RowSource) => RowsSelection & { readonly order?: Sql },
): Sql {
  let rows = source.model;
  let belongs = (parent: Sql): Sql => sql`${parent} = ${identifier(source.alias, "id")}`;
  for (const [index, name] of path.entries()) {
    if (index > 0) {
      const [table, above] = [identifier(options.catalog.schema, tableOf(rows)), belongs];
      belongs = (parent) =>
        sql`${parent} in (select "id" from ${table} where ${above(sql`"_parent"`)})`;
    }
    const { children } = fieldNamed(rows, name);
    if (children === null) throw new Error(`${rows.name}.${name} has no rows`);
    rows = children;
  }
  const row = rowSource(rows, options);
  const { select, where, order } = selection(row);
  const owned = belongs(identifier(row.alias, "_parent"));
  const condition = where === null ? owned : sql`${owned} and ${where}`;
  return order === undefined
    ? sql`(select ${select} from ${row.from()} where ${condition})`
    : sql`(select ${select} from ${row.from()} where ${condition} order by ${order})`;
}
