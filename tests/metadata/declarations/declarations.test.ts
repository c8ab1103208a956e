/** Declarations name every object and field once, whatever they are called. */
import { expect, test } from "vitest";
import { declarations } from "../../../metadata/declarations/declarations.ts";
import { memberPositions } from "../../../metadata/declarations/member-positions.ts";
import { schemaType } from "../../../metadata/declarations/schema-type.ts";
import { resolveObject } from "../../../metadata/model/resolve-object.ts";

const object = (name: string, properties: object) => resolveObject({ name, properties });

test("an object called like a word of the SDK has a type of another name", () => {
  const text = declarations(
    ["promise", "new_customer", "customer", "find", "decimal"].map((name) =>
      object(name, { name: { type: "string" } }),
    ),
    [],
  );
  const interfaces = [...text.matchAll(/^export (?:interface|class|type) (\w+)/gm)].map(
    ([, name]) => name,
  );
  expect(interfaces.filter((name, index) => interfaces.indexOf(name) !== index)).toEqual([]);
  expect(text).toContain("promise: PromiseRecord;");
  expect(text).toContain("customer: CustomerRecord;");
});

test("titles cannot end their comment", () => {
  const text = declarations(
    [object("a", { b: { type: "string", title: "*/ } declare const x: 1; /*\n//" } })],
    [],
  );
  expect(text).toContain("/** * / } declare const x: 1; /* // */");
});

test("a field is found in its object and in no other, in rows and in new records", () => {
  const rows = {
    type: "array",
    items: { type: "object", properties: { price: { type: "number" } } },
  };
  const text = declarations(
    [
      object("a", { price: { type: "string" }, lines: rows }),
      object("b", { price: { type: "string" }, lines: rows, other: rows }),
    ],
    [],
  );
  const found = (path: readonly string[]) =>
    memberPositions(text, { object: "b", path }).map((at) => [
      text.slice(0, at).match(/export interface \w+ \{(?![\s\S]*export interface)/)?.[0],
      /^[^;\n]*/.exec(text.slice(at))?.[0],
    ]);
  expect(found(["price"])).toEqual([
    ["export interface B {", "price: string | null"],
    ["export interface NewB {", "price?: string | null"],
  ]);
  expect(found(["other", "price"])).toEqual([
    ["export interface B {", "price: DecimalText | null"],
    ["export interface NewB {", "price?: DecimalText | Decimal | number | null"],
  ]);
  expect(found(["nothing"])).toEqual([]);
});

test.each([
  [{ type: "string" }, "string"],
  [{ type: ["string", "null"] }, "string | null"],
  [{ enum: ["a", 1, null] }, '"a" | 1 | null'],
  [{ type: "array", items: { enum: ["a", "b"] } }, '("a" | "b")[]'],
  [{ type: "array" }, "unknown[]"],
  [
    { type: "object", properties: { "a-b": { type: "integer" } }, required: ["a-b"] },
    '{ "a-b": number }',
  ],
  [{ anyOf: [{ type: "string" }, true] }, "unknown"],
  [{}, "unknown"],
])("%j is %s", (schema, type) => {
  expect(schemaType(schema)).toBe(type);
});
