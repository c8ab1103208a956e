import { joinSql, sql } from "../sql.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const coalesceFunction: ExpressionFunction = {
  name: "coalesce",
  description: {
    en: "The first of the values that is not empty.",
    "zh-CN": "第一个非空的值。",
  },
  sentence: { en: "the first of {all} that is not empty", "zh-CN": "{all}中第一个非空的值" },
  example: { expression: "coalesce(nickname, name)", result: "the nickname, or else the name" },
  scalar: {
    parameters: [
      { name: "value", kind: "same" },
      { name: "other", kind: "same" },
    ],
    repeats: true,
    result: "same",
    seesNull: true,
    evaluate: (args) => args.find((value) => value !== null) ?? null,
    sql: (args) => sql`coalesce(${joinSql(args, sql`, `)})`,
  },
};
