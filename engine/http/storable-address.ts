/**
 * What an address says reaches the database as text: NUL, which the database cannot hold, and bytes
 * that are no UTF-8, which would be read as another text, are refused before any route is asked.
 */
import { type Problem, problem } from "../../metadata/problem.ts";
import type { Text } from "../../metadata/text.ts";
import { isStorableText } from "../../metadata/validate/prepare-record.ts";

const storableText: Text = { en: "UTF-8 text without NUL", "zh-CN": "不含 NUL 的 UTF-8 文本" };

/** Stands in a decoded text where bytes were no UTF-8; an address may also name it itself. */
const replacement = "\ufffd";
const namesReplacement = /%EF%BF%BD|\ufffd/i;

/**
 * @param parameters of the path, decoded; nothing has a name that cannot be stored
 * @param query as it was parsed from the address `url`
 */
export function addressProblems(
  parameters: Readonly<Record<string, string>>,
  query: URLSearchParams,
  url: string,
): readonly Problem[] {
  if (!Object.values(parameters).every(isStorableText)) return [problem("not_found")];
  const replaced = (text: string) => text.includes(replacement) && !namesReplacement.test(url);
  const wrong = (text: string) => !isStorableText(text) || replaced(text);
  const names = [...query].filter((pair) => pair.some(wrong)).map(([name]) => name);
  return [...new Set(names)].map((name) =>
    problem("invalid_parameter", "", { name, expected: storableText }),
  );
}
