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

/** A lookup's record becomes the first of several. Ids of links are made from what they link. */
export function linkFromLookup(
  names: TableNames,
  { object, before, after }: TypeChange,
  former: string,
): readonly StagedStatement[] {
  const table = tableOf(object);
  const links = qualified(names, linkTableOf(object, after));
  const column = quoted(former);
  const target = after.target === null ? null : names.tableOfObject(after.target);
  const present =
    target === null
      ? ""
      : ` and exists (select 1 from ${qualified(names, target)} as r where r."id" = t.${column})`;
  return [
    ...unbind(names, object, before),
    ...optional(names, object, before, before.name),
    ...at("alter", [
      alter(names, table, `rename column ${quoted(after.name)} to ${column}`),
      ...createOwnTable(names, object, after),
      `insert into ${links} ("id", "_parent", "_target", "_position") select md5(t."id"::text || t.${column}::text)::uuid, t."id", t.${column}, 0 from ${qualified(names, table)} as t where t.${column} is not null${present}`,
    ]),
    ...at("link", fieldForeignKeys(names, object, after)),
  ];
}
