/** Records by how many child rows, or records of a list, they hold now. Pure. */
import { identifier, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { linkTableOf, removedName } from "../db/names.ts";
import type { RowsInQuestion } from "./obstacles.ts";
import type { Planning } from "./planning.ts";

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
function linkTableNow({ catalog }: Planning, object: ObjectModel, list: FieldModel): string {
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
