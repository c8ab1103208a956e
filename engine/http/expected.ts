/** What a request should have held, in words of the reader's language. */
import type { Text } from "../../metadata/text.ts";

export const anObject: Text = { en: "object", "zh-CN": "对象" };
export const objectOrArray: Text = { en: "object or array", "zh-CN": "对象或数组" };
export const givenOnce: Text = { en: "given once", "zh-CN": "只给出一次" };

export const oneOf = (...choices: readonly string[]): Text => ({
  en: choices.join(" or "),
  "zh-CN": choices.join(" 或 "),
});

export const atMostCharacters = (count: number): Text => ({
  en: `at most ${count} characters`,
  "zh-CN": `最多 ${count} 个字符`,
});
