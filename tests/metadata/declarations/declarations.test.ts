/** Declarations name every object and field once, whatever they are called. */
import { expect, test } from "vitest";
import { resolveScript } from "../../../metadata/automation/script.ts";
import { declarations } from "../../../metadata/declarations/declarations.ts";
import { memberPositions } from "../../../metadata/declarations/member-positions.ts";
import { reachedObjects } from "../../../metadata/declarations/reached-objects.ts";
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

test("scripts reach what they mention, and what lookups of that lead to", () => {
  const lookup = (target: string) => ({ $ref: "tenon:lookup", target });
  const rows = (target: string) => ({
    type: "array",
    items: { type: "object", properties: { to: lookup(target) } },
  });
  const all = [
    object("a", { to: lookup("b") }),
    object("b", { lines: rows("c") }),
    object("c", { name: { type: "string" } }),
    object("d", { to: lookup("a") }),
    object("e", { name: { type: "string" } }),
  ];
  const objects = new Map(all.map((each) => [each.name, each]));
  const script = (content: object) => resolveScript("s", { source: "", ...content });
  const reached = (content: object) => [...reachedObjects([script(content)], objects)].join("");
  expect(reached({ source: 'await db.get("a", id);' })).toBe("abc");
  expect(reached({ trigger: { object: "d", before: ["update"] } })).toBe("dabc");
  expect(reached({ action: { object: "e", input: { properties: { to: lookup("c") } } } })).toBe(
    "ec",
  );
  expect(reached({})).toBe("");
  const text = declarations(all, [], new Set(["a"]));
  expect(text).toContain("interface A {");
  expect(text).not.toContain("interface B {");
  expect(text).toMatch(/interface Objects \{[^}]*\n {2}a: A;\n {2}b: \{ id/);
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
