import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { expressionFunctions } from "../../../metadata/expressions/functions/index.ts";
import {
  compileExpression,
  evaluate,
  functionReference,
  parseExpression,
} from "../../../metadata/expressions/index.ts";
import { expressionCodes } from "../../../metadata/problem-codes/expression.ts";
import { order, orderScope } from "./sales-order.ts";

test("the reference page is current (npm run generate writes it)", () => {
  const file = new URL("../../../metadata/expressions/FUNCTIONS.generated.md", import.meta.url);
  expect(readFileSync(file, "utf8")).toBe(functionReference());
});

test("names are unique and are names", () => {
  const names = expressionFunctions.map((entry) => entry.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z][a-z_]*$/.test(name))).toEqual([]);
});

describe.each(expressionFunctions.map((entry) => [entry.name, entry] as const))(
  "%s",
  (_, entry) => {
    test("is described in both languages", () => {
      expect(entry.description.en).toMatch(/^[A-Z].*[.)]$/);
      expect(entry.description["zh-CN"]).toMatch(/[\u4e00-\u9fff].*[。）]$/);
      expect(entry.sentence["zh-CN"]).toMatch(/[\u4e00-\u9fff]/);
    });

    test("has an example that can be read, and gives what it says", () => {
      const { expression, result } = entry.example;
      expect(parseExpression(expression).ok).toBe(true);
      const compiled = compileExpression(expression, orderScope);
      if (!compiled.ok || compiled.value.references.length > 0) return;
      expect(String(evaluate(compiled.value, order))).toBe(result);
    });

    test("takes part in the comparison of JavaScript and PostgreSQL", () => {
      // Only the database answers the one; the other is an input that no record changes.
      if (entry.scalar?.filterOnly || entry.scalar?.result === "user") return;
      const generator = new URL("../../conformance/expression-generator.ts", import.meta.url);
      expect(readFileSync(generator, "utf8")).toMatch(new RegExp(`"${entry.name}(\\(\\)|\\()?"`));
    });
  },
);

test("every problem of expressions has its place among its parameters in both languages", () => {
  for (const { message } of Object.values(expressionCodes)) {
    const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
    expect(placeholders(message["zh-CN"])).toEqual(placeholders(message.en));
  }
});
