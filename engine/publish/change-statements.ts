/**
 * What one change means for the tables: statements by stage. Stages run in order over all
 * changes, so that names are free before they are taken and tables exist before they are
 * pointed to. Pure.
 */
import type { Change } from "../../metadata/diff/change.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import {
  foreignKeyName,
  indexName,
  linkTableOf,
  quoted,
  removedName,
  tableOf,
  uniqueKeyName,
  uniqueName,
} from "../db/names.ts";
import {
  columnDefinition,
  createForeignKey,
  createIndex,
  createOwnTable,
  createTable,
  createUnique,
  createUniqueKey,
  fieldForeignKeys,
  fieldIndexes,
  foreignKeys,
  isNotNull,
  needsIndex,
  qualified,
  type TableNames,
} from "./table-statements.ts";

export const stages = [
  "remove_tables",
  "rename_tables",
  "restore_tables",
  "detach",
  "remove_columns",
  "rename_columns",
  "create",
  "alter",
  "index",
  "link",
] as const;
export type Stage = (typeof stages)[number];

export interface StagedStatement {
  readonly stage: Stage;
  readonly text: string;
  /** For renames, so that two that swap names can be kept apart. */
  readonly rename?: { readonly table: string; readonly column: string | null; readonly to: string };
}

export const at = (stage: Stage, texts: readonly string[]): readonly StagedStatement[] =>
  texts.map((text) => ({ stage, text }));

/** `names` are the tables as they will be. */
export function changeStatements(change: Change, names: TableNames): readonly StagedStatement[] {
  switch (change.kind) {
    case "object_added":
      return [
        ...at("create", createTable(names, change.object)),
        ...at("link", foreignKeys(names, change.object)),
      ];
    case "object_restored":
      return restoreTable(names, change.object, change.former);
    case "object_removed":
      return removeTable(names, change.object);
    case "object_renamed":
      return renameTables(names, change.before, change.object);
    case "unique_key_added":
      return at("index", [createUniqueKey(names, change.object, change.fields)]);
    case "unique_key_removed":
      return at("detach", [dropIndex(names, uniqueKeyName(change.object, change.fields))]);
    case "field_added":
      return addField(names, change.object, change.field);
    case "field_restored":
      return restoreField(names, change.object, change.field, change.former);
    case "field_removed":
      return removeField(names, change);
    case "field_renamed":
      return renameField(names, change);
    case "field_type_changed":
      // Depends on what waits hidden and on the values: see `type-change-statements.ts`.
      return [];
    case "field_required":
      return isNotNull(change.field) ? [setNotNull(names, change.object, change.field)] : [];
    case "field_optional":
      return [dropNotNull(names, change.object, change.field)];
    case "field_unique":
      return at("index", [createUnique(names, change.object, change.field)]);
    case "field_not_unique":
      return at("detach", [dropIndex(names, uniqueName(change.field))]);
    case "field_indexed":
      return change.field.target === null
        ? at("index", [createIndex(names, change.object, change.field)])
        : [];
    case "field_not_indexed":
      return change.field.target === null
        ? at("detach", [dropIndex(names, indexName(change.field))])
        : [];
    case "field_on_delete_changed":
      return changeOnDelete(names, change.object, change.before, change.after);
    default:
      return [];
  }
}

export const alter = (names: TableNames, table: string, what: string): string =>
  `alter table ${qualified(names, table)} ${what}`;

export const dropIndex = (names: TableNames, index: string): string =>
  `drop index if exists ${quoted(names.schema)}.${quoted(index)}`;

export const setNotNull = (
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
): StagedStatement => ({
  stage: "index",
  text: alter(names, tableOf(object), `alter column ${quoted(field.name)} set not null`),
});

const dropNotNull = (
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
): StagedStatement => ({
  stage: "alter",
  text: alter(names, tableOf(object), `alter column ${quoted(field.name)} drop not null`),
});

function addField(
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
): readonly StagedStatement[] {
  if (field.type.storage !== "column") {
    return [
      ...at("create", createOwnTable(names, object, field)),
      ...at("link", fieldForeignKeys(names, object, field)),
    ];
  }
  return [
    ...at("create", [alter(names, tableOf(object), `add column ${columnDefinition(field)}`)]),
    ...(isNotNull(field) ? [setNotNull(names, object, field)] : []),
    ...at("index", fieldIndexes(names, object, field)),
    ...at("link", fieldForeignKeys(names, object, field)),
  ];
}

