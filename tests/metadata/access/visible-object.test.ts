/** What is left of an object for somebody who may not see, or not write, parts of it. */
import { expect, test } from "vitest";
import { type Sight, visibleObject } from "../../../metadata/access/visible-object.ts";

const hidden: ReadonlySet<string> = new Set(["margin", "lines.cost"]);

const sight: Sight = {
  isSeen: (path) => !hidden.has(path),
  isWritable: (path) => path !== "name",
  showsOrigin: (path) => path !== "doubled",
  hiddenNames: new Set(["margin", "cost"]),
};

const text = { type: "string" };
const seen = visibleObject(
  {
    name: "deal",
    type: "object",
    record_title: "margin",
    required: ["name", "margin"],
    unique: [["name"], ["name", "margin"]],
    properties: {
      name: text,
      margin: text,
      doubled: { ...text, formula: "margin + margin" },
      twice: { ...text, formula: "name + name" },
      note: { ...text, visible_when: 'margin == "1"', required_when: 'name == "1"' },
      price: { $ref: "tenon:money", currency_field: "margin" },
      lines: {
        type: "array",
        items: { type: "object", required: ["cost"], properties: { cost: text, what: text } },
      },
    },
    rules: [
      { name: "open", require: 'name != ""', message: "x" },
      { name: "profit", require: "margin > 0", message: "x" },
      { name: "told", require: 'name != ""', message: "The margin is too low" },
    ],
    lifecycle: {
      field: "name",
      transitions: [
        { name: "send", from: ["a"], to: "b", when: "margin > 0", required: ["margin", "name"] },
        { name: "close", from: ["a"], to: "b", when: 'name != ""' },
      ],
    },
  },
  sight,
);

const field = (name: string) =>
  (seen.properties as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[name];

test("a hidden field is in no place of the document", () => {
  expect(Object.keys(seen.properties as object)).not.toContain("margin");
  expect(field("lines")?.items).toEqual({
    type: "object",
    required: [],
    properties: { what: text },
  });
  expect([seen.required, seen.unique]).toEqual([["name"], [["name"]]]);
  expect(seen).not.toHaveProperty("record_title");
  expect(JSON.stringify(seen)).not.toMatch(/margin|cost/);
});

test("a rule that names a hidden field, or speaks of it, is not there", () => {
  expect(seen.rules).toEqual([{ name: "open", require: 'name != ""', message: "x" }]);
});

test("a step is there without the condition and the fields that are hidden", () => {
  expect(seen.lifecycle).toEqual({
    field: "name",
    transitions: [
      { name: "send", from: ["a"], to: "b", required: ["name"] },
      { name: "close", from: ["a"], to: "b", when: 'name != ""' },
    ],
  });
});

test("a formula is shown to who sees all it is made from; else it is a field that nobody writes", () => {
  expect(field("doubled")).toEqual({ ...text, readOnly: true });
  expect(field("twice")).toEqual({ ...text, formula: "name + name" });
});

test("a condition, and a field beside another, are shown to who sees what they name", () => {
  expect(field("note")).toEqual({ ...text, required_when: 'name == "1"' });
  expect(field("price")).toEqual({ $ref: "tenon:money" });
});

test("a field that is not his to write is read-only", () => {
  expect(field("name")).toEqual({ ...text, readOnly: true });
  expect(field("note")).not.toHaveProperty("readOnly");
});
