import { expect, test } from "vitest";
import { compileExpression } from "../../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import { objectScope } from "../../../metadata/model/object-scope.ts";
import { resolveObject } from "../../../metadata/model/resolve-object.ts";

const customer = resolveObject({
  name: "customer",
  properties: {
    name: { type: "string" },
    parent_customer: { $ref: "tenon:lookup", target: "customer" },
  },
});
const order = resolveObject({
  name: "order",
  properties: {
    customer: { $ref: "tenon:lookup", target: "customer" },
    settings: { $ref: "tenon:json" },
    ordered_on: { type: "string", format: "date" },
    lines: {
      type: "array",
      items: { type: "object", properties: { amount: { $ref: "tenon:money" } } },
    },
  },
});
const objects: ReadonlyMap<string, ObjectModel> = new Map(
  [customer, order].map((model) => [model.name, model]),
);
const scope = objectScope(order, objects);

const typeOf = (text: string, inScope = scope) => {
  const compiled = compileExpression(text, inScope);
  return compiled.ok ? compiled.value.type : compiled.problems[0]?.code;
};

test("lookups lead to the fields of their target, as far as one likes", () => {
  expect(typeOf("customer.name")).toEqual({ kind: "text" });
  expect(typeOf("customer.parent_customer.parent_customer.name")).toEqual({ kind: "text" });
  expect(typeOf("customer.parent_customer.nothing")).toBe("expression_unknown_name");
});

test("child rows are rows, and a row knows the record it belongs to", () => {
  expect(typeOf("sum(lines.amount)")).toEqual({ kind: "number" });
  const lines = order.byName.get("lines")?.children;
  if (!lines) throw new Error("The order has lines");
  const inRow = objectScope(lines, objects);
  expect(typeOf("parent.ordered_on", inRow)).toEqual({ kind: "date" });
  expect(typeOf("parent.customer.name", inRow)).toEqual({ kind: "text" });
  expect(typeOf("ordered_on", inRow)).toBe("expression_unknown_name");
});

test("system fields have their types", () => {
  expect(typeOf("created_at")).toEqual({ kind: "datetime" });
  expect(typeOf("revision + 1")).toEqual({ kind: "number" });
  expect(scope.lookup("id")?.type).toEqual({ kind: "record", object: "order" });
  expect(typeOf("owner == created_by")).toEqual({ kind: "boolean" });
});

test("names are those that an expression may use", () => {
  expect(scope.names()).toContain("customer");
  expect(scope.names()).toContain("updated_at");
  expect(scope.names()).not.toContain("settings");
});

test("scopes live as long as their set of objects", () => {
  expect(objectScope(order, objects)).toBe(scope);
  expect(objectScope(order, new Map(objects))).not.toBe(scope);
});
