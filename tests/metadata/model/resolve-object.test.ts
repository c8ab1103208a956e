import { describe, expect, test } from "vitest";
import { resolveObject } from "../../../metadata/model/resolve-object.ts";
import { exampleDocuments } from "../documents/read-examples.ts";

const documents = exampleDocuments("trading");
const order = resolveObject(
  documents.find(({ kind, name }) => kind === "object" && name === "sales_order")?.content ?? {},
);

describe("the sales order of the example", () => {
  test("keeps the order of the properties, system fields apart", () => {
    expect(order.fields.slice(0, 3).map(({ name }) => name)).toEqual([
      "number",
      "customer",
      "status",
    ]);
    expect(order.systemFields.map(({ name }) => name)).toEqual([
      "id",
      "created_at",
      "created_by",
      "updated_at",
      "updated_by",
      "revision",
      "owner",
    ]);
    expect(order.byName.size).toBe(order.fields.length + 7);
  });

  test("knows what callers may not write", () => {
    const closed = [...order.byName.values()].filter((field) => field.readOnly && !field.system);
    expect(closed.map(({ name }) => name)).toEqual(["number", "status", "gross", "net", "total"]);
  });

  test("reads defaults as values or expressions", () => {
    expect(order.byName.get("order_date")?.default).toEqual({ expression: "today()" });
    expect(order.byName.get("freight")?.default).toEqual({ value: "0.00" });
    expect(order.byName.get("ship_city")?.default).toBeNull();
  });

  test("has its lines as a model with a table of their own", () => {
    const lines = order.byName.get("lines")?.children;
    expect(lines).toMatchObject({
      name: "sales_order$lines",
      table: "sales_order$lines",
      title: "Lines",
      parent: { object: "sales_order", field: "lines" },
    });
    expect(lines?.systemFields.map(({ name }) => name)).toEqual(["id"]);
    expect(lines?.byName.get("product")?.required).toBe(true);
  });
});

test("relations know their target and what a deletion does", () => {
  const model = resolveObject({
    name: "a",
    properties: {
      one: { $ref: "tenon:lookup", target: "b" },
      gone: { $ref: "tenon:lookup", target: "b", on_delete: "cascade" },
      many: { type: "array", items: { $ref: "tenon:lookup", target: "c" } },
    },
  });
  expect(model.fields.map(({ target, onDelete }) => [target, onDelete])).toEqual([
    ["b", "restrict"],
    ["b", "cascade"],
    ["c", "clear"],
  ]);
});

describe("the field that stands for the record", () => {
  const titleOf = (properties: Record<string, object>, record_title?: string) =>
    resolveObject({ name: "a", properties, ...(record_title ? { record_title } : {}) }).recordTitle;
  const text = { type: "string" };

  test("is the chosen one, else one of the usual names, else the first text, else the id", () => {
    expect(titleOf({ name: text, code: text }, "code")).toBe("code");
    expect(titleOf({ code: text, name: text })).toBe("name");
    expect(titleOf({ code: text, number: { $ref: "tenon:auto_number", template: "{0}" } })).toBe(
      "number",
    );
    expect(titleOf({ price: { $ref: "tenon:money" }, code: text, other: text })).toBe("code");
    expect(titleOf({ price: { $ref: "tenon:money" } })).toBe("id");
  });

  test("is never a lookup or a list", () => {
    expect(titleOf({ name: { $ref: "tenon:lookup", target: "b" }, code: text })).toBe("code");
    expect(
      titleOf({ title: { type: "array", items: { type: "object", properties: { a: text } } } }),
    ).toBe("id");
  });
});

test("titles come from names where a schema has none", () => {
  const model = resolveObject({ name: "sales_order", properties: { order_date: {} } });
  expect([model.title, model.fields[0]?.title]).toEqual(["Sales order", "Order date"]);
});

test("system fields speak the language asked for", () => {
  const model = resolveObject({ name: "a", properties: {} }, "zh-CN");
  expect(model.byName.get("owner")?.title).toBe("负责人");
});

test("a field may be called like a member of every JavaScript object", () => {
  const model = resolveObject({ name: "a", properties: { constructor: { type: "string" } } });
  expect(model.byName.get("constructor")?.type.name).toBe("text");
  expect(model.byName.get("toString")).toBeUndefined();
});

test("ids of the document name objects and fields; names do where it has none", () => {
  const model = resolveObject({
    id: "aaaaaaaaaa",
    name: "a",
    properties: { b: { id: "bbbbbbbbbb" }, c: {} },
  });
  expect([model.id, ...model.fields.map(({ id }) => id)]).toEqual([
    "aaaaaaaaaa",
    "bbbbbbbbbb",
    "c",
  ]);
});
