/** Rows whose values the new schema of their field would refuse: lengths, ranges, patterns, options for some values of another field … */
import type { Change } from "../../metadata/diff/change.ts";
import { changedKeywords } from "../../metadata/diff/changed-keywords.ts";
import { optionValues } from "../../metadata/diff/option-values.ts";
import { identifier, joinSql, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import { choicesOf } from "../../metadata/fields/values/choices.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { decidingField } from "../../metadata/validate/dependent-options.ts";
import { findUnconverted } from "./conversion.ts";
import type { RowsInQuestion } from "./obstacles.ts";
import type { Planning } from "./planning.ts";
import { recordsOfOtherNumber } from "./rows-held.ts";
import type { TypeChange } from "./type-changes.ts";

type FieldChanged = Extract<Change, { kind: "field_changed" }>;

/** Null when the changed keywords say nothing about values, or the column is another. */
export async function rowsThatFail(
  planning: Planning,
  { object, field, keywords }: Omit<FieldChanged, "kind">,
): Promise<RowsInQuestion | null> {
  const { executor, catalog, before, clock } = planning;
  if (field.type.storage !== "column")
    return recordsOfOtherNumber(planning, object, field, keywords);
  const table = before.table(object.id);
  const now = before.column(field.id);
  if (table === undefined || now === undefined || field.formula !== null) return null;
  if (field.target !== null) return null;
  // Their columns do not say what their values say.
  if (field.type.sealed || field.arms.length > 0) return null;
  const binding = keywords.filter((keyword) => isBinding(field, keyword));
  const place = { table: identifier(catalog.schema, table), from: identifier("t", now.name) };
  const unoffered = keywords.some((keyword) => keyword === "oneOf" || keyword === "depends_on")
    ? notOffered(planning, object, field, place.from)
    : null;
  if (binding.length === 0) return unoffered && { table: place.table, where: unoffered };
  const isSame = now.field.type.name === field.type.name;
  const simple = binding.map((keyword) => (isSame ? violation(field, keyword, place.from) : null));
  const conditions = simple.filter((condition) => condition !== null);
  const others = unoffered === null ? [] : [unoffered];
  if (conditions.length === simple.length)
    return { table: place.table, where: joinSql([...conditions, ...others], sql` or `) };
  const timeZone = String(clock.time_zone ?? "UTC");
  const conversion = {
    object,
    before: now.field,
    after: field,
    round: false,
    timeZone,
    targets: () => null,
  };
  const { failing, count } = await findUnconverted(executor, conversion, place);
  if (unoffered === null)
    return failing === null ? null : { table: place.table, where: failing, count };
  const where = failing === null ? unoffered : sql`(${failing}) or ${unoffered}`;
  return { table: place.table, where };
}

/** True where the chosen option is not offered for what the field holds that decides; null: all always are. */
function notOffered(
  { before }: Planning,
  object: ObjectModel,
  field: FieldModel,
  chosen: Sql,
): Sql | null {
  const name = decidingField(field.schema);
  const deciding = name === null ? undefined : object.byName.get(name);
  const now = deciding && before.column(deciding.id);
  if (now === undefined || now.field.type.column(now.field.schema)?.sql !== "text") return null;
  const column = identifier("t", now.name);
  const conditions = (choicesOf(field.schema) ?? []).flatMap(({ value, when }) =>
    when === null
      ? []
      : [
          sql`(${chosen} = ${parameter(value, "text")} and coalesce(${column} <> all(${parameter([...when], "text[]")}), true))`,
        ],
  );
  return conditions.length === 0 ? null : sql`(${joinSql(conditions, sql` or `)})`;
}

/** Options that go are asked about on their own. */
const isBinding = (field: FieldModel, keyword: string): boolean =>
  (keyword === "enum" || keyword === "items") && optionValues(field).length > 0
    ? false
    : !silent.has(keyword) && !keyword.startsWith("x-");

/** Rows that what else a type change in place says would refuse. */
export const rowsThatNewTypeFails = (
  planning: Planning,
  { object, before, after }: TypeChange,
): Promise<RowsInQuestion | null> => {
  const keywords = changedKeywords(before.schema, after.schema, sizes);
  const stated = keywords.filter((keyword) => after.schema[keyword] !== undefined);
  return rowsThatFail(planning, { object, field: after, former: before, keywords: stated });
};

/** Of the column: what changes it in place keeps every value. */
const sizes = new Set(["precision", "scale"]);

/** Keywords that refuse no value. */
const silent = new Set(
  "title description default examples deprecated readOnly writeOnly visible_when required_when read_only_when copy_from currency currency_field depends_on oneOf $ref type history search unit unit_field".split(
    " ",
  ),
);

/** The condition of one keyword in SQL; null where only the validator knows. */
function violation(field: FieldModel, keyword: string, column: Sql): Sql | null {
  const limit = field.schema[keyword];
  const parameterType = field.type.column(field.schema)?.parameter;
  if (limit === undefined) return sql`false`;
  if (parameterType === "text" && typeof limit === "number") {
    if (keyword === "maxLength") return sql`char_length(${column}) > ${parameter(limit, "bigint")}`;
    if (keyword === "minLength") return sql`char_length(${column}) < ${parameter(limit, "bigint")}`;
  }
  const isNumber = parameterType === "bigint" || parameterType === "numeric";
  const text = String(limit);
  if (!isNumber || !/^-?[0-9]+(\.[0-9]+)?$/.test(text)) return null;
  const bound = parameter(text, "numeric");
  switch (keyword) {
    case "minimum":
      return sql`${column} < ${bound}`;
    case "maximum":
      return sql`${column} > ${bound}`;
    case "exclusiveMinimum":
      return sql`${column} <= ${bound}`;
    case "exclusiveMaximum":
      return sql`${column} >= ${bound}`;
    case "multipleOf":
      return sql`mod(${column}::numeric, ${bound}) <> 0`;
    default:
      return null;
  }
}
