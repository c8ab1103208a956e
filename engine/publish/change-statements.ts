/** What one change means for the tables, as statements by stage. Pure. */
import { type Change, keepsTarget } from "../../metadata/diff/change.ts";
import { armUnder, holdersOf } from "../../metadata/model/dynamic-lookups.ts";
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
  changeTargets,
  dropForeignKey,
  removeDynamicLookup,
  restoreDynamicLookup,
} from "./dynamic-lookup-statements.ts";
import {
  alter,
  at,
  dropIndex,
  renamed,
  type StagedStatement,
  setNotNull,
} from "./staged-statement.ts";
import {
  columnDefinitions,
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
  onlyOneOf,
  qualified,
  type TableNames,
} from "./table-statements.ts";

/** Fields whose type changes too, by their id. */
export type Retyped = Pick<ReadonlyMap<string, unknown>, "has">;

/** `names` are the tables as they will be. */
export function changeStatements(
  change: Change,
  names: TableNames,
  retyped: Retyped = new Map(),
): readonly StagedStatement[] {
  switch (change.kind) {
    case "object_added":
      return [
        ...at("create", createTable(names, change.object)),
        ...at("link", foreignKeys(names, change.object)),
      ];
    case "object_restored":
      return restoreTable(names, change.object, change.former, retyped);
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
      return restoreField(names, change, retyped);
    case "field_removed":
      return removeField(names, change);
    case "field_renamed":
      return renameField(names, change);
    case "field_type_changed":
      // Depends on what waits hidden and on the values: see `type-change-statements.ts`.
      return [];
    case "field_required":
      return isNotNull(change.field) ? [setNotNull(names, change.object, change.field)] : [];
    case "field_required_kept":
      return [
        { ...dropNotNull(names, change.object, change.field), stage: "create" },
        setNotNull(names, change.object, change.field),
      ];
    case "field_optional":
      return change.field.type.storage === "column"
        ? [dropNotNull(names, change.object, change.field)]
        : [];
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
    case "field_targets_changed":
      return changeTargets(names, change.object, change.before, change.after);
    case "field_on_delete_changed":
      return changeOnDelete(names, change);
    default:
      return [];
  }
}

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
  const table = tableOf(object);
  return [
    ...at(
      "create",
      [
        ...columnDefinitions(field).map((definition) => `column ${definition}`),
        ...onlyOneOf(field),
      ].map((definition) => alter(names, table, `add ${definition}`)),
    ),
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
  if (field.arms.length > 0) return removeDynamicLookup(names, object, field);
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
      const table =
        field.type.storage === "link_table" ? linkTableOf(owner, field) : tableOf(owner);
      return holdersOf(field)
        .filter(({ target }) => target !== null)
        .map((holder) => alter(names, table, dropForeignKey(holder)));
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
  retyped: Retyped,
): readonly StagedStatement[] {
  const kept = new Map(ownTables(former).map(([table, id]) => [id, table]));
  return [
    ...at("restore_tables", [
      alter(names, removedName(object.id), `rename to ${quoted(tableOf(object))}`),
      ...ownTables(object).flatMap(([table, id]) =>
        kept.has(id) ? [alter(names, removedName(id), `rename to ${quoted(table)}`)] : [],
      ),
    ]),
    ...relink(names, object, former, retyped),
  ];
}

/** What points to records that went meanwhile is emptied, then bound again; a new column binds itself. */
function relink(
  names: TableNames,
  object: ObjectModel,
  former: ObjectModel,
  retyped: Retyped,
): readonly StagedStatement[] {
  const formerFields = new Map(former.fields.map((field) => [field.id, field]));
  return object.fields.flatMap((field): readonly StagedStatement[] => {
    const before = formerFields.get(field.id);
    if (before === undefined || retyped.has(field.id)) return [];
    if (field.children !== null && before.children !== null)
      return relink(names, field.children, before.children, retyped);
    const kept = new Set(holdersOf(before).map(({ id }) => id));
    return holdersOf(field)
      .filter(({ id }) => field.arms.length === 0 || kept.has(id))
      .flatMap((holder) => relinkField(names, object, holder));
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
  { object, field, former }: Extract<Change, { kind: "field_restored" }>,
  retyped: Retyped,
): readonly StagedStatement[] {
  if (field.children !== null && former.children !== null)
    return restoreTable(names, field.children, former.children, retyped);
  if (former.arms.length > 0) {
    const kept = new Set(former.arms.map(({ id }) => id));
    return [
      ...restoreDynamicLookup(names, object, field, former),
      ...field.arms
        .filter(({ id }) => kept.has(id))
        .flatMap((arm) => relinkField(names, object, arm)),
    ];
  }
  const bound = retyped.has(field.id) ? [] : relinkField(names, object, field);
  if (former.type.storage === "link_table") {
    // Links that come back as one lookup are read where they wait.
    if (field.type.storage !== "link_table") return [];
    return [
      ...at("restore_tables", [
        alter(names, removedName(field.id), `rename to ${quoted(linkTableOf(object, field))}`),
      ]),
      ...bound,
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
    ...(bound.length === 0 ? [] : at("index", [createIndex(names, object, field)])),
    ...bound,
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
  if (after.children !== null && before.children !== null) {
    return renameTables(names, before.children, after.children);
  }
  // A lookup that becomes several is still a column then.
  if (before.type.storage === "link_table") {
    if (after.type.storage !== "link_table") return [];
    return [renamed(names, linkTableOf(formerObject, before), null, linkTableOf(object, after))];
  }
  const table = tableOf(object);
  return [
    renamed(names, table, before.name, after.name),
    ...before.arms.map((arm) => renamed(names, table, arm.name, armUnder(after, arm).name)),
  ];
}

function changeOnDelete(
  names: TableNames,
  change: Extract<Change, { kind: "field_on_delete_changed" }>,
): readonly StagedStatement[] {
  const { object, before, after } = change;
  const target = after.target === null ? null : names.tableOfObject(after.target);
  // A lookup that becomes several is bound anew.
  if (before.type.storage !== after.type.storage) return [];
  if (after.arms.length > 0) {
    const kept = new Set(before.arms.map(({ id }) => id));
    const arms = after.arms.filter(({ id }) => kept.has(id));
    return [
      ...at(
        "detach",
        arms.map((arm) => alter(names, tableOf(object), dropForeignKey(arm))),
      ),
      ...at(
        "link",
        arms.flatMap((arm) => fieldForeignKeys(names, object, arm)),
      ),
    ];
  }
  if (target === null || !keepsTarget(change)) return [];
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
