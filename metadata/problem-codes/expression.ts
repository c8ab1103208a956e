import type { ProblemCodeDefinition } from "../problem-codes.ts";

/** Mistakes in expressions. `start` and `end` are offsets in the text. */
export const expressionCodes = {
  expression_syntax: {
    status: 400,
    message: {
      en: "{reason} (at position {start}).",
      "zh-CN": "{reason}（位置 {start}）。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
