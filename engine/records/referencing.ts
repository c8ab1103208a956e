/** Which fields point at the records of an object, and what a delete does to those who hold them. */
import { identifier, type Sql, slot, sql } from "../../metadata/expressions/index.ts";
import { holdersOf } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { linkTableOf, tableOf } from "../db/names.ts";
import { type PreparedSql, prepareSql } from "../query/plan-cache.ts";

export interface Reference {
  /** Object or child rows that have the field. */
  readonly model: ObjectModel;
  readonly field: FieldModel;
  /** The object whose records hold it. */
  readonly owner: ObjectModel;
  /** Deleted together with what it points at: the whole record, not only a row of it. */
  readonly cascades: boolean;
  /** Ids of the owners whose field points at one of `ids`. */
  readonly owners: PreparedSql;
}

const referencesKey = Symbol("references by target");

/** Fields that let go when what they point at is deleted; those that protect it are left to PostgreSQL. */
export function referencesTo(catalog: Catalog, model: ObjectModel): readonly Reference[] {
  const cache = catalog.derived(referencesKey, () => new Map<string, readonly Reference[]>());
  let references = cache.get(model.name);
  if (references === undefined) {
    references = [...catalog.rows.values()].flatMap((rows) =>
      rows.fields
        .flatMap(holdersOf)
        .filter((field) => field.target === model.name && field.onDelete !== "restrict")
        .flatMap((field) => reference(catalog, rows, field)),
    );
    cache.set(model.name, references);
  }
  return references;
}

function reference(catalog: Catalog, model: ObjectModel, field: FieldModel): readonly Reference[] {
  const linked = field.type.storage === "link_table";
  const table = identifier(catalog.schema, linked ? linkTableOf(model, field) : tableOf(model));
  const held = sql`${identifier(linked ? "_target" : field.name)} = any(${slot("ids", "uuid[]")})`;
  const key = identifier(linked || model.parent !== null ? "_parent" : "id");
  let owners = sql`select ${key} as "id" from ${table} where ${held}`;
  let owner = linked ? model : parentOf(catalog, model);
  for (let rows = linked ? model : owner; rows !== null && rows.parent !== null; ) {
    owners = above(catalog, rows, owners);
    owner = parentOf(catalog, rows);
    rows = owner;
  }
  if (owner === null) return [];
  const cascades = !linked && model.parent === null && field.onDelete === "cascade";
  return [
    {
      model,
      field,
      owner,
      cascades,
      owners: prepareSql(sql`select distinct "id" from (${owners}) as o`),
    },
  ];
}

const above = (catalog: Catalog, rows: ObjectModel, ids: Sql): Sql =>
  sql`select "_parent" as "id" from ${identifier(catalog.schema, tableOf(rows))} where "id" in (${ids})`;

/** The object or rows above child rows; an object is its own. */
function parentOf(catalog: Catalog, model: ObjectModel): ObjectModel | null {
  if (model.parent === null) return model;
  return catalog.rows.get(model.parent.object) ?? null;
}
