import { sql } from "../sql.ts";
import { extremeFunction } from "./extreme-function.ts";

export const minFunction = extremeFunction(
  {
    name: "min",
    description: {
      en: "The smallest of the values, or of a value over rows; empty ones do not count.",
      "zh-CN": "多个值或明细行某列中的最小值，忽略空值。",
    },
    sentence: { en: "the smallest of {all}", "zh-CN": "{all}中的最小值" },
    example: { expression: "min(3, 1, 2)", result: "1" },
  },
  { direction: -1, ofValues: sql`least`, ofRows: sql`min` },
);
