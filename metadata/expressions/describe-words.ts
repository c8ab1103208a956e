/** The words of sentences about expressions. `{1}`, `{2}` … are the parts. */
import type { Text } from "../text.ts";
import type { ComparisonOperator } from "./typed-tree.ts";

export const comparisonWords: Readonly<Record<ComparisonOperator, Text>> = {
  "==": { en: "{1} is {2}", "zh-CN": "{1}为{2}" },
  "!=": { en: "{1} is not {2}", "zh-CN": "{1}不为{2}" },
  "<": { en: "{1} is less than {2}", "zh-CN": "{1}小于{2}" },
  "<=": { en: "{1} is at most {2}", "zh-CN": "{1}不超过{2}" },
  ">": { en: "{1} is more than {2}", "zh-CN": "{1}大于{2}" },
  ">=": { en: "{1} is at least {2}", "zh-CN": "{1}不低于{2}" },
};

/** For dates and times. */
export const timeWords: Readonly<Record<ComparisonOperator, Text>> = {
  ...comparisonWords,
  "<": { en: "{1} is before {2}", "zh-CN": "{1}早于{2}" },
  "<=": { en: "{1} is not after {2}", "zh-CN": "{1}不晚于{2}" },
  ">": { en: "{1} is after {2}", "zh-CN": "{1}晚于{2}" },
  ">=": { en: "{1} is not before {2}", "zh-CN": "{1}不早于{2}" },
};

export const arithmeticWords: Readonly<Record<"+" | "-" | "*" | "/" | "%" | "join", Text>> = {
  "+": { en: "{1} + {2}", "zh-CN": "{1} + {2}" },
  "-": { en: "{1} − {2}", "zh-CN": "{1} − {2}" },
  "*": { en: "{1} × {2}", "zh-CN": "{1} × {2}" },
  "/": { en: "{1} ÷ {2}", "zh-CN": "{1} ÷ {2}" },
  "%": { en: "the remainder of {1} ÷ {2}", "zh-CN": "{1} ÷ {2} 的余数" },
  join: { en: "{1} followed by {2}", "zh-CN": "{1}后接{2}" },
};

export const words = {
  and: { en: "{1} and {2}", "zh-CN": "{1}，且{2}" },
  or: { en: "{1} or {2}", "zh-CN": "{1}，或{2}" },
  not: { en: "not ({1})", "zh-CN": "并非（{1}）" },
  minus: { en: "−{1}", "zh-CN": "−{1}" },
  isYes: { en: "{1} is yes", "zh-CN": "{1}为“是”" },
  isNo: { en: "{1} is no", "zh-CN": "{1}为“否”" },
  isEmpty: { en: "{1} is empty", "zh-CN": "{1}为空" },
  isNotEmpty: { en: "{1} is not empty", "zh-CN": "{1}不为空" },
  oneOf: { en: "{1} is one of {2}", "zh-CN": "{1}为{2}之一" },
  never: { en: "never", "zh-CN": "始终不成立" },
  conditional: { en: "if {1}: {2}, otherwise {3}", "zh-CN": "如果{1}，则为{2}，否则为{3}" },
  where: { en: "{1} where {2}", "zh-CN": "{1}（仅计{2}的行）" },
  group: { en: "({1})", "zh-CN": "（{1}）" },
  quoted: { en: "“{1}”", "zh-CN": "“{1}”" },
  yes: { en: "yes", "zh-CN": "是" },
  no: { en: "no", "zh-CN": "否" },
  empty: { en: "empty", "zh-CN": "空" },
  separator: { en: ", ", "zh-CN": "、" },
} as const satisfies Readonly<Record<string, Text>>;