/** The column keeps its data under a hidden name; what bound it to others is taken away. */
function removeField(
  names: TableNames,
  { object, formerObject, field }: Extract<Change, { kind: "field_removed" }>,
): readonly StagedStatement[] {
  if (field.children !== null) return removeTable(names, field.children);
  if (field.type.storage === "link_table") {
    // Before its object may be renamed: this table is not renamed with it.
    const table = linkTableOf(formerObject, field);
    return at("remove_tables", [
      alter(names, table, `drop constraint if exists ${quoted(foreignKeyName(field))}`),
      alter(names, table, `rename to ${quoted(removedName(field.id))}`),
    ]);
  }
  const table = tableOf(object);
  return [
    ...(field.target === null
      ? []
      : at("detach", [
          alter(names, table, `drop constraint if exists ${quoted(foreignKeyName(field))}`),
        ])),
    ...(field.unique ? at("detach", [dropIndex(names, uniqueName(field))]) : []),
    ...(needsIndex(field) ? at("detach", [dropIndex(names, indexName(field))]) : []),
    ...(isNotNull(field)
      ? at("detach", [alter(names, table, `alter column ${quoted(field.name)} drop not null`)])
      : []),
    ...at("remove_columns", [
      alter(
        names,
        table,
        `rename column ${quoted(field.name)} to ${quoted(removedName(field.id))}`,
      ),
    ]),
  ];
}

function removeTable(names: TableNames, object: ObjectModel): readonly StagedStatement[] {
  const links = (owner: ObjectModel): readonly string[] =>
    owner.fields.flatMap((field) => {
      if (field.children !== null) return links(field.children);
      if (field.target === null) return [];
      const table =
        field.type.storage === "link_table" ? linkTableOf(owner, field) : tableOf(owner);
      return [alter(names, table, `drop constraint if exists ${quoted(foreignKeyName(field))}`)];
    });
  return [
    ...at("remove_tables", links(object)),
    ...at("remove_tables", [
      alter(names, tableOf(object), `rename to ${quoted(removedName(object.id))}`),
    ]),
    ...at(
      "remove_tables",
      ownTables(object).map(([table, id]) =>
        alter(names, table, `rename to ${quoted(removedName(id))}`),
      ),
    ),
  ];
}

/** Names and ids of the tables of child rows and links. */
function ownTables(object: ObjectModel): readonly (readonly [table: string, id: string])[] {
  return object.fields.flatMap((field): readonly (readonly [string, string])[] => {
    if (field.children !== null) {
      return [[tableOf(field.children), field.children.id], ...ownTables(field.children)];
    }
    return field.type.storage === "link_table" ? [[linkTableOf(object, field), field.id]] : [];
  });
}

/** The table and those of its rows and links, and what its lookups were bound by. */
function restoreTable(
  names: TableNames,
  object: ObjectModel,
  former: ObjectModel,
): readonly StagedStatement[] {
  const kept = new Map(ownTables(former).map(([table, id]) => [id, table]));
  return [
    ...at("restore_tables", [
      alter(names, removedName(object.id), `rename to ${quoted(tableOf(object))}`),
      ...ownTables(object).flatMap(([table, id]) =>
        kept.has(id) ? [alter(names, removedName(id), `rename to ${quoted(table)}`)] : [],
      ),
    ]),
    ...relink(names, object, former),
  ];
}

/** What points to records that went meanwhile is emptied, then bound again. */
function relink(
  names: TableNames,
  object: ObjectModel,
  former: ObjectModel,
): readonly StagedStatement[] {
  const formerFields = new Map(former.fields.map((field) => [field.id, field]));
  return object.fields.flatMap((field): readonly StagedStatement[] => {
    const before = formerFields.get(field.id);
    if (before === undefined || before.type.storage !== field.type.storage) return [];
    if (field.children !== null && before.children !== null)
      return relink(names, field.children, before.children);
    return relinkField(names, object, field);
  });
}

function relinkField(
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
): readonly StagedStatement[] {
  const target = field.target === null ? null : names.tableOfObject(field.target);
  if (target === null) return [];
  const isLink = field.type.storage === "link_table";
  const table = qualified(names, isLink ? linkTableOf(object, field) : tableOf(object));
  const column = quoted(isLink ? "_target" : field.name);
  const gone = `t.${column} is not null and not exists (select 1 from ${qualified(names, target)} as r where r."id" = t.${column})`;
  return [
    ...at("alter", [
      isLink
        ? `delete from ${table} as t where ${gone}`
        : `update ${table} as t set ${column} = null where ${gone}`,
    ]),
    ...at("link", fieldForeignKeys(names, object, field).slice(-1)),
  ];
}

