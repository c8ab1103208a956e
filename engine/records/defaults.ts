/** Values of fields that a new record leaves out. Changes the record. */
import { type Expression, evaluate } from "../../metadata/expressions/index.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import {
  expressionValue,
  jsonOf,
  type ObjectsByName,
} from "../../metadata/model/computed-fields.ts";
import { compileForField } from "../../metadata/model/field-expression.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { ClockValues } from "../query/read-plans.ts";

const compiled = new WeakMap<FieldModel, Expression>();

/**
 * Fields that are absent take their default; a field sent as `null` stays empty, unless it may not
 * be empty.
 */
export function applyDefaults(
  model: ObjectModel,
  record: Record<string, unknown>,
  objects: ObjectsByName,
  clock: ClockValues,
): void {
  for (const field of model.fields) {
    if (field.children !== null) {
      const rows = record[field.name];
      for (const row of Array.isArray(rows) ? rows : []) {
        if (isJsonObject(row))
          applyDefaults(field.children, row as Record<string, unknown>, objects, clock);
      }
    }
    const sent =
      Object.hasOwn(record, field.name) && !(field.required && record[field.name] === null);
    if (sent || field.default === null || field.formula !== null) continue;
    record[field.name] =
      "value" in field.default
        ? field.type.normalise(field.default.value, field.schema)
        : defaultFromExpression(field, field.default.expression, model, record, objects, clock);
  }
}

function defaultFromExpression(
  field: FieldModel,
  text: string,
  model: ObjectModel,
  record: Readonly<Record<string, unknown>>,
  objects: ObjectsByName,
  clock: ClockValues,
): unknown {
  let expression = compiled.get(field);
  if (expression === undefined) {
    const result = compileForField(text, field, model, objects);
    if (!result.ok) throw new Error(`The default of ${model.name}.${field.name} does not compile`);
    expression = result.value;
    compiled.set(field, expression);
  }
  const value = evaluate(expression, {
    clock,
    record: {
      value: (name) => {
        const read = model.byName.get(name);
        return read === undefined ? null : expressionValue(read, record[name]);
      },
      related: () => null,
      rows: () => [],
    },
  });
  return jsonOf(field, value);
}
