import { expect, test } from "vitest";
import { compileExpression, renameField } from "../../../metadata/expressions/index.ts";
import { orderScope } from "./sales-order.ts";

const order = (object: string, from: string, to: string) => (text: string) => {
  const renamed = renameField(text, orderScope, { root: "sales_order", object, from, to });
  return renamed.ok ? renamed.value : renamed.problems;
};

test("only names that mean the field change; all else stays byte for byte", () => {
  const rename = order("sales_order", "total", "amount");
  expect(rename('  total+ total *2 > 1 ?"total" :number  ')).toBe(
    '  amount+ amount *2 > 1 ?"total" :number  ',
  );
  expect(rename("sum(customer.orders.total, total > parent.total)")).toBe(
    "sum(customer.orders.amount, amount > parent.total)",
  );
  expect(rename("sum(lines.price, parent.total > 1)")).toBe("sum(lines.price, parent.amount > 1)");
});

test("fields behind lookups and inside of aggregates are found by their object", () => {
  expect(order("customer", "level", "grade")('customer.parent_customer.level == "level"')).toBe(
    'customer.parent_customer.grade == "level"',
  );
  expect(order("sales_order$lines", "price", "unit_price")("sum(lines.price, price > 1)")).toBe(
    "sum(lines.unit_price, unit_price > 1)",
  );
  expect(order("sales_order", "lines", "items")("count(lines, parent.lines != null)")).toBe(
    "count(items, parent.items != null)",
  );
  expect(order("customer", "number", "code")("number + customer.name")).toBe(
    "number + customer.name",
  );
});

test("a name of the same spelling elsewhere is left alone, and so are functions", () => {
  expect(order("sales_order", "number", "code")('number("1") + length(number)')).toBe(
    'number("1") + length(code)',
  );
});

test("unknown names do not hinder, text that cannot be read does", () => {
  expect(order("sales_order", "total", "amount")("total + nope")).toBe("amount + nope");
  expect(order("sales_order", "total", "amount")("total +")).toMatchObject([
    { code: "expression_incomplete" },
  ]);
});

test("references give complete paths with the places of their names", () => {
  const compiled = compileExpression("sum(lines.price, quantity > 1)", orderScope);
  const found = compiled.ok ? compiled.value.references : [];
  expect(found.map(({ path, start, end }) => [path.join("."), start, end])).toEqual([
    ["lines", 4, 9],
    ["lines.price", 10, 15],
    ["lines.quantity", 17, 25],
  ]);
});
