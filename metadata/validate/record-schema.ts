/** The schema that one record must satisfy, as the engine's own validator checks it. */
import type { JsonSchema } from "../fields/field-type.ts";
import { isJsonObject } from "../json-object.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";

/**
 * `create`: a whole new record, before defaults. `incomplete`: one to which a script adds before it
 * is written; its rows are whole. `change`: the fields of a record that change.
 */
export type RecordMode = "create" | "incomplete" | "change";

/** The id a caller may give in a child row, to say which row is meant. */
const rowId: JsonSchema = { type: "string", format: "uuid" };

/** Marks what callers may not write; its presence alone is the mistake. */
const readOnly: JsonSchema = { "tenon:read_only": true };

/**
 * Schema of a normalised record in which empty fields are absent (see `prepareRecord`). Keywords
 * beside the standard's: `tenon:decimal` (exact digits and bounds) and `tenon:read_only`.
 */
export function recordSchema(model: ObjectModel, mode: RecordMode): JsonSchema {
  return rowsSchema(model, mode, mode === "incomplete" ? "create" : mode);
}

function rowsSchema(model: ObjectModel, own: RecordMode, whole: RecordMode): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const field of model.systemFields) {
    properties[field.name] = model.parent && field.name === "id" ? rowId : readOnly;
  }
  for (const field of model.fields) {
    properties[field.name] = field.readOnly ? readOnly : fieldSchema(field, whole);
  }
  const required = model.fields.filter((field) => mustBeSent(field, own));
  return {
    type: "object",
    properties,
    required: required.map((field) => field.name),
    additionalProperties: false,
  };
}

/** True when the field may not be left out: nothing else would fill it. */
export function mustBeSent(field: FieldModel, mode: RecordMode): boolean {
  return mode === "create" && field.required && !field.readOnly && !fillsItself(field);
}

/** A new record that leaves the field out still gets a value, as a rule. */
const fillsItself = (field: FieldModel): boolean =>
  field.default !== null || field.copyFrom !== null;

/** True when the field may not be emptied. A default fills it in new records only. */
export function mustNotBeEmpty(field: FieldModel, mode: RecordMode): boolean {
  if (!field.required || field.readOnly || mode === "incomplete") return false;
  return mode === "change" || field.default === null;
}

function fieldSchema(field: FieldModel, whole: RecordMode): JsonSchema {
  if (field.children) return childRowsSchema(field, field.children, whole);
  const { type, schema } = field;
  return strictValueSchema(type.valueSchema(schema), type.strictSchema?.(schema) ?? {});
}

/** Where our own checks are exact, the approximations that other validators need are left out. */
export function strictValueSchema(value: JsonSchema, strict: JsonSchema): JsonSchema {
  if (Object.hasOwn(strict, "tenon:decimal")) {
    const { pattern: _pattern, not: _not, ...others } = value;
    return { ...others, ...strict };
  }
  if (exactFormats.has(value.format) && isPatternOnly(value.not)) {
    const { not: _not, ...others } = value;
    return strictValueSchema(others, strict);
  }
  const both = Object.keys(strict).some((keyword) => Object.hasOwn(value, keyword));
  return both ? { ...value, allOf: [...listOf(value.allOf), strict] } : { ...value, ...strict };
}

/** Formats whose checks know the calendar; other validators are helped by a pattern. */
const exactFormats: ReadonlySet<unknown> = new Set(["date", "date-time"]);

function isPatternOnly(schema: unknown): boolean {
  return isJsonObject(schema) && Object.keys(schema).join() === "pattern";
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A row with an id changes that row, a row without is a new one. */
function childRowsSchema(field: FieldModel, rows: ObjectModel, whole: RecordMode): JsonSchema {
  const create = rowsSchema(rows, "create", whole);
  const items =
    whole === "create"
      ? create
      : {
          type: "object",
          if: { required: ["id"] },
          // biome-ignore lint/suspicious/noThenProperty: the keyword's name in JSON Schema
          then: rowsSchema(rows, "change", whole),
          else: create,
        };
  return { type: "array", items, ...listLimits(field.schema) };
}

/** The assertions of lists that hold for child rows too. */
export function listLimits(schema: JsonSchema): JsonSchema {
  const limits: Record<string, unknown> = {};
  for (const keyword of ["minItems", "maxItems"]) {
    if (typeof schema[keyword] === "number") limits[keyword] = schema[keyword];
  }
  return limits;
}
