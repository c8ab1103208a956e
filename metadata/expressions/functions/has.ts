import { sql } from "../sql.ts";
import { asList, asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

export const hasFunction: ExpressionFunction = {
  name: "has",
  description: {
    en: "Whether the list holds the value.",
    "zh-CN": "列表是否包含该值。",
  },
  sentence: { en: "{1} includes {2}", "zh-CN": "{1}包含{2}" },
  example: { expression: 'has(tags, "urgent")', result: "true when tagged so" },
  scalar: {
    parameters: [
      { name: "list", kind: "list" },
      { name: "value", kind: "entry" },
    ],
    result: "boolean",
    seesNull: true,
    evaluate([list = null, value = null]) {
      return list === null ? null : value !== null && asList(list).includes(asText(value));
    },
    // `@>` can use an index on the list. No list holds null, so null is in none.
    sql([list, value], types) {
      // Lists hold ids as texts.
      const entry = types[1]?.kind === "record" ? sql`${value!}::text` : value!;
      return sql`(${list!} @> array[${entry}])`;
    },
  },
};