function restoreField(
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
  former: FieldModel,
): readonly StagedStatement[] {
  if (field.children !== null && former.children !== null)
    return restoreTable(names, field.children, former.children);
  if (field.type.storage === "link_table") {
    return [
      ...at("restore_tables", [
        alter(names, removedName(field.id), `rename to ${quoted(linkTableOf(object, field))}`),
      ]),
      ...relinkField(names, object, field),
    ];
  }
  return [
    ...at("create", [
      alter(
        names,
        tableOf(object),
        `rename column ${quoted(removedName(field.id))} to ${quoted(field.name)}`,
      ),
    ]),
    ...(field.target === null ? [] : at("index", [createIndex(names, object, field)])),
    ...relinkField(names, object, field),
  ];
}

function renameTables(
  names: TableNames,
  before: ObjectModel,
  after: ObjectModel,
): readonly StagedStatement[] {
  const afterTables = new Map(ownTables(after).map(([table, id]) => [id, table]));
  const pairs = [
    [tableOf(before), tableOf(after)] as const,
    ...ownTables(before).flatMap(([table, id]) => {
      const next = afterTables.get(id);
      return next === undefined ? [] : [[table, next] as const];
    }),
  ];
  return pairs
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => renamed(names, from, null, to));
}

function renameField(
  names: TableNames,
  change: Extract<Change, { kind: "field_renamed" }>,
): readonly StagedStatement[] {
  const { object, formerObject, before, after } = change;
  if (before.type.storage !== after.type.storage) return [];
  if (after.children !== null && before.children !== null) {
    return renameTables(names, before.children, after.children);
  }
  if (after.type.storage === "link_table") {
    return [renamed(names, linkTableOf(formerObject, before), null, linkTableOf(object, after))];
  }
  return [renamed(names, tableOf(object), before.name, after.name)];
}

function changeOnDelete(
  names: TableNames,
  object: ObjectModel,
  before: FieldModel,
  after: FieldModel,
): readonly StagedStatement[] {
  const target = after.target === null ? null : names.tableOfObject(after.target);
  // A lookup that becomes several is bound anew.
  if (before.type.storage !== after.type.storage) return [];
  if (target === null || before.target !== after.target) return [];
  const drop = `drop constraint if exists ${quoted(foreignKeyName(after))}`;
  if (after.type.storage === "link_table") {
    return [
      ...at("detach", [alter(names, linkTableOf(object, after), drop)]),
      ...at("link", fieldForeignKeys(names, object, after).slice(-1)),
    ];
  }
  return [
    ...at("detach", [alter(names, tableOf(object), drop)]),
    ...at("link", [createForeignKey(names, object, after, target)]),
  ];
}

/** Orders statements by stage. */
export function inOrder(
  names: TableNames,
  statements: readonly StagedStatement[],
): readonly string[] {
  return stages.flatMap((stage) => {
    const some = statements.filter((statement) => statement.stage === stage);
    if (stage.startsWith("rename")) return separateRenames(names, some);
    // A lookup that comes back and changes at once is still bound once.
    return [...new Set(some.map(({ text }) => text))];
  });
}

/** When one rename wants a name that another still holds, all go through names of their own. */
function separateRenames(
  names: TableNames,
  statements: readonly StagedStatement[],
): readonly string[] {
  // A table that moves with its object and by its own field is still moved once.
  const unique = [...new Map(statements.map((statement) => [statement.text, statement])).values()];
  const renames = unique.flatMap(({ rename }) => (rename === undefined ? [] : [rename]));
  const key = (table: string, column: string | null) =>
    column === null ? table : `${table}.${column}`;
  const taken = new Set(renames.map(({ table, column }) => key(table, column)));
  const collides = renames.some(({ table, column, to }) =>
    taken.has(column === null ? to : key(table, to)),
  );
  if (!collides) return unique.map(({ text }) => text);
  const steps = renames.map(({ table, column, to }, index) => {
    const between = `$moving_${index}`;
    return column === null
      ? [renamed(names, table, null, between).text, renamed(names, between, null, to).text]
      : [renamed(names, table, column, between).text, renamed(names, table, between, to).text];
  });
  return [...steps.map(([away]) => away ?? ""), ...steps.map(([, home]) => home ?? "")];
}

/** One rename; `table` is the table's name when the statement runs. */
function renamed(
  names: TableNames,
  table: string,
  column: string | null,
  to: string,
): StagedStatement {
  const what = column === null ? "" : `column ${quoted(column)} `;
  return {
    stage: column === null ? "rename_tables" : "rename_columns",
    text: alter(names, table, `rename ${what}to ${quoted(to)}`),
    rename: { table, column, to },
  };
}
