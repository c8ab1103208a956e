/** A change as a sentence for a person, and how dangerous it is to data. */
import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import type { Locale } from "../text.ts";
import type { Change, ChangeKind } from "./change.ts";
import { type ChangeTitles, ownTitles } from "./change-titles.ts";
import { fieldKeywordTitles, objectKeywordTitles } from "./keyword-titles.ts";

export type Risk = "none" | "attention" | "data_loss";

/** What a change can do to data that is there: nothing, refuse it, or hide it. */
export function changeRisk(change: Change): Risk {
  switch (change.kind) {
    case "object_removed":
    case "field_removed":
      return "data_loss";
    case "field_required":
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
    en: "New object {object} with {count} fields",
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
    en: "{field} of {object} turns from {before_type} into {type}",
    "zh-CN": "{object}的{field}由{before_type}改为{type}",
  },
  field_required: {
    en: "{field} of {object} becomes required",
    "zh-CN": "{object}的{field}改为必填",
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
    en: "{field} of {object} loses the options {values}",
    "zh-CN": "{object}的{field}去掉选项 {values}",
  },
  field_changed: {
    en: "Change {keywords} of {field} in {object}",
    "zh-CN": "修改{object}的{field}的{keywords}",
  },
  document_added: { en: "New {document} {name}", "zh-CN": "新增{document} {name}" },
  document_removed: { en: "Remove {document} {name}", "zh-CN": "移除{document} {name}" },
  document_changed: { en: "Change {document} {name}", "zh-CN": "修改{document} {name}" },
};

const documentNames: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  app: { en: "app", "zh-CN": "应用" },
  object: { en: "object", "zh-CN": "对象" },
  options: { en: "option set", "zh-CN": "选项集" },
  view: { en: "view", "zh-CN": "视图" },
  form: { en: "form", "zh-CN": "表单" },
  role: { en: "role", "zh-CN": "角色" },
  sharing_rule: { en: "sharing rule", "zh-CN": "共享规则" },
  calendar: { en: "calendar", "zh-CN": "工作日历" },
  script: { en: "script", "zh-CN": "脚本" },
  workflow: { en: "workflow", "zh-CN": "流程" },
  translation: { en: "translation", "zh-CN": "翻译" },
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

const fieldTitle = (change: Change, model: FieldModel, titles: ChangeTitles): string =>
  "object" in change ? titles.field(change.object, model) : model.title;

/** What stands for the names in braces of a template. */
type Words = Readonly<Record<string, string>>;

function sentenceValues(change: Change, locale: Locale, titles: ChangeTitles): Words {
  const object = (model: ObjectModel) => quoted(titles.object(model));
  const field = (model: FieldModel) => quoted(fieldTitle(change, model, titles));
  const names = (texts: readonly string[]) => list(texts, locale);
  switch (change.kind) {
    case "object_added":
      return { object: object(change.object), count: String(change.object.fields.length) };
    case "table_rebuilt":
      return { object: object(change.object), count: String(change.columns) };
    case "object_renamed":
      return { before: change.before.name, object: change.object.name };
    case "object_changed":
      return {
        object: object(change.object),
        keywords: names(objectKeywordTitles(change.keywords, locale)),
      };
    case "unique_key_added":
    case "unique_key_kept":
    case "unique_key_removed":
      return { object: object(change.object), fields: names(change.fields.map(field)) };
    case "rule_added":
    case "rule_changed":
    case "rule_removed":
      return { object: object(change.object), rule: quoted(change.rule.name) };
    case "field_renamed":
      return {
        object: object(change.object),
        before: change.before.name,
        after: change.after.name,
      };
    case "field_type_changed":
    case "field_formula_changed":
      return {
        object: object(change.object),
        field: field(change.after),
        before_type: change.before.type.title[locale],
        type: change.after.type.title[locale],
      };
    case "field_on_delete_changed":
      return {
        object: object(change.object),
        field: field(change.after),
        before: onDeleteNames[change.before.onDelete][locale],
        after: onDeleteNames[change.after.onDelete][locale],
      };
    case "field_targets_changed":
      return {
        object: object(change.object),
        field: field(change.after),
        before: names(targetNames(change.before)),
        after: names(targetNames(change.after)),
      };
    case "options_removed":
      return {
        object: object(change.object),
        field: field(change.field),
        values: names(change.values.map(quoted)),
      };
    case "field_changed":
      return {
        object: object(change.object),
        field: field(change.field),
        keywords: names(fieldKeywordTitles(change.field, change.keywords, locale)),
      };
    case "document_added":
    case "document_removed":
    case "document_changed":
      return {
        document: documentNames[change.document]?.[locale] ?? change.document,
        name: change.name,
      };
    case "object_removed":
    case "object_restored":
      return { object: object(change.object) };
    default:
      return {
        object: object(change.object),
        field: field(change.field),
        type: change.field.type.title[locale],
      };
  }
}
