/** What people call the keywords of documents: the words of the designer's inputs. */
import { commonOptions, optionText } from "../fields/shared-options.ts";
import type { FieldModel } from "../model/object-model.ts";
import type { Locale, Text } from "../text.ts";

const objectKeywords: Readonly<Record<string, Text>> = {
  properties: { en: "order of the fields", "zh-CN": "字段顺序" },
  title: { en: "title", "zh-CN": "标题" },
  description: { en: "description", "zh-CN": "说明" },
  record_title: { en: "name of a record", "zh-CN": "记录名称" },
  singleton: { en: "one record only", "zh-CN": "仅一条记录" },
  lifecycle: { en: "lifecycle", "zh-CN": "生命周期" },
  assign: { en: "assignment of owners", "zh-CN": "负责人分配" },
  history: { en: "history", "zh-CN": "变更历史" },
};

/** Each as it stands in the middle of a sentence; one that has no other name is called by its own. */
export const objectKeywordTitles = (keywords: readonly string[], locale: Locale) =>
  keywords.map((keyword) => own(objectKeywords, keyword)?.[locale] ?? keyword);

/** Those of a field, by the words of its type. */
export function fieldKeywordTitles(
  { type }: FieldModel,
  keywords: readonly string[],
  locale: Locale,
): readonly string[] {
  const options = { ...commonOptions, ...type.options.properties };
  return keywords.map((keyword) => {
    const schema = own(options, keyword);
    const title = schema === undefined ? keyword : (optionText(schema)?.title[locale] ?? keyword);
    return title.replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase());
  });
}

const own = <Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;
