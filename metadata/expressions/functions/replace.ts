import { codePoints } from "../code-points.ts";
import { sql } from "../sql.ts";
import { asText } from "../value.ts";
import type { ExpressionFunction } from "./expression-function.ts";

const mostCharacters = 100_000;

export const replaceFunction: ExpressionFunction = {
  name: "replace",
  description: {
    en: "The text with every occurrence of the second text replaced by the third; null when more than 100 000 characters would come out.",
    "zh-CN": "把文本中所有的第二个文本替换为第三个文本；结果超过 100 000 个字符时为空。",
  },
  sentence: { en: "{1} with {2} replaced by {3}", "zh-CN": "把{1}中的{2}替换为{3}" },
  example: { expression: 'replace("1-2-3", "-", "/")', result: "1/2/3" },
  scalar: {
    parameters: [
      { name: "text", kind: "text" },
      { name: "part", kind: "text" },
      { name: "replacement", kind: "text" },
    ],
    result: "text",
    evaluate(args) {
      const [text, part, replacement] = [asText(args[0]), asText(args[1]), asText(args[2])];
      const pieces = part === "" ? [text] : text.split(part);
      const added = codePoints(replacement).length - codePoints(part).length;
      const length = codePoints(text).length + (pieces.length - 1) * added;
      return length > mostCharacters ? null : pieces.join(replacement);
    },
    // Measured before it is made: nested replacements would grow without bound.
    sql(args) {
      const given = sql`select ${args[0]!} as text, ${args[1]!} as part, ${args[2]!} as replacement offset 0`;
      const without = sql`char_length(given.text) - char_length(replace(given.text, given.part, ''))`;
      const found = sql`coalesce((${without}) / nullif(char_length(given.part), 0), 0)::bigint`;
      const length = sql`char_length(given.text) + ${found} * (char_length(given.replacement) - char_length(given.part))`;
      return sql`(select case when ${length} <= 100000 then replace(given.text, given.part, given.replacement) end from (${given}) as given)`;
    },
  },
};
