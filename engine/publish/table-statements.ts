/** DDL for whole tables: an object's, its child rows', its links'. Pure. */
import { holdersOf } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { orderBehind } from "../../metadata/model/order-behind.ts";
import {
  foreignKeyName,
  indexName,
  linkTableOf,
  onlyOneName,
  parentKeyName,
  primaryKeyName,
  quoted,
  tableOf,
  uniqueKeyName,
  uniqueName,
} from "../db/names.ts";

/** Resolves the tables that foreign keys point to. */
export interface TableNames {
  readonly schema: string;
  /** Table of an object or of rows by name; null when the workspace keeps it elsewhere (people). */
  tableOfObject(name: string): string | null;
}

export const qualified = (names: TableNames, table: string): string =>
  `${quoted(names.schema)}.${quoted(table)}`;

/** Columns every object's table has, in order. */
const systemColumns = [
  '"id" uuid not null',
  '"created_at" timestamptz(3) not null',
  '"created_by" uuid',
  '"updated_at" timestamptz(3) not null',
  '"updated_by" uuid',
  '"revision" bigint not null',
  '"owner" uuid',
] as const;

const childColumns = [
  '"id" uuid not null',
  '"_parent" uuid not null',
  '"_position" integer not null',
] as const;

/** `"amount" numeric(18,2)`: the column of a stored field; null for fields with tables of their own. */
export function columnDefinition(field: FieldModel): string | null {
  const column = field.type.column(field.schema);
  if (column === null) return null;
  const collation = column.collate === undefined ? "" : ` collate "${column.collate}"`;
  return `${quoted(field.name)} ${column.sql}${collation}`;
}

/**
 * The columns of a stored field, ready to be added. A dynamic lookup has one per target, and one
 * that shows which of them holds what: no value of it is stored twice.
 */
export function columnDefinitions(field: FieldModel): readonly string[] {
  const own = field.arms.length > 0 ? shownDefinition(field) : columnDefinition(field);
  return own === null ? [] : [...field.arms.flatMap((arm) => columnDefinition(arm) ?? []), own];
}

/** Without spaces behind commas, so that the definitions of a table can be told apart. */
export function shownDefinition({ name, arms }: FieldModel): string {
  const cases = arms.map((arm) => {
    const [column, target] = [quoted(arm.name), quoted(arm.target ?? "").replaceAll('"', "'")];
    return `when ${column} is not null then jsonb_object(array['object',${target},'id',${column}::text])`;
  });
  return `${quoted(name)} jsonb generated always as (case ${cases.join(" ")} end) virtual`;
}

/** `constraint "ck_…" check (…)`: at most one arm of a dynamic lookup holds an id. */
export const onlyOneOf = (field: FieldModel): readonly string[] =>
  field.arms.length === 0
    ? []
    : [
        `constraint ${quoted(onlyOneName(field))} check ((num_nonnulls(${field.arms.map(({ name }) => quoted(name)).join(",")}) <= 1))`,
      ];

/** Creates the table of an object with its indexes and those of its child rows and links. */
export function createTable(names: TableNames, object: ObjectModel): readonly string[] {
  const columns = [
    ...(object.parent === null ? systemColumns : childColumns),
    ...object.fields.flatMap((field) => {
      const definitions = columnDefinitions(field);
      return definitions.map((definition, index) =>
        isNotNull(field) && index === definitions.length - 1
          ? `${definition} not null`
          : definition,
      );
    }),
    ...object.fields.flatMap(onlyOneOf),
    `constraint ${quoted(primaryKeyName(object.id))} primary key ("id")`,
  ];
  return [
    `create table ${qualified(names, tableOf(object))} (${columns.join(", ")})`,
    ...(object.parent === null
      ? [
          `create index ${quoted(`ic_${object.id}`)} on ${qualified(names, tableOf(object))} ("created_at", "id")`,
        ]
      : []),
    ...object.fields.flatMap((field) => [
      ...createOwnTable(names, object, field),
      ...fieldIndexes(names, object, field),
    ]),
    ...object.unique.map((key) =>
      createUniqueKey(
        names,
        object,
        key.flatMap((name) => object.byName.get(name) ?? []),
      ),
    ),
  ];
}

/** Computed values are written by the engine, so a missing one is never the caller's fault. */
export const isNotNull = (field: FieldModel): boolean =>
  field.required && field.formula === null && field.type.storage === "column";

