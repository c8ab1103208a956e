import { expect, test } from "vitest";
import type { PropertySchema } from "../../../metadata/fields/field-type.ts";
import { fieldTypeOf, fieldTypes } from "../../../metadata/fields/index.ts";

const cases: readonly (readonly [PropertySchema, string | null])[] = [
  [{ type: "string" }, "text"],
  [{ type: ["string", "null"], maxLength: 5 }, "text"],
  [{ type: ["string"] }, "text"],
  [{ type: "string", format: "uuid" }, "text"],
  [{ type: "string", format: "hostname" }, "text"],
  [{ type: "string", format: "password" }, "text"],
  [{ type: "string", const: "order" }, "text"],
  [{ type: "string", anyOf: [{ maxLength: 3 }, { pattern: "^x" }] }, "text"],
  [{ type: "string", contentEncoding: "base64" }, "text"],
  [{ const: "order" }, "text"],
  [{ type: "string", format: "date" }, "date"],
  [{ type: ["null", "string"], format: "date-time" }, "date_time"],
  [{ type: "string", format: "time" }, "time"],
  [{ type: "string", format: "email" }, "email"],
  [{ type: "string", format: "idn-email" }, "email"],
  [{ type: "string", format: "uri" }, "url"],
  [{ type: "string", format: "uri-reference" }, "text"],
  [{ type: "integer" }, "integer"],
  [{ type: ["integer", "null"], minimum: 0 }, "integer"],
  [{ type: "integer", format: "int32", anyOf: [{ minimum: 5 }, { const: 0 }] }, "integer"],
  [{ enum: [1, 2, 3] }, "integer"],
  [{ const: 7 }, "integer"],
  [{ type: "number" }, "decimal"],
  [{ type: ["integer", "number"] }, "decimal"],
  [{ type: "number", not: { const: 0 } }, "json"],
  [{ enum: [0.5, 1] }, "json"],
  [{ type: "boolean" }, "boolean"],
  [{ enum: [true, false, null] }, "boolean"],
  [{ enum: ["a", "b"] }, "select"],
  [{ enum: ["a", null] }, "select"],
  [{ enum: [] }, "select"],
  [{ type: "string", enum: ["a"] }, "select"],
  [{ oneOf: [{ const: "a", title: "A" }, { const: "b" }] }, "select"],
  [{ enum: ["a", 1] }, "json"],
  [{ oneOf: [{ type: "string" }, { type: "integer" }] }, "json"],
  [{ type: ["string", "integer"] }, "json"],
  [{ type: "null" }, "json"],
  [{}, "json"],
  [{ title: "Anything" }, "json"],
  [{ type: "object", properties: { a: { type: "string" } } }, "json"],
  [{ properties: { a: {} } }, "json"],
  [{ type: "array" }, "json"],
  [{ type: "array", items: { type: "string" } }, "json"],
  [{ type: "array", items: { type: "number" }, minItems: 2 }, "json"],
  [{ type: "array", items: { enum: ["a"] } }, "json"],
  [{ type: "array", items: true }, "json"],
  [{ type: "array", prefixItems: [{}], items: { type: "object", properties: {} } }, "json"],
  [{ type: "array", items: { type: "object" } }, "json"],
  [{ type: "array", items: { enum: ["a"] }, uniqueItems: true }, "multi_select"],
  [{ type: "array", items: { type: "object", properties: {} } }, "child_rows"],
  [{ type: ["array", "null"], items: { type: "object", properties: {} } }, "child_rows"],
  [{ type: "array", items: { $ref: "tenon:lookup", target: "a" } }, "many_to_many"],
  [{ $ref: "tenon:money" }, "money"],
  [{ $ref: "tenon:decimal", scale: 2 }, "decimal"],
  [{ $ref: "tenon:json" }, "json"],
  [{ $ref: "tenon:nonesuch" }, null],
  [{ $ref: "#/$defs/address" }, null],
  [{ $ref: "https://example.com/address.json" }, null],
  [{ $ref: 5 }, null],
  [{ type: "array", items: { $ref: "#/$defs/address" } }, null],
];

test.each(cases)("%j is %s", (schema, expected) => {
  const names = fieldTypes.filter((type) => type.recognises(schema)).map((type) => type.name);
  expect(names).toEqual(expected === null ? [] : [expected]);
  expect(fieldTypeOf(schema)?.name ?? null).toBe(expected);
});

const valueSchemaOf = (schema: PropertySchema) => fieldTypeOf(schema)?.valueSchema(schema);

test("assertions of the standard reach the schema of values unchanged", () => {
  expect(
    valueSchemaOf({ type: "string", title: "T", id: "abcdefghij", unique: true, pattern: "^a" }),
  ).toEqual({ type: "string", pattern: "^a" });
  expect(valueSchemaOf({ type: "integer", multipleOf: 5, maximum: 10 })).toEqual({
    type: "integer",
    minimum: Number.MIN_SAFE_INTEGER,
    maximum: 10,
    multipleOf: 5,
  });
  expect(
    valueSchemaOf({ type: "object", required: ["a"], additionalProperties: false, index: true }),
  ).toEqual({ type: "object", required: ["a"], additionalProperties: false });
  expect(valueSchemaOf({ type: "string", format: "uuid", const: "x" })).toEqual({
    type: "string",
    format: "uuid",
    const: "x",
  });
});

test("a condition that the type states too holds beside it", () => {
  expect(valueSchemaOf({ type: "string", format: "time", not: { const: "00:00:00" } })).toEqual({
    type: "string",
    pattern: "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$",
    not: { const: "00:00:00" },
  });
  expect(valueSchemaOf({ $ref: "tenon:phone", pattern: "^\\+" })).toEqual({
    allOf: [expect.objectContaining({ type: "string", maxLength: 40 }), { pattern: "^\\+" }],
  });
});

test("a condition beside a list of options holds too", () => {
  const schema = { enum: ["a", "bb"], oneOf: [{ maxLength: 1 }, { pattern: "^c" }] };
  expect(valueSchemaOf(schema)).toEqual({ type: "string", ...schema });
});

test("formats that the standard does not define are not passed to validators", () => {
  expect(valueSchemaOf({ type: "string", format: "password" })).toEqual({ type: "string" });
});
