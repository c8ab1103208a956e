/** Keywords: known or not, in their place or not, and of the right JSON type. */
import { closest, didYouMean } from "../../expressions/expression-problem.ts";
import { isJsonObject } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import type { Text } from "../../text.ts";
import type { Report } from "./report.ts";

/** Kinds of JSON values as messages name them. */
export const jsonKinds = {
  text: { en: "a text", "zh-CN": "文本" },
  boolean: { en: "true or false", "zh-CN": " true 或 false" },
  number: { en: "a number", "zh-CN": "数字" },
  integer: { en: "a whole number", "zh-CN": "整数" },
  list: { en: "a list", "zh-CN": "列表" },
  names: { en: "a list of names", "zh-CN": "名称列表" },
  object: { en: "an object", "zh-CN": "对象" },
  null: { en: "null", "zh-CN": " null" },
} as const satisfies Readonly<Record<string, Text>>;

export type JsonKind = keyof typeof jsonKinds;

const tests: Readonly<Record<JsonKind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  number: (value) => typeof value === "number",
  integer: Number.isSafeInteger,
  list: Array.isArray,
  names: (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
  object: isJsonObject,
  null: (value) => value === null,
};

export type KeywordKinds = Readonly<Record<string, JsonKind | "any">>;

/** What is done with keywords that `kinds` does not list. */
export interface OtherKeywords {
  /** Keywords of the contract that this version does not carry out yet. */
  readonly later?: ReadonlySet<string>;
  /** Conditions of JSON Schema that cannot be kept here. */
  readonly unsupported?: ReadonlySet<string>;
}

/** Reports wrong JSON types and keywords that mean nothing here. `x-…` is always kept. */
export function checkKeywords(
  value: Readonly<Record<string, unknown>>,
  kinds: KeywordKinds,
  path: string,
  report: Report,
  { later, unsupported }: OtherKeywords = {},
): void {
  for (const [keyword, member] of Object.entries(value)) {
    if (keyword.startsWith("x-")) continue;
    const at = pointer(path, keyword);
    const kind = Object.hasOwn(kinds, keyword) ? kinds[keyword] : undefined;
    if (later?.has(keyword)) report("keyword_later", at, { keyword });
    else if (unsupported?.has(keyword)) report("condition_unsupported", at, { keyword });
    else if (kind === undefined) reportUnknownKeyword(keyword, Object.keys(kinds), at, report);
    else if (kind !== "any" && !tests[kind](member)) {
      report("keyword_wrong_type", at, { keyword, expected: jsonKinds[kind] });
    }
  }
}

export function reportUnknownKeyword(
  keyword: string,
  known: readonly string[],
  path: string,
  report: Report,
): void {
  report("keyword_unknown", path, { keyword, hint: didYouMean(keyword, known) });
}

/** `hint` for a name that is not among `known`; names the known ones when few and none is close. */
export function hintAmong(name: string, known: readonly string[]): Text {
  if (closest(name, known) !== null || known.length === 0 || known.length > 12) {
    return didYouMean(name, known);
  }
  return { en: ` Known: ${known.join(", ")}.`, "zh-CN": `可用的有：${known.join("、")}。` };
}

const textLengthLimits: Readonly<Record<string, number>> = { title: 200, description: 4000 };

/** Titles and descriptions are shown: they have a length that a screen can hold. */
export function checkTexts(
  value: Readonly<Record<string, unknown>>,
  path: string,
  report: Report,
): void {
  for (const [keyword, limit] of Object.entries(textLengthLimits)) {
    const text = value[keyword];
    if (typeof text === "string" && text.length > limit) {
      report("keyword_too_long", pointer(path, keyword), { keyword, limit });
    }
  }
}
