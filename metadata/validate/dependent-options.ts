/**
 * Options that are offered only for some values of another field: `"depends_on": "country"`, and
 * `"when": ["CN"]` at the option.
 */
import type { JsonSchema, PropertySchema } from "../fields/field-type.ts";
import { type Choice, choicesOf } from "../fields/values/choices.ts";
import { isJsonObject } from "../json-object.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import { type Problem, pointer, problem } from "../problem.ts";

/** The field that decides; `null` when all options are always offered. */
export function decidingField(schema: PropertySchema): string | null {
  return typeof schema.depends_on === "string" ? schema.depends_on : null;
}

/** The options to choose from where the deciding field holds `value`. */
export function offeredChoices(choices: readonly Choice[], value: unknown): readonly Choice[] {
  return choices.filter(
    ({ when }) => when === null || (typeof value === "string" && when.includes(value)),
  );
}

const dependentsOfModel = new WeakMap<ObjectModel, readonly FieldModel[]>();

/** Fields whose options depend on others; most objects have none. */
export function dependentFields(model: ObjectModel): readonly FieldModel[] {
  let fields = dependentsOfModel.get(model);
  if (fields === undefined) {
    fields = model.fields.filter(({ schema }) => decidingField(schema) !== null);
    dependentsOfModel.set(model, fields);
  }
  return fields;
}

/** True when a choice in the object or its rows hangs on another field. */
export const hasDependentOptions = (model: ObjectModel): boolean =>
  dependentFields(model).length > 0 ||
  model.fields.some(({ children }) => children !== null && hasDependentOptions(children));

/**
 * Choices that do not fit the value they depend on. Of a change, only what it says by itself is
 * judged: a field and the one it depends on, both named. The rest is known when it is stored.
 */
export function dependentProblems(
  model: ObjectModel,
  record: Readonly<Record<string, unknown>>,
  whole: boolean,
  path = "",
): readonly Problem[] {
  if (!hasDependentOptions(model)) return [];
  const problems: Problem[] = [];
  for (const field of dependentFields(model)) {
    const deciding = decidingField(field.schema) ?? "";
    if (!whole && !Object.hasOwn(record, deciding)) continue;
    const chosen = record[field.name];
    if (typeof chosen !== "string") continue;
    const choice = choicesOf(field.schema)?.find(({ value }) => value === chosen);
    if (choice === undefined || offeredChoices([choice], record[deciding]).length > 0) continue;
    const title = model.byName.get(deciding)?.title ?? deciding;
    problems.push(problem("option_not_offered", pointer(path, field.name), { field: title }));
  }
  for (const { name, children } of model.fields) {
    const rows = record[name];
    if (children === null || !Array.isArray(rows)) continue;
    rows.forEach((row: unknown, index) => {
      if (!isJsonObject(row)) return;
      const known = whole || typeof row.id !== "string";
      problems.push(...dependentProblems(children, row, known, pointer(path, name, index)));
    });
  }
  return problems;
}

/** The same conditions in the standard's keywords, for everybody else's validators. */
export function dependentConditions(model: ObjectModel): readonly JsonSchema[] {
  return dependentFields(model).flatMap((field) => {
    const deciding = decidingField(field.schema) ?? "";
    return (choicesOf(field.schema) ?? []).flatMap(({ value, when }) =>
      when === null
        ? []
        : [
            {
              if: { properties: { [field.name]: { const: value } }, required: [field.name] },
              // biome-ignore lint/suspicious/noThenProperty: the keyword's name in JSON Schema
              then: { properties: { [deciding]: { enum: when } }, required: [deciding] },
            },
          ],
    );
  });
}
