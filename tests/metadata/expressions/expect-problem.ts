import { expect } from "vitest";
import { compileExpression, type ExpressionType } from "../../../metadata/expressions/index.ts";
import { problemMessage } from "../../../metadata/problem.ts";
import { orderScope } from "./sales-order.ts";

/** The problems of a sales order's expression as `code "text they point at"`. */
export function problemsOf(text: string, expected?: ExpressionType): readonly string[] {
  const compiled = compileExpression(text, orderScope, expected);
  if (compiled.ok) return [];
  return compiled.problems.map(({ code, params }) => {
    const { start, end } = params;
    if (typeof start !== "number" || typeof end !== "number") throw new Error("no position");
    return `${code} ${JSON.stringify(text.slice(start, end))}`;
  });
}

/** The sentences people read; each placeholder must have found its value. */
export function messagesOf(text: string, locale: "en" | "zh-CN"): readonly string[] {
  const compiled = compileExpression(text, orderScope);
  expect(compiled.ok).toBe(false);
  return compiled.ok ? [] : compiled.problems.map((problem) => problemMessage(problem, locale));
}
