/** Brings a record received in JSON into the form in which it is checked and stored. */
import { ExactNumber } from "../json.ts";
import { isJsonObject } from "../json-object.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import { type Problem, pointer, problem } from "../problem.ts";
import { mustNotBeEmpty, type RecordMode } from "./record-schema.ts";

export interface PreparedRecord {
  /**
   * A new object with canonical values. Emptied fields are `undefined`, which the compiled
   * validator takes as absent; `restoreEmpty` turns them into `null`.
   */
  readonly record: Record<string, unknown>;
  /** What the schema cannot see: emptied required fields, texts that cannot be stored. */
  readonly problems: readonly Problem[];
}

/**
 * Normalises every field by its type. Absent and `null` both mean empty: fields that the model
 * requires may not be. Unknown and read-only fields are left for the validator to refuse.
 */
export function prepareRecord(
  model: ObjectModel,
  mode: RecordMode,
  value: Readonly<Record<string, unknown>>,
): PreparedRecord {
  const problems: Problem[] = [];
  return { record: prepareRow(model, mode, mode, value, "", problems), problems };
}

function prepareRow(
  model: ObjectModel,
  own: RecordMode,
  whole: RecordMode,
  value: Readonly<Record<string, unknown>>,
  path: string,
  problems: Problem[],
): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    // As a key of a new object it would set the prototype; the parser of JSON refuses it too.
    if (name === "__proto__") {
      problems.push(problem("unknown_field", pointer(path, name), { name }));
      continue;
    }
    const given = value[name];
    const field = model.byName.get(name);
    if (!field || field.readOnly) {
      record[name] = field?.system && model.parent && given === null ? undefined : given;
      continue;
    }
    const at = pointer(path, name);
    const normal = canonical(given, field);
    if (isEmpty(normal, field)) {
      record[name] = undefined;
      if (mustNotBeEmpty(field, own)) problems.push(problem("required", at));
    } else if (field.children && Array.isArray(normal)) {
      record[name] = prepareRows(field.children, whole, normal, at, problems);
    } else {
      const found = storabilityProblem(normal, at);
      if (found) problems.push(found);
      record[name] = found ? undefined : normal;
    }
  }
  return record;
}

/** A type may take a value for empty: a list without entries. */
function canonical(value: unknown, field: FieldModel): unknown {
  return value === undefined ? null : field.type.normalise(value, field.schema);
}

/** A list that must hold something is empty when it holds nothing. */
function isEmpty(value: unknown, field: FieldModel): boolean {
  if (value === null || value === undefined) return true;
  return field.required && Array.isArray(value) && value.length === 0;
}

function prepareRows(
  rows: ObjectModel,
  whole: RecordMode,
  values: readonly unknown[],
  path: string,
  problems: Problem[],
): readonly unknown[] {
  return values.map((value, index) => {
    if (!isJsonObject(value)) return value;
    const changes = whole === "change" && value.id !== undefined && value.id !== null;
    const own = changes ? "change" : "create";
    return prepareRow(rows, own, whole, value, pointer(path, index), problems);
  });
}

/** The database holds neither NUL nor halves of surrogate pairs, JSON no number beyond doubles. */
export function storabilityProblem(value: unknown, path: string): Problem | null {
  if (typeof value === "string") {
    return isStorableText(value) ? null : problem("text_not_storable", path);
  }
  if (typeof value !== "object" || value === null) return null;
  if (value instanceof ExactNumber) return problem("number_not_exact", path);
  for (const [key, member] of Object.entries(value)) {
    const at = pointer(path, key);
    if (!isStorableText(key)) return problem("text_not_storable", at);
    const found = storabilityProblem(member, at);
    if (found) return found;
  }
  return null;
}

export function isStorableText(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** After validation: emptied fields become `null`, in child rows too. Changes `record` itself. */
export function restoreEmpty(model: ObjectModel, record: Record<string, unknown>): void {
  for (const name of Object.keys(record)) {
    if (record[name] === undefined) record[name] = null;
    const rows = record[name];
    const children = Array.isArray(rows) ? model.byName.get(name)?.children : null;
    if (children && Array.isArray(rows)) {
      for (const row of rows) {
        if (isJsonObject(row)) restoreEmpty(children, row as Record<string, unknown>);
      }
    }
  }
}
