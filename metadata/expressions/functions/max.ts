import { sql } from "../sql.ts";
import { extremeFunction } from "./extreme-function.ts";

export const maxFunction = extremeFunction(
  {
    name: "max",
    description: {
      en: "The largest of the values, or of a value over rows; empty ones do not count.",
      "zh-CN": "多个值或明细行某列中的最大值，忽略空值。",
    },
    sentence: { en: "the largest of {all}", "zh-CN": "{all}中的最大值" },
    example: { expression: "max(lines.price)", result: "the highest price of a line" },
  },
  { direction: 1, ofValues: sql`greatest`, ofRows: sql`max` },
);
