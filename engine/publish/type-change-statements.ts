/** What a change of type means for the table, by its way. Pure. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { indexName, linkTableOf, quoted, tableOf, uniqueKeyName, uniqueName } from "../db/names.ts";
import { dropForeignKey } from "./dynamic-lookup-statements.ts";
import { alter, at, dropIndex, type StagedStatement, setNotNull } from "./staged-statement.ts";
import {
  columnDefinition,
  createOwnTable,
  createUniqueKey,
  fieldForeignKeys,
  fieldIndexes,
  isNotNull,
  qualified,
  type TableNames,
} from "./table-statements.ts";
import type { TypeChange } from "./type-changes.ts";

/** Every value survives PostgreSQL's own cast. */
export function castInPlace(
  names: TableNames,
  { object, before, after }: TypeChange,
): readonly StagedStatement[] {
  const column = after.type.column(after.schema);
  if (column === null || before.type.column(before.schema)?.sql === column.sql) return [];
  const collation = column.collate === undefined ? "" : ` collate "${column.collate}"`;
  const name = quoted(after.name);
  const what = `alter column ${name} type ${column.sql}${collation} using ${name}::${column.sql}`;
  return at("alter", [alter(names, tableOf(object), what)]);
}

/** The column of a field, and beside it that which remembers what its values were made; null: none. */
export const addColumn = (
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
  became: string | null,
): string => {
  const beside =
    became === null
      ? ""
      : `, add column ${quoted(became)} ${field.type.column(field.schema)?.sql ?? ""}`;
  return alter(names, tableOf(object), `add column ${columnDefinition(field)}${beside}`);
};

/** The old column steps aside under `former`, a new one takes its name; null: it is dropped. */
export function newColumn(
  names: TableNames,
  { object, before, after }: Pick<TypeChange, "object" | "before" | "after">,
  former: string | null,
  became: string | null = null,
): readonly StagedStatement[] {
  const table = tableOf(object);
  const aside =
    former === null
      ? alter(names, table, `drop column ${quoted(after.name)}`)
      : alter(names, table, `rename column ${quoted(after.name)} to ${quoted(former)}`);
  const keys = object.unique.flatMap((key) => {
    const fields = key.flatMap((name) => object.byName.get(name) ?? []);
    return fields.some(({ id }) => id === after.id) ? [fields] : [];
  });
  return [
    ...unbind(names, object, before),
    ...optional(names, object, before, after.name),
    ...at(
      "detach",
      keys.map((fields) => dropIndex(names, uniqueKeyName(object, fields))),
    ),
    ...at("alter", [aside, addColumn(names, object, after, became)]),
    ...(isNotNull(after) ? [setNotNull(names, object, after)] : []),
    ...at("index", fieldIndexes(names, object, after)),
    ...at(
      "index",
      keys.map((fields) => createUniqueKey(names, object, fields)),
    ),
    ...at("link", fieldForeignKeys(names, object, after)),
  ];
}

/** What a column was bound by goes before it is renamed with the rest. */
function unbind(
  names: TableNames,
  object: ObjectModel,
  before: FieldModel,
): readonly StagedStatement[] {
  const table = tableOf(object);
  return [
    ...(before.target === null ? [] : at("detach", [alter(names, table, dropForeignKey(before))])),
    ...at("detach", [dropIndex(names, uniqueName(before)), dropIndex(names, indexName(before))]),
  ];
}

/** Beside its column's step aside, when all are called as they will be: another had its name before. */
const optional = (
  names: TableNames,
  object: ObjectModel,
  before: FieldModel,
  column: string,
): readonly StagedStatement[] =>
  isNotNull(before)
    ? at("alter", [alter(names, tableOf(object), `alter column ${quoted(column)} drop not null`)])
    : [];

/** The links of a list, of which there are none, are to records of another object from now on. */
export const rebindLinks = (
  names: TableNames,
  { object, after }: TypeChange,
): readonly StagedStatement[] => [
  ...at("detach", [alter(names, linkTableOf(object, after), dropForeignKey(after))]),
  ...at("link", fieldForeignKeys(names, object, after).slice(-1)),
];

/** Links that the field had before: where they are kept, and which rows `t` get them back. */
export interface KeptLinks {
  readonly column: string;
  readonly became: string | null;
  readonly comeBack: string;
}

/**
 * A lookup's record becomes the first of several, unless all that were there before come back. Ids
 * of links are made from what they link.
 */
export function linkFromLookup(
  names: TableNames,
  { object, before, after }: TypeChange,
  former: string,
  kept: KeptLinks | null,
): readonly StagedStatement[] {
  const table = tableOf(object);
  return [
    ...unbind(names, object, before),
    ...optional(names, object, before, after.name),
    ...at("alter", [
      alter(names, table, `rename column ${quoted(after.name)} to ${quoted(former)}`),
      ...createOwnTable(names, object, after),
      ...linkInserts(linkedLater(names, object, after, former), kept),
      ...(kept === null ? [] : [dropColumns(names, object, [kept.column, kept.became])]),
    ]),
    ...at("link", fieldForeignKeys(names, object, after)),
  ];
}

