/**
 * Defaults by expression: what a form shows and what the engine writes for a field that is left
 * out. They read the fields beside them, other defaults and formulas among those, in any order.
 */
import { type Clock, type Expression, evaluate } from "../expressions/index.ts";
import { computeFields, formulaOf, jsonOf, type ObjectsByName } from "./computed-fields.ts";
import { nameInRecords } from "./dynamic-lookups.ts";
import { compileForField } from "./field-expression.ts";
import type { FieldModel, ObjectModel } from "./object-model.ts";
import { recordValues } from "./record-values.ts";

const compiled = new WeakMap<FieldModel, Expression>();

/** The compiled default of a field; null when it has none, or one that names what is not there. */
export function defaultOf(
  field: FieldModel,
  model: ObjectModel,
  objects: ObjectsByName,
): Expression | null {
  if (field.default === null || "value" in field.default || field.formula !== null) return null;
  let expression = compiled.get(field);
  if (expression === undefined) {
    const result = compileForField(field.default.expression, field, model, objects);
    if (!result.ok) return null;
    expression = result.value;
    compiled.set(field, expression);
  }
  return expression;
}

/** The fields of the record itself that an expression names. */
const namesIn = (expression: Expression | null, model: ObjectModel): readonly string[] =>
  (expression?.references ?? []).flatMap(({ path: [name = ""] }) => {
    const field = model.byName.get(name);
    return field === undefined ? [] : [nameInRecords(field)];
  });

/** Names of all fields that the default of a field depends on, at any distance. */
export function namesBehindDefault(
  field: FieldModel,
  model: ObjectModel,
  objects: ObjectsByName,
): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (expression: Expression | null): void => {
    for (const name of namesIn(expression, model)) {
      const read = model.byName.get(name);
      if (names.has(name) || read === undefined) continue;
      names.add(name);
      visit(formulaOf(read, model, objects) ?? defaultOf(read, model, objects));
    }
  };
  visit(defaultOf(field, model, objects));
  return names;
}

/** Gives those of `fields` their default that have one by expression. Changes the record. */
export function giveComputedDefaults(
  model: ObjectModel,
  record: Record<string, unknown>,
  fields: ReadonlySet<FieldModel>,
  { objects, clock }: { readonly objects: ObjectsByName; readonly clock: Clock },
): void {
  const settled = new Set<FieldModel>();
  const settle = (field: FieldModel): void => {
    if (settled.has(field)) return;
    settled.add(field);
    const formula = formulaOf(field, model, objects);
    const expression = formula ?? (fields.has(field) ? defaultOf(field, model, objects) : null);
    if (expression === null) return;
    const reads = namesIn(expression, model).flatMap((name) => model.byName.get(name) ?? []);
    for (const read of reads) settle(read);
    if (formula !== null) return;
    const isComputed = reads.some((read) => read.formula !== null);
    const source = isComputed
      ? computeFields(model, record, { objects, clock, related: null })
      : record;
    const values = recordValues(model, source, { objects, related: null });
    record[field.name] = jsonOf(field, evaluate(expression, { record: values, clock }));
  };
  for (const field of fields) settle(field);
}
