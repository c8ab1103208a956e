import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Mistakes in what documents ask of fields and of one another. */
export const ruleCodes = {
  required_unknown: {
    status: 422,
    message: {
      en: '"{name}" is required but is not a field.{hint} Add it to the properties or remove it here.',
      "zh-CN": "必填项“{name}”不是字段。{hint}请在 properties 中添加，或从此处删除。",
    },
  },
  required_repeated: {
    status: 422,
    message: {
      en: '"{name}" is listed twice. Remove one.',
      "zh-CN": "“{name}”重复列出，请删除一个。",
    },
  },
  required_formula: {
    status: 422,
    message: {
      en: '"{name}" is computed, so nobody can fill it in. Remove it from the required fields.',
      "zh-CN": "“{name}”由公式计算，无法填写，请从必填项中删除。",
    },
  },
  required_auto_number: {
    status: 422,
    message: {
      en: '"{name}" gets its number by itself. Remove it from the required fields.',
      "zh-CN": "“{name}”会自动编号，请从必填项中删除。",
    },
  },
  required_read_only: {
    status: 422,
    message: {
      en: '"{name}" is required, read-only and without default, so no record could be created. Change one of these.',
      "zh-CN": "“{name}”必填、只读且没有默认值，将无法新建记录，请修改其中一项。",
    },
  },
  required_cleared: {
    status: 422,
    message: {
      en: '"{name}" is required, so it cannot be cleared when its record is deleted. Use "restrict" or "cascade".',
      "zh-CN": "“{name}”必填，不能在被引用记录删除时清空，请改用 restrict 或 cascade。",
    },
  },
  required_ring: {
    status: 422,
    message: {
      en: 'No first record could ever be created: {ring}. Make "{field}" optional.',
      "zh-CN": "将无法创建第一条记录：{ring}。请将“{field}”改为非必填。",
    },
  },
  default_of_formula: {
    status: 422,
    message: {
      en: "A computed field needs no default. Remove it.",
      "zh-CN": "公式字段不需要默认值，请删除。",
    },
  },
  default_not_possible: {
    status: 422,
    message: {
      en: "{type} cannot have a default. Remove it.",
      "zh-CN": "“{type}”不能有默认值，请删除。",
    },
  },
  default_expression_not_possible: {
    status: 422,
    message: {
      en: "A default of {type} must be a value, not an expression.",
      "zh-CN": "“{type}”的默认值应为固定值，不能是表达式。",
    },
  },
  default_expression_shape: {
    status: 422,
    message: {
      en: 'A computed default is written {"expression": "today()"}, with a text and nothing beside it.',
      "zh-CN": '表达式默认值应写成 {"expression": "today()"}，只含一段文本。',
    },
  },
  default_expression_reach: {
    status: 422,
    message: {
      en: "A default can use the fields of its own record only, not lookups or child rows. Use a formula instead.",
      "zh-CN": "默认值只能使用本记录的字段，不能引用关联对象或明细行，请改用公式。",
    },
  },
  currency_field_unknown: {
    status: 422,
    message: {
      en: 'The currency is to be found in "{name}", but that is not a select or text field.{hint}',
      "zh-CN": "币种字段“{name}”不存在，或不是单选、文本字段。{hint}",
    },
  },
  unit_field_unknown: {
    status: 422,
    message: {
      en: 'The unit is to be found in "{name}", but that is not a select or text field.{hint}',
      "zh-CN": "单位字段“{name}”不存在，或不是单选、文本字段。{hint}",
    },
  },
  formula_not_possible: {
    status: 422,
    message: {
      en: "{type} cannot be computed. Remove the formula or change the type.",
      "zh-CN": "“{type}”不能使用公式，请删除公式或更改类型。",
    },
  },
  formula_ring: {
    status: 422,
    message: {
      en: "The formula needs its own result: {ring}. Break the circle.",
      "zh-CN": "公式循环引用：{ring}。请打破循环。",
    },
  },
  unique_not_possible: {
    status: 422,
    message: {
      en: "{type} cannot be unique. Remove this.",
      "zh-CN": "“{type}”不能设为唯一，请删除。",
    },
  },
  unique_in_child_rows: {
    status: 422,
    message: {
      en: "Fields of child rows cannot be unique over all records. Remove this.",
      "zh-CN": "明细行的字段不能设为唯一，请删除。",
    },
  },
  unique_key_empty: {
    status: 422,
    message: {
      en: "This unique key names no field. Name some or remove it.",
      "zh-CN": "此唯一约束没有列出字段，请列出或删除。",
    },
  },
  unique_key_repeated: {
    status: 422,
    message: {
      en: "The same fields are listed as unique twice. Remove one list.",
      "zh-CN": "相同的唯一约束重复列出，请删除一个。",
    },
  },
  unique_field_unknown: {
    status: 422,
    message: {
      en: '"{name}" is not a field of this object.{hint}',
      "zh-CN": "“{name}”不是此对象的字段。{hint}",
    },
  },
  unique_field_repeated: {
    status: 422,
    message: {
      en: '"{name}" stands twice in one unique key. Remove one.',
      "zh-CN": "“{name}”在同一唯一约束中重复，请删除一个。",
    },
  },
  index_not_possible: {
    status: 422,
    message: {
      en: "{type} cannot have an index. Remove this.",
      "zh-CN": "“{type}”不能建立索引，请删除。",
    },
  },
  record_title_unknown: {
    status: 422,
    message: {
      en: '"{name}" is not a field, so it cannot stand for the record.{hint}',
      "zh-CN": "“{name}”不是字段，不能作为记录标题。{hint}",
    },
  },
  record_title_unsuitable: {
    status: 422,
    message: {
      en: '"{name}" has no text that could stand for a record. Choose another field, such as "{other}".',
      "zh-CN": "“{name}”不能作为记录标题，请选择其他字段，例如“{other}”。",
    },
  },
  target_unknown: {
    status: 422,
    message: {
      en: 'There is no object "{target}".{hint} Add it or correct the target.',
      "zh-CN": "没有对象“{target}”。{hint}请添加该对象或更正目标。",
    },
  },
  version_invalid: {
    status: 422,
    message: {
      en: '"{version}" is not a version. Write three numbers: 1.0.0.',
      "zh-CN": "“{version}”不是有效的版本号，请写成三段数字，例如 1.0.0。",
    },
  },
  depends_unknown: {
    status: 422,
    message: {
      en: 'There is no app "{name}" in this workspace.{hint}',
      "zh-CN": "此工作区没有应用“{name}”。{hint}",
    },
  },
  depends_on_itself: {
    status: 422,
    message: {
      en: 'The app "{name}" cannot depend on itself. Remove it from the list.',
      "zh-CN": "应用“{name}”不能依赖自身，请从列表中删除。",
    },
  },
  navigation_group_invalid: {
    status: 422,
    message: {
      en: 'A group of the menu is written {"title": "Sales", "items": ["order"]}.',
      "zh-CN": '菜单分组应写成 {"title": "销售", "items": ["order"]}。',
    },
  },
  navigation_unknown: {
    status: 422,
    message: {
      en: 'The menu shows "{name}", but there is no such object.{hint}',
      "zh-CN": "菜单中的“{name}”不是对象。{hint}",
    },
  },
  locale_invalid: {
    status: 422,
    message: {
      en: '"{locale}" is not a language code. Call the file zh-CN.json, en.json, de.json …',
      "zh-CN": "“{locale}”不是语言代码，文件名应如 zh-CN.json、en.json、de.json。",
    },
  },
  translation_of_unknown_object: {
    status: 422,
    message: {
      en: 'There is no object "{name}" to translate.{hint}',
      "zh-CN": "没有可翻译的对象“{name}”。{hint}",
    },
  },
  translation_of_unknown_field: {
    status: 422,
    message: {
      en: 'There is no field "{name}" to translate.{hint}',
      "zh-CN": "没有可翻译的字段“{name}”。{hint}",
    },
  },
  translation_of_unknown_option: {
    status: 422,
    message: {
      en: 'There is no option "{value}" to translate.{hint}',
      "zh-CN": "没有可翻译的选项“{value}”。{hint}",
    },
  },
  translation_of_unknown_transition: {
    status: 422,
    message: {
      en: 'There is no transition "{name}" to translate.{hint}',
      "zh-CN": "没有可翻译的流转“{name}”。{hint}",
    },
  },
  translation_of_unknown_app: {
    status: 422,
    message: {
      en: 'There is no app "{name}" to translate.{hint}',
      "zh-CN": "没有可翻译的应用“{name}”。{hint}",
    },
  },
  translation_of_unknown_options: {
    status: 422,
    message: {
      en: 'There is no option set "{name}" to translate.{hint}',
      "zh-CN": "没有可翻译的选项集“{name}”。{hint}",
    },
  },
  translation_of_unknown_group: {
    status: 422,
    message: {
      en: 'The menu has no group "{name}" to translate.{hint}',
      "zh-CN": "菜单中没有可翻译的分组“{name}”。{hint}",
    },
  },
  translation_of_navigation: {
    status: 422,
    message: {
      en: "List {expected} titles, one for each group of the menu in its order.",
      "zh-CN": "请按菜单顺序列出 {expected} 个分组标题。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
