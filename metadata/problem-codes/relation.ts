/** Problems of references between records: in documents, in expressions and in records. */
import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

export const relationCodes = {
  required_tree_parent: {
    status: 422,
    message: {
      en: '"{name}" cannot be required: the record at the top has none. Remove it from the required fields.',
      "zh-CN": "“{name}”不能设为必填，最上级的记录没有上级。请从必填项中删除。",
    },
  },
  tree_parent_repeated: {
    status: 422,
    message: {
      en: 'An object has one tree, and "{other}" is its parent already. Use a lookup here.',
      "zh-CN": "一个对象只能有一个树，“{other}”已是上级字段。请在此使用关联字段。",
    },
  },
  expression_filters_only: {
    status: 400,
    message: {
      en: "{name} works in filters only. In formulas, reach the record above by its field, such as parent.name.",
      "zh-CN": "{name} 仅用于筛选。公式中请通过字段引用上级记录，例如 parent.name。",
    },
  },
  expression_no_tree: {
    status: 400,
    message: {
      en: '{name} needs records of an object with a tree parent; "{object}" has none.',
      "zh-CN": "{name} 只能用于带有“上级”字段的对象，“{object}”没有此类字段。",
    },
  },
  tree_ring: {
    status: 422,
    message: {
      en: "This record would stand below itself. Choose one that is not among the records below it.",
      "zh-CN": "不能将记录放到自己的下级之下，请选择不在其下级中的记录。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
