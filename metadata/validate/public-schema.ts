/** The schema of an object's records for everybody else's validators. */
import type { JsonSchema } from "../fields/field-type.ts";
import { isJsonObject } from "../json-object.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import { dependentConditions } from "./dependent-options.ts";
import { formatPatterns, formats } from "./formats.ts";
import { listLimits, mustBeSent } from "./record-schema.ts";

/**
 * A self-contained JSON Schema 2020-12 with the standard's keywords only: of a record as it is
 * sent to be created, and as it is read. Fields that may be empty allow `null`. Bounds of
 * decimals that a pattern cannot say, and texts with NUL, only the engine refuses.
 */
export function publicSchema(model: ObjectModel): JsonSchema {
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...rowsSchema(model) };
}

function rowsSchema(model: ObjectModel): JsonSchema {
  const fields = [...model.systemFields, ...model.fields];
  const required = model.fields.filter((field) => mustBeSent(field, "create"));
  const conditions = dependentConditions(model);
  return {
    title: model.title,
    ...(model.description === "" ? {} : { description: model.description }),
    type: "object",
    properties: Object.fromEntries(
      fields.map((field) => [field.name, fieldSchema(field, model.parent !== null)]),
    ),
    required: required.map((field) => field.name),
    additionalProperties: false,
    ...(conditions.length === 0 ? {} : { allOf: conditions }),
  };
}

const annotations = ["description", "deprecated", "writeOnly", "examples"];

function fieldSchema(field: FieldModel, isRow: boolean): JsonSchema {
  const { schema } = field;
  const kept = annotations.filter((keyword) => schema[keyword] !== undefined);
  const fixed = field.default && "value" in field.default ? field.default : null;
  return {
    title: field.title,
    ...Object.fromEntries(kept.map((keyword) => [keyword, schema[keyword]])),
    ...(fixed ? { default: fixed.value } : {}),
    ...(field.readOnly && !(isRow && field.system) ? { readOnly: true } : {}),
    ...valueSchema(field),
  };
}

function valueSchema(field: FieldModel): JsonSchema {
  const mayBeEmpty = field.default !== null || field.readOnly || !field.required;
  const value = judgedAlike(listSchema(field) ?? field.type.valueSchema(field.schema));
  return mayBeEmpty ? nullable(value) : notEmpty(value);
}

/** What `prepareRecord` takes for empty: a schema of JSON may allow it by itself. */
const empty: JsonSchema = { enum: [null, []] };

function notEmpty(schema: JsonSchema): JsonSchema {
  const { type, enum: options } = schema;
  const isOneType = typeof type === "string" && type !== "null";
  const isText = Array.isArray(options) && options.every((item) => typeof item === "string");
  if (isOneType || isText) return schema;
  return schema.not === undefined
    ? { ...schema, not: empty }
    : { ...schema, allOf: [...listOf(schema.allOf), { not: empty }] };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Keywords whose value is a schema, a list of schemas, or schemas by name. */
const applicators = {
  one: "items contains additionalProperties unevaluatedItems unevaluatedProperties propertyNames not if then else".split(
    " ",
  ),
  several: "allOf anyOf oneOf prefixItems".split(" "),
  named: "properties patternProperties dependentSchemas".split(" "),
} as const;

/**
 * What validators think differently about, said by keywords that they agree on. No format that
 * refuses an empty text is asked about one by all; some take `a@b` for an e-mail address, a blank
 * in a moment, and an id behind `urn:uuid:`.
 */
function judgedAlike(schema: JsonSchema): JsonSchema {
  const judged: Record<string, unknown> = { ...schema };
  const judge = (value: unknown) => (isJsonObject(value) ? judgedAlike(value) : value);
  for (const name of applicators.one)
    if (isJsonObject(judged[name])) judged[name] = judge(judged[name]);
  for (const name of applicators.several)
    if (Array.isArray(judged[name])) judged[name] = listOf(judged[name]).map(judge);
  for (const name of applicators.named) {
    const members = judged[name];
    if (isJsonObject(members))
      judged[name] = Object.fromEntries(
        Object.entries(members).map(([key, value]) => [key, judge(value)]),
      );
  }
  return withFormatSaid(judged);
}

function withFormatSaid(schema: JsonSchema): JsonSchema {
  const { format } = schema;
  const check = typeof format === "string" && Object.hasOwn(formats, format) && formats[format];
  if (!check) return schema;
  const pattern = formatPatterns.get(format);
  return {
    ...schema,
    ...(schema.minLength === undefined && !check("") ? { minLength: 1 } : {}),
    ...(pattern === undefined ? {} : alsoOfPattern(schema, pattern)),
  };
}

const alsoOfPattern = (schema: JsonSchema, pattern: string): JsonSchema =>
  schema.pattern === undefined ? { pattern } : { allOf: [...listOf(schema.allOf), { pattern }] };

function listSchema({ children, schema, required, type }: FieldModel): JsonSchema | null {
  if (children) {
    return {
      type: "array",
      items: rowsSchema(children),
      ...atLeastOne(listLimits(schema), required),
    };
  }
  const value = type.valueSchema(schema);
  return value.type === "array" ? atLeastOne(value, required) : null;
}

/** A required list is not empty. */
function atLeastOne(schema: JsonSchema, required: boolean): JsonSchema {
  const least = typeof schema.minItems === "number" ? schema.minItems : 0;
  return required && least < 1 ? { ...schema, minItems: 1 } : schema;
}

/** Assertions that speak about one type of value and let `null` pass. */
const harmlessBesideNull = new Set(
  "type format pattern minLength maxLength minimum maximum items minItems maxItems".split(" "),
);

/** The same schema that allows `null` too. */
function nullable(schema: JsonSchema): JsonSchema {
  const simple = Object.keys(schema).every((keyword) => harmlessBesideNull.has(keyword));
  if (simple && typeof schema.type === "string") {
    return { ...schema, type: [schema.type, "null"] };
  }
  if (Object.keys(schema).length === 0) return schema;
  return { anyOf: [schema, { type: "null" }] };
}
