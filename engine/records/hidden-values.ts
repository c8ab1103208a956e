/** Hidden values of records on their way into the recycle bin and out of it again. Pure. */
import type { FormatContext } from "../../metadata/fields/field-type.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { convertValue } from "../../metadata/validate/convert-value.ts";
import { isValue } from "../../metadata/validate/validate-value.ts";
import { valuesOfToday } from "../../metadata/validate/values-of-today.ts";
import { engineRights } from "../access/rights.ts";
import { formerSubject } from "../db/names.ts";
import { rowsIn } from "./child-rows.ts";
import { isHidden } from "./hidden-fields.ts";
import { type KeptValues, namedValues } from "./record-difference.ts";

type Values = Readonly<Record<string, unknown>>;

/**
 * A record of a model with hidden fields, without former values that would not come back with
 * their type: somebody has written another since.
 */
export function withoutSpent(model: ObjectModel, record: Values, context: FormatContext): Values {
  const left: Record<string, unknown> = { ...record };
  for (const field of model.fields) {
    const { children, name } = field;
    if (children !== null)
      left[name] = rowsIn(record[name]).map((row) => withoutSpent(children, row, context));
    const subject = formerSubject(name)?.fieldId;
    const now = model.fields.find(({ id }) => id === subject);
    if (now !== undefined && isSpent(field, record[name], now, record[now.name] ?? null, context))
      left[name] = null;
  }
  return left;
}

function isSpent(
  former: FieldModel,
  value: unknown,
  now: FieldModel,
  became: unknown,
  context: FormatContext,
): boolean {
  if (now.formula !== null || !isPlain(former) || !isPlain(now)) return false;
  if (former.target !== null || now.target !== null) return became === null;
  const [exact, rounded] = [false, true].map((round) =>
    convertValue(former, now, value, context, round),
  );
  if (became === null) return exact?.ok === true;
  const text = (each: unknown) => JSON.stringify(now.type.normalise(each, now.schema));
  return ![exact, rounded].some((made) => made?.ok && text(made.value) === text(became));
}

const isPlain = ({ type, arms }: FieldModel): boolean =>
  type.storage === "column" && arms.length === 0 && !type.sealed;

/**
 * What the bin kept of a record, with former values in place of what had become of them where their
 * fields are of the former type again. `extended` is the model with what is hidden by now.
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
    const former = Object.keys(kept).findLast(
      (key) => formerSubject(key)?.fieldId === id && !extended.byName.has(key),
    );
    const value = former === undefined ? null : kept[former];
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
  return whole;
}

function hiddenValue(
  extended: ObjectModel,
  field: FieldModel,
  { values, version }: { readonly values: KeptValues; readonly version: number },
  context: FormatContext,
): unknown {
  const subject = formerSubject(field.name)?.fieldId;
  // A record that was deleted before the type changed still had its value where it is kept now.
  const id =
    subject !== undefined && formerAt(extended, subject, version) === field ? subject : field.id;
  const alone = { ...extended, fields: [{ ...field, id }] };
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
    const former = formerSubject(field.name);
    return former?.fieldId === fieldId && former.version > version
      ? [{ field, version: former.version }]
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
