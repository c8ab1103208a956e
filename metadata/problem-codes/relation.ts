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
  copy_not_possible: {
    status: 422,
    message: {
      en: '"copy_from" is not possible for {type} or beside a formula. Remove one of the two.',
      "zh-CN": "“{type}”或带公式的字段不能使用 copy_from，请删除其一。",
    },
  },
  copy_leads_nowhere: {
    status: 422,
    message: {
      en: 'Nothing is called "{name}" here. Write a lookup of this object and a field behind it: customer.address.{hint}',
      "zh-CN":
        "此处没有“{name}”。请写成本对象的关联字段加其后的字段，例如 customer.address。{hint}",
    },
  },
  copy_type_differs: {
    status: 422,
    message: {
      en: '"{source}" is {sourceType} and does not fit into {type}. Give both the same type.',
      "zh-CN": "“{source}”的类型是{sourceType}，不能带入{type}字段，请使用相同类型。",
    },
  },
  singleton_needs_default: {
    status: 422,
    message: {
      en: 'The one record of this object is made of defaults. Give "{name}" a default, or do not require it.',
      "zh-CN": "该对象的唯一记录由默认值生成。请为“{name}”设置默认值，或不设为必填。",
    },
  },
  singleton_has_record: {
    status: 409,
    message: {
      en: "{object} has one record, and it is there. Change that one.",
      "zh-CN": "“{object}”只有一条记录且已存在，请修改该记录。",
    },
  },
  singleton_stays: {
    status: 409,
    message: {
      en: "{object} has one record, which cannot be deleted. Change it instead.",
      "zh-CN": "“{object}”的唯一记录不能删除，可以修改它。",
    },
  },
  not_a_reference: {
    status: 422,
    message: {
      en: 'This must name a record and its object, one of {objects}: {"object": "…", "id": "…"}, in a file object:id.',
      "zh-CN":
        '此项应指明记录及其对象（{objects} 之一）：{"object": "…", "id": "…"}，文件中写作 对象:编号。',
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
