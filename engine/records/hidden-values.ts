/** Hidden values of records on their way into the recycle bin and out of it again. Pure. */
import type { FormatContext } from "../../metadata/fields/field-type.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { convertValue } from "../../metadata/validate/convert-value.ts";
import { isValue } from "../../metadata/validate/validate-value.ts";
import { valuesOfToday } from "../../metadata/validate/values-of-today.ts";
import { engineRights } from "../access/rights.ts";
import type { Replacement } from "../catalog/removed.ts";
import { becameName, earlierValues } from "../db/names.ts";
import { rowsIn } from "./child-rows.ts";
import { isHidden, isReplaced } from "./hidden-fields.ts";
import { type KeptValues, namedValues } from "./record-difference.ts";

type Values = Readonly<Record<string, unknown>>;

/**
 * A record of a model with hidden fields, without earlier values that would not come back: somebody
 * has written another since.
 */
export function withoutSpent(model: ObjectModel, record: Values, context: FormatContext): Values {
  const left: Record<string, unknown> = { ...record };
  for (const field of model.fields) {
    const { children, name } = field;
    if (children !== null)
      left[name] = rowsIn(record[name]).map((row) => withoutSpent(children, row, context));
    else if (isSpent(model, field, record, context)) left[name] = null;
  }
  return left;
}

function isSpent(
  model: ObjectModel,
  field: FieldModel,
  record: Values,
  context: FormatContext,
): boolean {
  const earlier = earlierValues(field.name);
  const now = model.fields.find(({ id }) => id === earlier?.fieldId);
  const value = record[field.name] ?? null;
  if (earlier === null || earlier.kind === "became" || now === undefined || value === null)
    return false;
  const became = record[now.name] ?? null;
  if (isReplaced(field)) return !isSame(replacedBy(field.replacement, value), became);
  // A lookup that became several is the only one of them.
  if (now.type.storage === "link_table") return !isSame([value], became);
  if (now.formula !== null || !isPlain(field) || !isPlain(now)) return false;
  const remembered = model.byName.get(becameName(earlier.fieldId, earlier.version));
  if (remembered !== undefined) return !isSame(record[remembered.name] ?? null, became);
  if (field.target !== null || now.target !== null) return false;
  const [exact, rounded] = [false, true].map((round) =>
    convertValue(field, now, value, context, round),
  );
  if (became === null) return exact?.ok === true;
  const normal = (each: unknown) => now.type.normalise(each, now.schema);
  return ![exact, rounded].some((made) => made?.ok && isSame(normal(made.value), normal(became)));
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** What a publish made of a value whose options went. */
function replacedBy({ options, by, filled }: Replacement, value: unknown): unknown {
  const isGone = (entry: unknown) => options.some((option) => option === entry);
  if (!Array.isArray(value)) return isGone(value) ? (by ?? filled) : value;
  const left = value.flatMap((entry: unknown) => (isGone(entry) ? (by ?? []) : [entry]));
  return left.length === 0 ? filled : [...new Set(left)];
}

const isPlain = ({ type, arms }: FieldModel): boolean =>
  type.storage === "column" && arms.length === 0 && !type.sealed;

/**
 * What the bin kept of a record, with earlier values in place of what had become of them where their
 * fields are of the former type, or have the options, again. `extended` is the model with what is hidden by now.
 */
export function withFormerValues(
  model: ObjectModel,
  extended: ObjectModel,
  kept: KeptValues,
): KeptValues {
  const values: Record<string, unknown> = { ...kept };
  for (const field of model.fields) {
    const { children, id, name } = field;
    if (children !== null) {
      const rows = extended.byName.get(name)?.children ?? children;
      values[id] = rowsIn(kept[id]).map((row) => withFormerValues(children, rows, row));
    }
    const earlier = Object.keys(kept).findLast((key) => {
      const found = earlierValues(key);
      return found?.fieldId === id && found.kind !== "became" && !extended.byName.has(key);
    });
    const value = earlier === undefined ? null : kept[earlier];
    if (value !== null && isValue(field.schema, field.type, value)) values[id] = value;
  }
  return values;
}

/** A record that comes back by the bin's own values, with what waits hidden; rows by their ids. */
export function withHiddenValues(
  extended: ObjectModel,
  record: Values,
  { values, version }: { readonly values: KeptValues; readonly version: number },
  context: FormatContext,
): Values {
  const whole: Record<string, unknown> = { ...record };
  for (const field of extended.fields) {
    const { children, id, name } = field;
    if (isHidden(field)) whole[name] = hiddenValue(extended, field, { values, version }, context);
    else if (children !== null) {
      const kept = new Map(rowsIn(values[id]).map((row) => [row.id, row]));
      whole[name] = rowsIn(record[name]).map((row) =>
        withHiddenValues(children, row, { values: kept.get(row.id) ?? {}, version }, context),
      );
    }
  }
  return remembering(extended, whole, version);
}

/** What a value became that was kept while its record was deleted is remembered like others. */
function remembering(extended: ObjectModel, record: Values, version: number): Values {
  const whole: Record<string, unknown> = { ...record };
  for (const { id, name } of extended.fields) {
    const former = formerAt(extended, id, version);
    const earlier = former === undefined ? null : earlierValues(former.name);
    const became = earlier && extended.byName.get(becameName(id, earlier.version));
    const value = record[name] ?? null;
    if (became && isValue(became.schema, became.type, value)) whole[became.name] = value;
  }
  return whole;
}

function hiddenValue(
  extended: ObjectModel,
  field: FieldModel,
  { values, version }: { readonly values: KeptValues; readonly version: number },
  context: FormatContext,
): unknown {
  const earlier = earlierValues(field.name);
  // A record that was deleted before the type changed still had its value where it is kept now.
  const isSince = earlier !== null && formerAt(extended, earlier.fieldId, version) === field;
  const alone = { ...extended, fields: [{ ...field, id: isSince ? earlier.fieldId : field.id }] };
  const named = namedValues(alone, values, engineRights);
  return fitting(alone, valuesOfToday(alone, named, context))[field.name];
}

/** The former column that holds what a field was at a version; undefined where it is not kept, or still is. */
export function formerAt(
  extended: ObjectModel,
  fieldId: string,
  version: number,
): FieldModel | undefined {
  const since = extended.fields.flatMap((field) => {
    const found = earlierValues(field.name);
    return found?.kind === "former" && found.fieldId === fieldId && found.version > version
      ? [{ field, version: found.version }]
      : [];
  });
  return since.toSorted((one, other) => one.version - other.version)[0]?.field;
}

/** Nothing stands where it could not: what is no value of a field by now is left out. */
function fitting(model: ObjectModel, values: Values): Values {
  const fit: Record<string, unknown> = { ...values };
  for (const field of model.fields) {
    const { children, name, schema, type } = field;
    if (children !== null) fit[name] = rowsIn(values[name]).map((row) => fitting(children, row));
    else if (isPlain(field) && !isValue(schema, type, values[name])) fit[name] = null;
  }
  return fit;
}
