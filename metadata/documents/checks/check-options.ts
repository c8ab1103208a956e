/** The options of one field against the schemas that its type gives of them. */
import { Ajv2020 } from "ajv/dist/2020.js";
import type { FieldType, JsonSchema, PropertySchema } from "../../fields/field-type.ts";
import { fieldTypes } from "../../fields/index.ts";
import { commonOptions, optionText } from "../../fields/shared-options.ts";
import { isJsonObject, textsOf } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { isDetail } from "../../validate/record-problems.ts";
import { compilePattern, isPattern } from "../../validate/regular-expression.ts";
import type { Finding, ValidatorFunction } from "../../validate/validator-runtime.ts";
import { type JsonKind, jsonKinds, reportUnknownKeyword } from "./check-keywords.ts";
import type { Report } from "./report.ts";

const validators = new Map<FieldType, ValidatorFunction>();

const patternEngine = Object.assign((pattern: string) => compilePattern(pattern), {
  code: "pattern",
});

/** Compiled on first use: a type's options never change. */
function optionsValidator(type: FieldType): ValidatorFunction {
  let validator = validators.get(type);
  if (!validator) {
    const generator = new Ajv2020({
      // Descriptions carry `x-text` and the like.
      strict: false,
      allErrors: true,
      ownProperties: true,
      validateSchema: false,
      meta: false,
      logger: false,
      code: { regExp: patternEngine },
    });
    const { default: _default, ...common } = commonOptions;
    const properties = { ...common, ...type.options.properties };
    validator = generator.compile({ type: "object", ...type.options, properties });
    validators.set(type, validator);
  }
  return validator;
}

/**
 * Reports unknown and misplaced keywords and options that their schema refuses. True when the type
 * can read its own options: only then is there a schema of the field's values.
 */
export function checkOptions(
  schema: PropertySchema,
  type: FieldType,
  path: string,
  report: Report,
): boolean {
  const known = { ...commonOptions, ...type.options.properties };
  for (const keyword of Object.keys(schema)) {
    if (keyword.startsWith("x-") || Object.hasOwn(known, keyword)) continue;
    const at = pointer(path, keyword);
    if (fieldTypes.some((other) => Object.hasOwn(other.options.properties, keyword))) {
      report("keyword_of_other_type", at, { keyword, type: type.title });
    } else reportUnknownKeyword(keyword, Object.keys(known), at, report);
  }
  checkNestedKeywords(schema, type.options.properties, path, report);
  const reported = new Set<string>();
  const once: Report = (code, at, params) => {
    reported.add(at);
    report(code, at, params);
  };
  const validator = optionsValidator(type);
  if (!validator(schema)) {
    for (const finding of validator.errors ?? []) {
      if (!isDetail(finding)) reportFinding(finding, known, path, once);
    }
  }
  const mistakes = type.check?.(schema, isPattern) ?? [];
  for (const mistake of mistakes) {
    const at = `${path}${mistake.at}`;
    if (!reported.has(at)) report("option_mistake", at, { sentence: mistake.message });
  }
  return reported.size === 0 && mistakes.length === 0;
}

/** Keywords inside `items`, options and the like, where the schema lists what may stand there. */
function checkNestedKeywords(
  value: PropertySchema,
  schemas: Readonly<Record<string, unknown>>,
  path: string,
  report: Report,
): void {
  for (const [keyword, schema] of Object.entries(schemas)) {
    const member = value[keyword];
    if (member === undefined || !isJsonObject(schema)) continue;
    const at = pointer(path, keyword);
    checkMembers(member, schema, at, report);
    if (Array.isArray(member) && isJsonObject(schema.items)) {
      const entrySchema = schema.items;
      member.forEach((entry: unknown, index) => {
        checkMembers(entry, entrySchema, pointer(at, index), report);
      });
    }
  }
}

export function checkMembers(
  value: unknown,
  schema: JsonSchema,
  path: string,
  report: Report,
): void {
  if (!isJsonObject(value) || !isJsonObject(schema.properties)) return;
  // Where the schema itself says so, its validator reports them.
  if (schema.additionalProperties === false) return;
  const known = Object.keys(schema.properties);
  for (const keyword of Object.keys(value)) {
    if (keyword.startsWith("x-") || keyword === "$comment" || known.includes(keyword)) continue;
    reportUnknownKeyword(keyword, known, pointer(path, keyword), report);
  }
  checkNestedKeywords(value, schema.properties, path, report);
}

const kindOfType: Readonly<Record<string, JsonKind>> = {
  string: "text",
  array: "list",
  object: "object",
  boolean: "boolean",
  integer: "integer",
  number: "number",
  null: "null",
};

function reportFinding(
  finding: Finding,
  options: Readonly<Record<string, JsonSchema>>,
  path: string,
  report: Report,
): void {
  const { keyword: condition, params, instancePath } = finding;
  const at = path + instancePath;
  const keyword = instancePath.split("/").at(-1) ?? "";
  if (condition === "required") {
    const missing = String(params.missingProperty);
    report("option_missing", pointer(at, missing), { keyword: missing });
  } else if (condition === "additionalProperties") {
    const name = String(params.additionalProperty);
    if (!name.startsWith("x-")) report("keyword_unknown", pointer(at, name), { keyword: name });
  } else if (condition === "type" && kindOfType[String(params.type)]) {
    const kind = kindOfType[String(params.type)] ?? "text";
    report("keyword_wrong_type", at, { keyword, expected: jsonKinds[kind] });
  } else if (condition === "enum") {
    report("option_unknown", at, { keyword, allowed: textsOf(params.allowedValues) });
  } else if (condition === "minimum" || condition === "exclusiveMinimum") {
    report("option_too_small", at, { keyword, limit: Number(params.limit) });
  } else if (condition === "maximum") {
    report("option_too_large", at, { keyword, limit: Number(params.limit) });
  } else {
    const option = options[instancePath.split("/")[1] ?? ""];
    const text = option ? optionText(option) : null;
    report("option_invalid", at, { keyword, ...(text ? { purpose: text.description } : {}) });
  }
}
