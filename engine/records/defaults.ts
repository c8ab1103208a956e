/** Values of fields that a new record leaves out. Changes the record. */
import { isJsonObject } from "../../metadata/json-object.ts";
import { defaultOf, giveComputedDefaults } from "../../metadata/model/computed-defaults.ts";
import type { ObjectsByName } from "../../metadata/model/computed-fields.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { ClockValues } from "../query/read-plans.ts";

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
  const computed = new Set<FieldModel>();
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
    if ("value" in field.default)
      record[field.name] = field.type.normalise(field.default.value, field.schema);
    else if (defaultOf(field, model, objects) === null)
      throw new Error(`The default of ${model.name}.${field.name} does not compile`);
    else computed.add(field);
  }
  if (computed.size > 0) giveComputedDefaults(model, record, computed, { objects, clock });
}
