/** Records by how many child rows, or records of a list, they hold now. Pure. */
import { identifier, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { linkTableOf, removedName } from "../db/names.ts";
import type { RowsInQuestion } from "./obstacles.ts";
import type { Planning } from "./planning.ts";
import type { TypeChange } from "./type-changes.ts";

/** Records of which `isHeld` is true of the number of rows that they hold; null where none are kept. */
function recordsThatHold(
  planning: Planning,
  object: ObjectModel,
  field: FieldModel,
  isHeld: (count: Sql) => Sql,
): RowsInQuestion | null {
  const { before, catalog } = planning;
  const table = before.table(object.id);
  const held =
    field.children === null
      ? linkTableNow(planning, object, field)
      : before.table(field.children.id);
  if (table === undefined || held === undefined) return null;
  const count = sql`(select count(*) from ${identifier(catalog.schema, held)} as h where h."_parent" = t."id")`;
  return { table: identifier(catalog.schema, table), where: isHeld(count) };
}

/** Of a list that is published, or waits hidden. */
export function linkTableNow(
  { catalog }: Pick<Planning, "catalog">,
  object: ObjectModel,
  list: FieldModel,
): string {
  for (const model of catalog.rows.values()) {
    if (model.id !== object.id) continue;
    const field = model.fields.find(({ id }) => id === list.id);
    if (field !== undefined) return linkTableOf(model, field);
  }
  return removedName(list.id);
}

/** Records whose list has anything in it. */
export const recordsWithLinks = (
  planning: Planning,
  object: ObjectModel,
  list: FieldModel,
): RowsInQuestion | null => recordsThatHold(planning, object, list, (count) => sql`${count} > 0`);

/** The links of a list to records that are there; of one that waits hidden, some may be gone. */
export function linksNow(
  planning: Planning,
  { object, before: list, targetBefore }: TypeChange,
): Sql {
  const { before, catalog } = planning;
  const links = identifier(catalog.schema, linkTableNow(planning, object, list));
  const target = before.table(targetBefore ?? "");
  const isThere =
    target === undefined
      ? sql`false`
      : sql`exists (select 1 from ${identifier(catalog.schema, target)} as r where r."id" = k."_target")`;
  return sql`(select k."_parent", k."_target" from ${links} as k where ${isThere})`;
}

/** Records whose list has more than one entry: no lookup says that. */
export function recordsWithSeveral(planning: Planning, change: TypeChange): RowsInQuestion | null {
  const { before, catalog } = planning;
  const table = before.table(change.object.id);
  if (table === undefined) return null;
  const several = sql`select l."_parent" from ${linksNow(planning, change)} as l group by 1 having count(*) > 1`;
  return {
    table: identifier(catalog.schema, table),
    where: sql`t."id" in (${several})`,
    joins: true,
  };
}

/** Records with fewer or more than a changed field allows; null where the keywords allow any number. */
export function recordsOfOtherNumber(
  planning: Planning,
  object: ObjectModel,
  field: FieldModel,
  keywords: readonly string[],
): RowsInQuestion | null {
  const limit = (keyword: string) => {
    const value = keywords.includes(keyword) ? field.schema[keyword] : undefined;
    return typeof value === "number" ? parameter(value, "bigint") : null;
  };
  const [least, most] = [limit("minItems"), limit("maxItems")];
  if (least === null && most === null) return null;
  return recordsThatHold(planning, object, field, (count) => {
    const few = least === null ? sql`false` : sql`${count} < ${least}`;
    return most === null ? few : sql`${few} or ${count} > ${most}`;
  });
}