/** The table of child rows or links; nothing for a stored field. */
export function createOwnTable(
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
): readonly string[] {
  if (field.children !== null) return createTable(names, field.children);
  if (field.type.storage !== "link_table") return [];
  const table = qualified(names, linkTableOf(object, field));
  return [
    `create table ${table} ("id" uuid not null, "_parent" uuid not null, "_target" uuid not null, "_position" integer not null, constraint ${quoted(primaryKeyName(field.id))} primary key ("id"))`,
    `create unique index ${quoted(uniqueName(field))} on ${table} ("_parent", "_target")`,
    `create index ${quoted(indexName(field))} on ${table} ("_target")`,
  ];
}

/** Indexes of one stored field: unique values, lookups (always), and those asked for. */
export function fieldIndexes(
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
): readonly string[] {
  if (field.type.storage !== "column") return [];
  return [
    ...(field.unique ? [createUnique(names, object, field)] : []),
    ...holdersOf(field)
      .filter(needsIndex)
      .map((holder) => createIndex(names, object, holder)),
  ];
}

export const needsIndex = (field: FieldModel): boolean =>
  field.type.storage === "column" && (field.indexed || field.target !== null);

export function createUnique(names: TableNames, object: ObjectModel, field: FieldModel): string {
  return `create unique index ${quoted(uniqueName(field))} on ${qualified(names, tableOf(object))} (${quoted(field.name)})`;
}

/** In the order of its sorted lists, so that they page through the index alone. */
export function createIndex(names: TableNames, object: ObjectModel, field: FieldModel): string {
  const columns = [field.name, ...orderBehind(object)].map(quoted).join(", ");
  return `create index ${quoted(indexName(field))} on ${qualified(names, tableOf(object))} (${columns})`;
}

export function createUniqueKey(
  names: TableNames,
  object: ObjectModel,
  fields: readonly FieldModel[],
): string {
  const columns = fields.map((field) => quoted(field.name)).join(", ");
  return `create unique index ${quoted(uniqueKeyName(object, fields))} on ${qualified(names, tableOf(object))} (${columns})`;
}

/** Foreign keys of an object's table, its child rows and links; run when all tables exist. */
export function foreignKeys(names: TableNames, object: ObjectModel): readonly string[] {
  return [
    ...parentKey(names, object),
    ...object.fields.flatMap((field) => fieldForeignKeys(names, object, field)),
  ];
}

function parentKey(names: TableNames, object: ObjectModel): readonly string[] {
  const parent = object.parent === null ? null : names.tableOfObject(object.parent.object);
  if (parent === null) return [];
  const table = qualified(names, tableOf(object));
  return [
    `create index ${quoted(`ip_${object.id}`)} on ${table} ("_parent", "_position")`,
    `alter table ${table} add constraint ${quoted(parentKeyName(object.id))} foreign key ("_parent") references ${qualified(names, parent)} ("id") on delete cascade`,
  ];
}

export function fieldForeignKeys(
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
): readonly string[] {
  if (field.children !== null) return foreignKeys(names, field.children);
  if (field.arms.length > 0)
    return field.arms.flatMap((arm) => fieldForeignKeys(names, object, arm));
  const target = field.target === null ? null : names.tableOfObject(field.target);
  if (target === null || field.system) return [];
  if (field.type.storage === "link_table") {
    const table = qualified(names, linkTableOf(object, field));
    return [
      `alter table ${table} add constraint ${quoted(parentKeyName(field.id))} foreign key ("_parent") references ${qualified(names, tableOf(object))} ("id") on delete cascade`,
      `alter table ${table} add constraint ${quoted(foreignKeyName(field))} foreign key ("_target") references ${qualified(names, target)} ("id") ${linkOnDelete(field)}`,
    ];
  }
  return [createForeignKey(names, object, field, target)];
}

/** Removing a linked record removes the link, unless the link protects it. */
const linkOnDelete = (field: FieldModel): string =>
  field.onDelete === "restrict" ? "on delete no action" : "on delete cascade";

export function createForeignKey(
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
  target: string,
): string {
  const action = { restrict: "no action", clear: "set null", cascade: "cascade" }[field.onDelete];
  return `alter table ${qualified(names, tableOf(object))} add constraint ${quoted(foreignKeyName(field))} foreign key (${quoted(field.name)}) references ${qualified(names, target)} ("id") on delete ${action}`;
}