/** The tables and the column of a lookup whose records are to be links. */
export interface Linked {
  readonly rows: string;
  readonly links: string;
  readonly lookup: string;
  /** Null: no record is there any more that it could lead to. */
  readonly records: string | null;
}

/** As they are called when the plan is carried out. */
export const linkedLater = (
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
  former: string,
): Linked => {
  const records = field.target === null ? null : names.tableOfObject(field.target);
  return {
    rows: qualified(names, tableOf(object)),
    links: qualified(names, linkTableOf(object, field)),
    lookup: former,
    records: records === null ? null : qualified(names, records),
  };
};

/** Statements that end in a condition on the rows `t`. */
export function linkInserts(
  { rows, links, lookup, records }: Linked,
  kept: KeptLinks | null,
): readonly string[] {
  const isThere = (id: string) =>
    records === null ? "true" : `exists (select 1 from ${records} as r where r."id" = ${id})`;
  const insert = (id: string, position: string, from: string) =>
    `insert into ${links} ("id", "_parent", "_target", "_position") select md5(t."id"::text || ${id}::text)::uuid, t."id", ${id}, ${position} from ${rows} as t ${from}`;
  const one = `t.${quoted(lookup)}`;
  const others = kept === null ? "" : ` and not coalesce(${kept.comeBack}, false)`;
  return [
    insert(one, "0", `where ${one} is not null and ${isThere(one)}${others}`),
    ...(kept === null
      ? []
      : [
          insert(
            `l."target"`,
            `l."place" - 1`,
            `cross join unnest(t.${quoted(kept.column)}) with ordinality as l ("target", "place") where ${kept.comeBack} and ${isThere('l."target"')}`,
          ),
        ]),
  ];
}

const dropColumns = (
  names: TableNames,
  object: ObjectModel,
  columns: readonly (string | null)[],
): string =>
  alter(
    names,
    tableOf(object),
    columns
      .flatMap((column) => (column === null ? [] : `drop column ${quoted(column)}`))
      .join(", "),
  );

/**
 * Several become the one that they are. The links step aside before anything else takes a name, and
 * are kept in a column of their row, in their order; null where there are none.
 *
 * @param links the table as it is called now
 * @param spent columns that are kept no longer
 */
export function lookupFromLinks(
  names: TableNames,
  { object, after }: TypeChange,
  links: string,
  { former, became, spent }: UnlinkedColumns,
): readonly StagedStatement[] {
  const listed = listedLater(names, object, after, { former, became });
  return [
    ...at("remove_tables", [alter(names, links, `rename to ${quoted(former)}`)]),
    ...at("alter", [
      ...(spent.length === 0 ? [] : [dropColumns(names, object, spent)]),
      addColumn(names, object, after, became),
      addKept(names, object, former),
      lookupUpdate(listed).join("true"),
      `drop table ${qualified(names, former)}`,
    ]),
    ...(isNotNull(after) ? [setNotNull(names, object, after)] : []),
    ...at("index", fieldIndexes(names, object, after)),
    ...at("link", fieldForeignKeys(names, object, after)),
  ];
}

/** The column in which lists are kept. */
export const addKept = (names: TableNames, object: ObjectModel, former: string): string =>
  alter(names, tableOf(object), `add column ${quoted(former)} uuid[]`);

/** The tables of lists, and the columns of what they become. */
export interface Listed extends Omit<Linked, "lookup"> {
  readonly kept: string;
  readonly lookup: string;
  readonly became: string;
}

/** As they are called when the plan is carried out. */
export function listedLater(
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
  { former, became }: Pick<UnlinkedColumns, "former" | "became">,
): Listed {
  const { rows, records } = linkedLater(names, object, field, field.name);
  const links = qualified(names, former);
  return { rows, links, records, kept: former, lookup: field.name, became };
}

/**
 * A statement in two parts: between them stands a condition on the links `l`, at its end one on the
 * rows `t`. Links are chosen before their records are looked up.
 */
export function lookupUpdate({
  rows,
  links,
  records,
  kept,
  lookup,
  became,
}: Listed): readonly [string, string] {
  // Looked up one by one: as a join, all of them would be read for each batch of rows.
  const isThere =
    records === null ? "true" : `(select true from ${records} as r where r."id" = l."_target")`;
  const one = `case when cardinality(a."ids") = 1 then a."ids"[1] end`;
  return [
    `update ${rows} as t set ${quoted(kept)} = a."ids", ${quoted(lookup)} = ${one}, ${quoted(became)} = ${one} from (select l."_parent", array_agg(l."_target" order by l."_position") as "ids" from (select * from ${links} as l where `,
    ` offset 0) as l where ${isThere} group by 1) as a where a."_parent" = t."id"`,
  ];
}

export interface UnlinkedColumns {
  readonly former: string;
  readonly became: string;
  readonly spent: readonly string[];
}
