/** A record in JSON as expressions read it, computed fields as they stand there. */
import type { RecordValues } from "../expressions/index.ts";
import { isJsonObject } from "../json-object.ts";
import {
  expressionValue,
  hasParts,
  type ObjectsByName,
  partsOf,
  type RelatedRecords,
} from "./computed-fields.ts";
import { valueHeld } from "./dynamic-lookups.ts";
import type { ObjectModel } from "./object-model.ts";

export interface Surroundings {
  readonly objects: ObjectsByName;
  /** Null: nothing is known of what lookups lead to. */
  readonly related: RelatedRecords | null;
}

export function recordValues(
  model: ObjectModel,
  record: Readonly<Record<string, unknown>>,
  surroundings: Surroundings,
  parent: RecordValues | null = null,
): RecordValues {
  const values: RecordValues = {
    value: (name) => {
      const field = model.byName.get(name);
      return field === undefined ? null : expressionValue(field, valueHeld(field, record));
    },
    related: (name) => {
      if (name === "parent" && parent !== null) return parent;
      const field = model.byName.get(name);
      if (field !== undefined && hasParts(field)) return partsOf(field, values.value(name));
      const target = surroundings.objects.get(field?.target ?? "");
      const id = field === undefined ? null : valueHeld(field, record);
      if (target === undefined || typeof id !== "string") return null;
      const found = surroundings.related?.find(target.name, id) ?? null;
      return found === null ? null : recordValues(target, found, surroundings);
    },
    rows: (name) => {
      const rows = model.byName.get(name)?.children;
      const list = record[name];
      return rows && Array.isArray(list)
        ? list.filter(isJsonObject).map((row) => recordValues(rows, row, surroundings, values))
        : [];
    },
  };
  return values;
}
