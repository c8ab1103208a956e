import type { Text } from "../text.ts";

/**
 * What the parameter `expected` of a problem may name: a word per language, so that problems stay
 * free of language until they are shown. A value that is not listed is shown as it is.
 */
export const problemTerms: Readonly<Record<string, Text>> = {
  text: { en: "text", "zh-CN": "文本" },
  number: { en: "a number", "zh-CN": "数字" },
  integer: { en: "a whole number", "zh-CN": "整数" },
  decimal: { en: "a decimal number", "zh-CN": "小数" },
  boolean: { en: "true or false", "zh-CN": "true 或 false" },
  list: { en: "a list", "zh-CN": "列表" },
  object: { en: "an object", "zh-CN": "对象" },
  null: { en: "empty", "zh-CN": "空" },
  rows: { en: "a list of rows", "zh-CN": "明细行列表" },
  record: { en: "the id of a record", "zh-CN": "记录的标识" },
  date: { en: "a date (YYYY-MM-DD)", "zh-CN": "日期（YYYY-MM-DD）" },
  "date-time": {
    en: "a date and time with offset (2026-11-22T08:30:00Z)",
    "zh-CN": "带时区的日期时间（2026-11-22T08:30:00Z）",
  },
  time: { en: "a time (HH:MM:SS)", "zh-CN": "时间（HH:MM:SS）" },
  email: { en: "an e-mail address", "zh-CN": "电子邮箱地址" },
  uri: { en: "a web address (https://…)", "zh-CN": "网址（https://…）" },
  phone: { en: "a phone number", "zh-CN": "电话号码" },
  uuid: { en: "the id of a record", "zh-CN": "记录的标识" },
  regex: { en: "a regular expression", "zh-CN": "正则表达式" },
  json: { en: "JSON", "zh-CN": "JSON" },
  name: { en: "a name", "zh-CN": "名称" },
  names: { en: "a list of names", "zh-CN": "名称列表" },
  expression: { en: "an expression", "zh-CN": "表达式" },
};
