import { describe, expect, test } from "vitest";
import { completions } from "../../../metadata/expressions/index.ts";
import { orderScope } from "./sales-order.ts";

/** Completes at `|`. */
function at(marked: string) {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const { from, to, items } = completions(text, offset, orderScope);
  return { replaced: text.slice(from, to), inserts: items.map((item) => item.insert) };
}

describe("completion", () => {
  test("proposes names, functions and words that begin as typed", () => {
    expect(at("tot|").inserts).toEqual(["total"]);
    expect(at("total > cu|st").inserts).toEqual(["customer", "current_user()"]);
    expect(at("total > cu|st").replaced).toBe("cust");
    expect(at("to|").inserts).toEqual(["total", "today()"]);
    expect(at("tr|").inserts).toEqual(["trim(", "true"]);
    expect(at("|").inserts).toContain("status");
  });

  test("follows lookups", () => {
    expect(at("customer.parent_customer.cr|").inserts).toEqual(["credit_limit"]);
    expect(at("total.|").inserts).toEqual([]);
  });

  test("proposes rows where an aggregate takes them, and the fields of a row behind them", () => {
    expect(at("sum(li|").inserts).toEqual(["lines"]);
    expect(at("li|").inserts).toEqual([]);
    expect(at("sum(lines.|").inserts).toEqual(["id", "quantity", "price", "note", "parent"]);
    expect(at("sum(lines.price, qu|").inserts).toEqual(["quantity", "quarter("]);
    expect(at("sum(lines.price) + qu|").inserts).toEqual(["quarter("]);
    expect(at("sum(lines.price, (1 + pri|").inserts).toEqual(["price"]);
  });

  test("proposes the choices of a field it is compared with", () => {
    expect(at("status == |").inserts.slice(0, 3)).toEqual(['"draft"', '"open"', '"closed"']);
    expect(at('status in ["draft", |').inserts.slice(0, 3)).toEqual([
      '"draft"',
      '"open"',
      '"closed"',
    ]);
    expect(at("customer.level == b|").inserts).toEqual(['"b"']);
  });

  test.each(['"tot|', "total |", "1|", "total > 1 |", "sum(lines.price) |", "tags in [1] |"])(
    "is silent at %s",
    (text) => {
      expect(at(text).inserts).toEqual([]);
    },
  );
});
