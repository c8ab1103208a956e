/** Keywords of references to other records, and the form of their ids. */

import type { Text } from "../text.ts";
import type { JsonSchema } from "./field-type.ts";
import { option } from "./shared-options.ts";

export const targetOption = option({ type: "string", pattern: "^[a-z][a-z0-9_]{0,47}$" }, [
  "Object",
  "对象",
  "The object whose records are chosen from.",
  "可选择其记录的对象。",
]);

export const targetsOption = option(
  {
    type: "array",
    items: { type: "string", pattern: "^[a-z][a-z0-9_]{0,47}$" },
    minItems: 1,
    maxItems: 20,
    uniqueItems: true,
  },
  [
    "Objects",
    "对象",
    "The objects whose records are chosen from, in the order in which they are offered.",
    "可选择其记录的对象，按此顺序显示。",
  ],
);

/** What people read for the values of `on_delete`. */
const onDeleteWords: Readonly<Record<string, Text>> = {
  restrict: { en: "Refuse to delete it", "zh-CN": "不允许删除" },
  clear: { en: "Empty this field", "zh-CN": "清空此字段" },
  cascade: { en: "Delete this record too", "zh-CN": "同时删除此记录" },
};

export const onDeleteOption = option(
  { enum: ["restrict", "clear", "cascade"], "x-words": onDeleteWords },
  [
    "When the other record is deleted",
    "删除被引用记录时",
    "restrict: refuse to delete it; clear: empty this field; cascade: delete this record too.",
    "restrict：不允许删除；clear：清空此字段；cascade：同时删除此记录。",
  ],
);

/** One id on the wire. */
export const recordIdSchema: JsonSchema = { type: "string", format: "uuid" };

const recordId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isRecordId = (text: string): boolean => recordId.test(text);

/** Ids are written in lower case; anything else stays as it is. */
export const canonicalId = (value: unknown): unknown =>
  typeof value === "string" && isRecordId(value) ? value.toLowerCase() : value;
