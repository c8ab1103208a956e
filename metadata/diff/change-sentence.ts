/** A change as a sentence for a person, and how dangerous it is to data. */
import { commonOptions } from "../fields/shared-options.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import type { Locale } from "../text.ts";
import type { Change, ChangeKind } from "./change.ts";
import { type ChangeTitles, ownTitles } from "./change-titles.ts";
import { changedKeywords } from "./changed-keywords.ts";
import { documentWords } from "./document-words.ts";
import { fieldKeywordTitles, objectKeywordTitles } from "./keyword-titles.ts";

type FieldChange = Extract<Change, { readonly field: FieldModel } | { readonly after: FieldModel }>;
type FieldTypeChange = Extract<Change, { readonly kind: "field_type_changed" }>;

export type Risk = "none" | "attention" | "data_loss";

/** What a change can do to data that is there: nothing, refuse it, or hide it. */
export function changeRisk(change: Change): Risk {
  switch (change.kind) {
    case "object_removed":
    case "field_removed":
      return "data_loss";
    case "field_required":
    case "field_required_kept":
    case "field_unique":
    case "unique_key_added":
    case "unique_key_kept":
    case "field_type_changed":
    case "options_removed":
    case "field_on_delete_changed":
    case "field_targets_changed":
    case "field_formula_changed":
    case "object_renamed":
    case "field_renamed":
      return "attention";
    case "field_added":
      return change.field.required && change.field.default === null ? "attention" : "none";
    default:
      return "none";
  }
}

const templates: Readonly<Record<ChangeKind, Readonly<Record<Locale, string>>>> = {
  object_added: {
    en: "New object {object} with {count} {fields}",
    "zh-CN": "新增对象{object}，含 {count} 个字段",
  },
  object_removed: {
    en: "Remove object {object}; its records are kept hidden and come back with it",
    "zh-CN": "移除对象{object}；记录会隐藏保留，恢复对象时一并恢复",
  },
  object_restored: {
    en: "Bring object {object} back with its records",
    "zh-CN": "恢复对象{object}及其记录",
  },
  object_renamed: {
    en: "Rename object {before} to {object}: its address in the API changes",
    "zh-CN": "对象 {before} 更名为 {object}：其 API 地址随之改变",
  },
  table_rebuilt: {
    en: "Make the table of {object} anew with all it holds: it has had {count} columns, removed ones included",
    "zh-CN": "重建{object}的数据表并保留全部内容：该表累计已使用 {count} 列（含已移除的列）",
  },
  object_changed: { en: "Change {keywords} of {object}", "zh-CN": "修改{object}的{keywords}" },
  unique_key_added: {
    en: "{fields} together become unique in {object}",
    "zh-CN": "{object}的{fields}组合不得重复",
  },
  unique_key_kept: {
    en: "{fields} must stay unique in {object} as the type changes",
    "zh-CN": "{object}的{fields}改变类型后仍不得重复",
  },
  unique_key_removed: {
    en: "{fields} together may repeat in {object}",
    "zh-CN": "{object}的{fields}组合允许重复",
  },
  rule_added: { en: "New rule {rule} in {object}", "zh-CN": "{object}新增规则{rule}" },
  rule_changed: { en: "Change rule {rule} of {object}", "zh-CN": "修改{object}的规则{rule}" },
  rule_removed: { en: "Remove rule {rule} from {object}", "zh-CN": "移除{object}的规则{rule}" },
  field_added: {
    en: "New field {field} ({type}) in {object}",
    "zh-CN": "{object}新增字段{field}（{type}）",
  },
  field_removed: {
    en: "Remove field {field} from {object}; its values are kept hidden and come back with it",
    "zh-CN": "从{object}移除字段{field}；数据会隐藏保留，恢复字段时一并恢复",
  },
  field_restored: {
    en: "Bring field {field} of {object} back with its values",
    "zh-CN": "恢复{object}的字段{field}及其数据",
  },
  field_renamed: {
    en: "Rename field {before} of {object} to {after}: its name in the API changes",
    "zh-CN": "{object}的字段 {before} 更名为 {after}：API 中的名称随之改变",
  },
  field_type_changed: {
    en: "{field} of {object} turns from {before_type} into {type}{lost}{changed}",
    "zh-CN": "{object}的{field}由{before_type}改为{type}{lost}{changed}",
  },
  field_required: {
    en: "{field} of {object} becomes required",
    "zh-CN": "{object}的{field}改为必填",
  },
  field_required_kept: {
    en: "{field} of {object} stays required; some of the records it pointed to are gone",
    "zh-CN": "{object}的{field}仍为必填，而其引用的部分记录已不存在",
  },
  field_optional: { en: "{field} of {object} may be empty", "zh-CN": "{object}的{field}改为可空" },
  field_unique: { en: "{field} of {object} becomes unique", "zh-CN": "{object}的{field}不得重复" },
  field_not_unique: { en: "{field} of {object} may repeat", "zh-CN": "{object}的{field}允许重复" },
  field_indexed: { en: "Index {field} of {object}", "zh-CN": "为{object}的{field}建立索引" },
  field_not_indexed: {
    en: "Drop the index of {field} of {object}",
    "zh-CN": "移除{object}的{field}的索引",
  },
  field_on_delete_changed: {
    en: "Deleting what {field} of {object} points to: from {before} to {after}",
    "zh-CN": "删除{object}的{field}所引用的记录时：由{before}改为{after}",
  },
  field_targets_changed: {
    en: "{field} of {object} points to {after} instead of {before}",
    "zh-CN": "{object}的{field}可引用的对象由{before}改为{after}",
  },
  field_formula_changed: {
    en: "{field} of {object} is computed anew for every record",
    "zh-CN": "重新计算{object}所有记录的{field}",
  },
  options_removed: {
    en: "{field} of {object} loses the {options} {values}",
    "zh-CN": "{object}的{field}去掉选项{values}",
  },
  options_restored: {
    en: "{field} of {object} has the {options} {values} again; values that were replaced come back",
    "zh-CN": "{object}的{field}恢复选项{values}，此前被替换的值一并恢复",
  },
  field_changed: {
    en: "Change {keywords} of {field} in {object}",
    "zh-CN": "修改{object}的{field}的{keywords}",
  },
  document_added: { en: "New {document} {name}", "zh-CN": "新增{document}{name}" },
  document_removed: { en: "Remove {document} {name}", "zh-CN": "移除{document}{name}" },
  document_changed: {
    en: "Change {document} {name}{parts}",
    "zh-CN": "修改{document}{name}{parts}",
  },
};

