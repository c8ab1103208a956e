import { joinSql, sql } from "../sql.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const concatFunction: ExpressionFunction = {
  name: "concat",
  description: {
    en: "The texts one after another; an empty one adds nothing. (`+` gives null when one is empty.)",
    "zh-CN": "依次连接多个文本，空值视为空文本（用 + 连接时，任一为空则结果为空）。",
  },
  sentence: { en: "{all} one after another", "zh-CN": "{all}依次相连" },
  example: { expression: 'concat(first_name, " ", last_name)', result: "Ada Lovelace" },
  scalar: {
    parameters: [
      { name: "text", kind: "text" },
      { name: "other", kind: "text" },
    ],
    repeats: true,
    result: "text",
    seesNull: true,
    evaluate: (args) => args.map((value) => value ?? "").join(""),
    sql: (args) =>
      sql`(${joinSql(
        args.map((arg) => sql`coalesce(${arg}, '')`),
        sql` || `,
      )})`,
  },
};
