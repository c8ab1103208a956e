import fc from "fast-check";
import { expect, test } from "vitest";
import {
  compileExpression,
  completions,
  describe,
  evaluate,
  renameField,
  toSql,
} from "../../../metadata/expressions/index.ts";
import { problemMessage } from "../../../metadata/problem.ts";
import { order, orderScope, sqlContext } from "./sales-order.ts";

const pieces = [
  ...["total", "number", "paid", "order_date", "lines", "lines.price", "customer.level", "tags"],
  ...["1", "2.5", '"a"', "'2026-01-01'", "true", "null", "sum(", "round(", "coalesce(", "month("],
  ...["(", ")", "[", "]", ",", ".", "?", ":", "+", "-", "*", "/", "%", "!", "==", "<", "&&", "in"],
  ...["__proto__", "constructor", "parent", "。", "\\", '"', "\u0000", "😀", "\ud800"],
];

const anyText = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(" ")),
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 30 }),
);

const labels = { field: (path: readonly string[]) => path.join(".") };

test("any text is either an expression that works everywhere or has problems with a place", () => {
  let good = 0;
  fc.assert(
    fc.property(anyText, (text) => {
      const compiled = compileExpression(text, orderScope);
      if (compiled.ok) {
        good++;
        evaluate(compiled.value, order);
        toSql(compiled.value, sqlContext);
        expect(describe(compiled.value, "en", labels)).not.toMatch(/\{|undefined/);
        return;
      }
      expect(compiled.problems.length).toBeGreaterThan(0);
      for (const problem of compiled.problems) {
        const { start, end } = problem.params;
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(Number(start));
        expect(text.length).toBeGreaterThanOrEqual(Number(end));
        expect(problemMessage(problem, "zh-CN")).not.toMatch(/undefined|\[object/);
      }
    }),
    { numRuns: 5_000, seed: 7 },
  );
  expect(good).toBeGreaterThan(50);
});

test("any text at any place can be completed and renamed without harm", () => {
  const rename = { root: "sales_order", object: "sales_order", from: "total", to: "total" };
  fc.assert(
    fc.property(anyText, fc.nat(40), (text, offset) => {
      const { from, to } = completions(text, Math.min(offset, text.length), orderScope);
      expect(from).toBeLessThanOrEqual(to);
      const renamed = renameField(text, orderScope, rename);
      if (renamed.ok) expect(renamed.value).toBe(text);
    }),
    { numRuns: 2_000, seed: 7 },
  );
});