const onDeleteNames: Readonly<Record<FieldModel["onDelete"], Readonly<Record<Locale, string>>>> = {
  restrict: { en: "refuse", "zh-CN": "禁止删除" },
  clear: { en: "clear the field", "zh-CN": "清空字段" },
  cascade: { en: "delete this record too", "zh-CN": "一并删除" },
};

/** `Rename field phone of Customer to telephone: …`, with titles where people know them. */
export function changeSentence(
  change: Change,
  locale: Locale,
  titles: ChangeTitles = ownTitles,
): string {
  const values = sentenceValues(change, locale, titles);
  return templates[change.kind][locale].replace(
    /\{(\w+)\}/g,
    (_, name: string) => values[name] ?? "",
  );
}

const targetNames = ({ arms }: FieldModel): readonly string[] =>
  arms.flatMap(({ target }) => target ?? []);

const quoted = (text: string): string => `“${text}”`;
const list = (texts: readonly string[], locale: Locale) =>
  texts.join(locale === "zh-CN" ? "、" : ", ");

/** The words of changed keywords; that of a title says what it was. */
const withFormer = (
  keywords: readonly string[],
  words: readonly string[],
  former: { readonly title: string },
  locale: Locale,
): readonly string[] =>
  words.map((word, index) => {
    if (keywords[index] !== "title") return word;
    return locale === "zh-CN"
      ? `${word}（原为“${former.title}”）`
      : `${word} (was “${former.title}”)`;
  });

