/** One property of an object: that it is a field, of a type that exists, with options that fit. */
import { didYouMean } from "../../expressions/expression-problem.ts";
import type { FieldType, JsonSchema, PropertySchema } from "../../fields/field-type.ts";
import { fieldTypeNames, fieldTypeOf } from "../../fields/index.ts";
import { textFormats } from "../../fields/values/text-formats.ts";
import { isJsonObject } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { compileSchema } from "../../validate/validator-generator.ts";
import { checkDefault } from "./check-default.ts";
import { checkTexts } from "./check-keywords.ts";
import { checkOptions } from "./check-options.ts";
import type { Report } from "./report.ts";

/** Other words for JSON types, and what to write instead. */
const typeProposals: Readonly<Record<string, string>> = {
  text: '{"type": "string"}',
  str: '{"type": "string"}',
  varchar: '{"type": "string"}',
  select: '{"enum": ["a", "b"]}',
  int: '{"type": "integer"}',
  long: '{"type": "integer"}',
  float: '{"$ref": "tenon:decimal"}',
  double: '{"$ref": "tenon:decimal"}',
  decimal: '{"$ref": "tenon:decimal"}',
  money: '{"$ref": "tenon:money"}',
  currency: '{"$ref": "tenon:money"}',
  bool: '{"type": "boolean"}',
  date: '{"type": "string", "format": "date"}',
  datetime: '{"type": "string", "format": "date-time"}',
  time: '{"type": "string", "format": "time"}',
  email: '{"type": "string", "format": "email"}',
  url: '{"type": "string", "format": "uri"}',
  percent: '{"$ref": "tenon:percent"}',
  rating: '{"$ref": "tenon:rating"}',
  duration: '{"$ref": "tenon:duration"}',
  color: '{"$ref": "tenon:color"}',
  tags: '{"$ref": "tenon:tags"}',
  address: '{"$ref": "tenon:address"}',
  geo_point: '{"$ref": "tenon:geo_point"}',
  dynamic_lookup: '{"$ref": "tenon:dynamic_lookup", "targets": ["…"]}',
  lookup: '{"$ref": "tenon:lookup", "target": "…"}',
  reference: '{"$ref": "tenon:lookup", "target": "…"}',
  list: '{"type": "array", "items": {…}}',
};

const jsonTypes = ["string", "number", "integer", "boolean", "array", "object", "null"];

/** Reports what is wrong with a property; gives its field type when it has one. */
export function checkField(schema: unknown, path: string, report: Report): FieldType | null {
  if (!isJsonObject(schema)) {
    report("field_not_object", path);
    return null;
  }
  const type = recognisedType(schema, path, report);
  if (!type) return null;
  checkTexts(schema, path, report);
  const hasValues = checkValueSchema(schema, type, path, report);
  checkFormat(schema, path, report);
  checkConflicts(schema, type, path, report);
  // Nothing can be said of values before it is clear which ones the field takes.
  if (hasValues) checkDefault(schema, type, path, report);
  return type;
}

/** True when values can be held against the field: its options and conditions are right. */
export function takesValues(schema: PropertySchema, type: FieldType): boolean {
  return checkValueSchema(schema, type, "", () => {});
}

function checkValueSchema(
  schema: PropertySchema,
  type: FieldType,
  path: string,
  report: Report,
): boolean {
  return checkOptions(schema, type, path, report) && checkConditions(schema, type, path, report);
}

function recognisedType(schema: PropertySchema, path: string, report: Report): FieldType | null {
  if (!checkTypeKeyword(schema, path, report)) return null;
  const items = isJsonObject(schema.items) ? schema.items : {};
  for (const [part, at] of [
    [schema, pointer(path, "$ref")],
    [items, pointer(path, "items", "$ref")],
  ] as const) {
    if (Object.hasOwn(part, "$ref") && !checkReference(part.$ref, part === items, at, report)) {
      return null;
    }
  }
  const type = fieldTypeOf(schema);
  if (!type) report("field_type_unknown", path);
  return type;
}

