/** The records that values become lookups to: where they are, and what they are called by. Pure. */
import { identifier, type Sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { removedName, tableOf } from "../db/names.ts";
import type { Before } from "./obstacles.ts";

export interface TargetRecords {
  readonly object: ObjectModel;
  readonly table: Sql;
  /** Column of their titles; of their ids where titles are not stored. Null: it is not there yet. */
  readonly title: string | null;
}

/** As `catalog` names them. */
export function targetIn(catalog: Catalog, object: ObjectModel): TargetRecords {
  return { object, table: identifier(catalog.schema, tableOf(object)), title: titleColumn(object) };
}

/** Those of an object that the publish removes, when it is done. */
export const hiddenTarget = (schema: string, object: ObjectModel): TargetRecords => ({
  object,
  table: identifier(schema, removedName(object.id)),
  title: titleColumn(object),
});

const titleColumn = (object: ObjectModel): string => {
  const title = object.byName.get(object.recordTitle);
  return title?.type.storage === "column" ? title.name : "id";
};

/** As they are called before a plan is carried out; null when there are none yet. */
export function targetNow(
  schema: string,
  before: Before,
  object: ObjectModel,
): TargetRecords | null {
  const table = before.table(object.id);
  if (table === undefined) return null;
  const title = object.byName.get(object.recordTitle);
  const isStored = title?.type.storage === "column";
  return {
    object,
    table: identifier(schema, table),
    title: isStored ? (before.column(title.id)?.name ?? null) : "id",
  };
}