/** What a change of type takes with it, and what else it changes of the field. */
function goneWithType({ before, after }: FieldTypeChange, locale: Locale) {
  const keywords = changedKeywords(before.schema, after.schema, ofTypes);
  const gone = keywords.filter((keyword) => after.schema[keyword] === undefined);
  const common = { ...commonOptions, ...before.type.options.properties };
  const kept = keywords.filter(
    (keyword) => before.schema[keyword] !== undefined && Object.hasOwn(common, keyword),
  );
  const changed = kept.filter((keyword) => !gone.includes(keyword));
  const words = (some: readonly string[]) =>
    list(withFormer(some, fieldKeywordTitles(before, some, locale), before, locale), locale);
  const [lost, others] = [words(gone), words(changed)];
  return locale === "zh-CN"
    ? { lost: lost && `，不再保留${lost}`, changed: others && `，同时修改${others}` }
    : { lost: lost && `, without its ${lost}`, changed: others && `, and changes ${others}` };
}

/** Keywords that make a field the type it is, or whose change is a sentence of its own. */
const ofTypes = new Set(
  "id $ref type format items enum oneOf uniqueItems target targets unique index on_delete formula x-options".split(
    " ",
  ),
);

/** What stands for the names in braces of a template. */
type Words = Readonly<Record<string, string>>;

function sentenceValues(change: Change, locale: Locale, titles: ChangeTitles): Words {
  const object = (model: ObjectModel) => quoted(titles.object(model));
  switch (change.kind) {
    case "object_added": {
      const count = change.object.fields.length;
      return {
        object: object(change.object),
        count: String(count),
        fields: count === 1 ? "field" : "fields",
      };
    }
    case "table_rebuilt":
      return { object: object(change.object), count: String(change.columns) };
    case "object_renamed":
      return { before: change.before.name, object: change.object.name };
    case "object_changed": {
      const words = objectKeywordTitles(change.keywords, locale);
      const keywords = withFormer(change.keywords, words, change.former, locale);
      return { object: object(change.object), keywords: list(keywords, locale) };
    }
    case "unique_key_added":
    case "unique_key_kept":
    case "unique_key_removed": {
      const fields = change.fields.map((field) => quoted(titles.field(change.object, field)));
      return { object: object(change.object), fields: list(fields, locale) };
    }
    case "rule_added":
    case "rule_changed":
    case "rule_removed":
      return { object: object(change.object), rule: quoted(change.rule.name) };
    case "document_added":
    case "document_removed":
    case "document_changed":
      return documentWords(change, locale, titles);
    case "object_removed":
    case "object_restored":
      return { object: object(change.object) };
    default:
      return { object: object(change.object), ...fieldWords(change, locale, titles) };
  }
}

function fieldWords(change: FieldChange, locale: Locale, titles: ChangeTitles): Words {
  const model = "after" in change ? change.after : change.field;
  const field = quoted(titles.field(change.object, model));
  const names = (texts: readonly string[]) => list(texts, locale);
  switch (change.kind) {
    case "field_renamed":
      return { before: change.before.name, after: change.after.name };
    case "field_type_changed":
      return {
        field,
        before_type: change.before.type.title[locale],
        type: change.after.type.title[locale],
        ...goneWithType(change, locale),
      };
    case "field_on_delete_changed":
      return {
        field,
        before: onDeleteNames[change.before.onDelete][locale],
        after: onDeleteNames[change.after.onDelete][locale],
      };
    case "field_targets_changed":
      return {
        field,
        before: names(targetNames(change.before)),
        after: names(targetNames(change.after)),
      };
    case "options_removed": {
      const { former, values } = change;
      const called = values.map((value) => quoted(titles.option(change.object, former, value)));
      return { field, options: values.length === 1 ? "option" : "options", values: names(called) };
    }
    case "options_restored": {
      const { field: model, values } = change;
      const called = values.map((value) => quoted(titles.option(change.object, model, value)));
      return { field, options: values.length === 1 ? "option" : "options", values: names(called) };
    }
    case "field_changed": {
      const words = fieldKeywordTitles(change.field, change.keywords, locale);
      return { field, keywords: names(withFormer(change.keywords, words, change.former, locale)) };
    }
    default:
      return { field, type: model.type.title[locale] };
  }
}
