/**
 * The keywords that every field understands, and the builder with which field types describe
 * theirs. The designer's inspector and the meta-schema of object documents are generated from
 * these descriptions.
 */
import type { Text } from "../text.ts";
import type { JsonSchema } from "./field-type.ts";

/** Title and explanation of one keyword, as they stand under `x-text`. */
export interface OptionText {
  readonly title: Text;
  readonly description: Text;
}

/**
 * Describes one keyword: its JSON Schema, and what a consultant reads beside the input.
 * `[English title, Chinese title, English explanation, Chinese explanation]`.
 */
export function option(
  schema: JsonSchema,
  [en, zh, enDescription, zhDescription]: readonly [string, string, string, string],
): JsonSchema {
  const text: OptionText = {
    title: { en, "zh-CN": zh },
    description: { en: enDescription, "zh-CN": zhDescription },
  };
  return { ...schema, "x-text": text };
}

/** A keyword that documents may carry but that no inspector offers as an input. */
export function hiddenOption(
  schema: JsonSchema,
  text: readonly [string, string, string, string],
): JsonSchema {
  return hidden(option(schema, text));
}

/** The keyword as it is described, without an input. */
export const hidden = (option: JsonSchema): JsonSchema => ({ ...option, "x-hidden": true });

/** What a keyword's schema shows as title and explanation; `null` when it says nothing. */
export function optionText(schema: JsonSchema): OptionText | null {
  const text = schema["x-text"];
  return isOptionText(text) ? text : null;
}

function isOptionText(value: unknown): value is OptionText {
  return typeof value === "object" && value !== null && "title" in value && "description" in value;
}

/** Keywords of every field, whatever its type. */
export const commonOptions: Readonly<Record<string, JsonSchema>> = {
  title: option({ type: "string" }, [
    "Title",
    "标题",
    "What people read beside the field.",
    "显示在字段旁边的名称。",
  ]),
  description: option({ type: "string" }, [
    "Help text",
    "帮助说明",
    "One or two sentences on what to fill in.",
    "用一两句话说明应填写什么。",
  ]),
  default: option(
    {
      anyOf: [
        {
          type: "object",
          properties: { expression: { type: "string", minLength: 1 } },
          required: ["expression"],
          additionalProperties: false,
        },
        true,
      ],
    },
    [
      "Default",
      "默认值",
      "Filled in when a new record leaves the field empty: a value, or an expression.",
      "新建记录时，此项留空则自动填入：可以是固定值或表达式。",
    ],
  ),
  readOnly: option({ type: "boolean" }, [
    "Read-only",
    "只读",
    "Shown, but nobody fills it in.",
    "仅显示，不可填写。",
  ]),
  writeOnly: option({ type: "boolean" }, [
    "Write-only",
    "只写",
    "Can be filled in, but is never shown again.",
    "可以填写，但不再显示。",
  ]),
  deprecated: option({ type: "boolean" }, [
    "Deprecated",
    "已弃用",
    "Kept for old records; left out of new forms.",
    "为旧记录保留，新表单中不再出现。",
  ]),
  unique: option({ type: "boolean" }, [
    "Unique",
    "唯一",
    "No two records may have the same value.",
    "任意两条记录的值不能相同。",
  ]),
  index: option({ type: "boolean" }, [
    "Index",
    "建立索引",
    "Makes filtering and sorting by this field fast in large tables.",
    "数据量大时，加快按此字段的筛选和排序。",
  ]),
  formula: option({ type: "string", minLength: 1 }, [
    "Formula",
    "公式",
    "Computes the value from other fields; nobody fills it in.",
    "由其他字段计算得出，无需填写。",
  ]),
  copy_from: option({ type: "string", minLength: 3 }, [
    "Copied from",
    "取自",
    "Filled in once from the record that a lookup names, when the lookup is chosen: customer.address.",
    "选择关联记录时，从该记录带入一次，之后可以修改，例如 customer.address。",
  ]),
  visible_when: option({ type: "string", minLength: 1 }, [
    "Shown when",
    "显示条件",
    "The field is shown while this holds. Hidden, it keeps its value and is not required.",
    "条件成立时才显示此字段。隐藏时保留原值，且不要求填写。",
  ]),
  required_when: option({ type: "string", minLength: 1 }, [
    "Required when",
    "必填条件",
    "The field must be filled in while this holds.",
    "条件成立时必须填写此字段。",
  ]),
  read_only_when: option({ type: "string", minLength: 1 }, [
    "Read-only when",
    "只读条件",
    "The field cannot be changed in records for which this holds as they are stored.",
    "已保存的记录满足此条件时，不可再修改此字段。",
  ]),
  examples: hiddenOption({ type: "array" }, [
    "Examples",
    "示例",
    "Sample values for documentation.",
    "文档中展示的示例值。",
  ]),
  $comment: hiddenOption({ type: "string" }, [
    "Comment",
    "备注",
    "A note for those who edit the document.",
    "写给文档编辑者的备注。",
  ]),
  id: hiddenOption({ type: "string", pattern: "^[a-z0-9]{10}$" }, [
    "Stable id",
    "稳定标识",
    "Given by the engine; keeps a rename a rename.",
    "由引擎分配，使改名不会变成删除后新增。",
  ]),
  type: hiddenOption(
    { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
    ["JSON type", "JSON 类型", "The JSON type of the value.", "值的 JSON 类型。"],
  ),
  $ref: hiddenOption({ type: "string" }, [
    "Field type",
    "字段类型",
    "Names a richer field type: `tenon:money`.",
    "引用更丰富的字段类型，例如 tenon:money。",
  ]),
};