function checkTypeKeyword(schema: PropertySchema, path: string, report: Report): boolean {
  const named = Array.isArray(schema.type) ? schema.type : [schema.type];
  const at = pointer(path, "type");
  for (const name of named) {
    if (name === undefined || (typeof name === "string" && jsonTypes.includes(name))) continue;
    const key = String(name).toLowerCase();
    const proposal = Object.hasOwn(typeProposals, key) ? typeProposals[key] : undefined;
    const text = typeof name === "string" ? name : JSON.stringify(name);
    if (proposal) report("json_type_instead", at, { type: text, proposal });
    else {
      const hint = didYouMean(text, jsonTypes);
      report("json_type_unknown", at, { type: text, known: jsonTypes, hint });
    }
    return false;
  }
  return true;
}

function checkReference(value: unknown, inItems: boolean, at: string, report: Report): boolean {
  const reference = typeof value === "string" ? value : JSON.stringify(value);
  const name = reference.startsWith("tenon:") ? reference.slice("tenon:".length) : null;
  if (name !== null && (fieldTypeNames as readonly string[]).includes(name)) {
    if (!inItems || name === "lookup" || name === "attachment") return true;
    report("list_of_type_impossible", at, { reference });
  } else if (reference.startsWith("options:")) {
    report("options_unknown", at, { name: reference.slice("options:".length) });
  } else if (reference.startsWith("#")) {
    report("reference_local", at, { reference });
  } else {
    const known = fieldTypeNames.map((known) => `tenon:${known}`);
    report("reference_unknown", at, { reference, hint: didYouMean(reference, known) });
  }
  return false;
}

const knownFormats = [...textFormats, "date", "date-time", "time", "email", "uri"];

/** Unknown formats are allowed by the standard; ones that look like a slip are not let through. */
function checkFormat(schema: PropertySchema, path: string, report: Report): void {
  const { format } = schema;
  if (typeof format !== "string" || schema.type !== "string") return;
  if (knownFormats.includes(format) || /^(idn-|iri|url$)/.test(format)) return;
  const hint = didYouMean(format, knownFormats);
  if (hint.en !== "") report("format_misspelt", pointer(path, "format"), { format, hint });
}

/** Keywords that exclude each other, and ones that the type cannot carry. */
function checkConflicts(
  schema: PropertySchema,
  type: FieldType,
  path: string,
  report: Report,
): void {
  const params = { type: type.title };
  if (schema.unique === true && !type.uniqueAllowed) {
    report("unique_not_possible", pointer(path, "unique"), params);
  }
  if (schema.index === true && type.column(schema) === null) {
    report("index_not_possible", pointer(path, "index"), params);
  }
  const filled = schema.formula !== undefined || schema.readOnly === true;
  if (schema.required_when !== undefined && (filled || type.name === "auto_number")) {
    report("condition_of_computed", pointer(path, "required_when"));
  }
  if (schema.formula === undefined) return;
  if (type.expressionType(schema) === null || type.storage !== "column") {
    report("formula_not_possible", pointer(path, "formula"), params);
  } else if (type.name === "auto_number") {
    report("formula_not_possible", pointer(path, "formula"), params);
  }
  if (schema.default !== undefined) report("default_of_formula", pointer(path, "default"));
}

const conditions =
  "allOf anyOf oneOf not if then else contains contentSchema dependentSchemas".split(" ");

/** Conditions written by hand must be JSON Schema; compiling them finds out. */
function checkConditions(
  schema: PropertySchema,
  type: FieldType,
  path: string,
  report: Report,
): boolean {
  if (type.storage !== "column") return true;
  if (type.name !== "json" && !conditions.some((keyword) => Object.hasOwn(schema, keyword))) {
    return true;
  }
  const value = type.valueSchema(schema);
  const own = type.name === "json" && schema.schema !== undefined;
  const reference = nestedReference(value, own ? pointer(path, "schema") : path);
  if (reference) {
    report("reference_local", reference.at, { reference: reference.to });
    return false;
  }
  try {
    compileSchema(value);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report("condition_invalid", path, { reason });
    return false;
  }
}

function nestedReference(schema: JsonSchema, path: string): { at: string; to: string } | null {
  for (const [keyword, member] of Object.entries(schema)) {
    const at = pointer(path, keyword);
    if (keyword === "$ref" || keyword === "$dynamicRef") return { at, to: String(member) };
    if (typeof member !== "object" || member === null) continue;
    const found = nestedReference(member as JsonSchema, at);
    if (found) return found;
  }
  return null;
}
