import { builtInCodes } from "./built-in.ts";
import { lifecycleRuleCodes } from "./document-lifecycle.ts";
import { ruleCodes } from "./document-rules.ts";
import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Mistakes in metadata documents: what is wrong, and what to write instead. */
export const documentCodes = {
  no_documents: {
    status: 422,
    message: {
      en: "{folder} holds no documents. An app has app.json and objects/*.json.",
      "zh-CN": "{folder} 中没有文档。应用应包含 app.json 和 objects/*.json。",
    },
  },
  unknown_document_kind: {
    status: 422,
    message: {
      en: "This is not a kind of document: {file}. Put it at one of: {known}.",
      "zh-CN": "无法识别的文档：{file}。请放到：{known}。",
    },
  },
  document_not_object: {
    status: 422,
    message: {
      en: "A document is one JSON object. Write it between { and }.",
      "zh-CN": "文档应为一个 JSON 对象，请写在 { 与 } 之间。",
    },
  },
  document_name_missing: {
    status: 422,
    message: {
      en: 'The document has no name. Write "name": "{name}", as its file is called.',
      "zh-CN": '文档没有名称，请写上 "name": "{name}"，与文件名一致。',
    },
  },
  document_name_differs: {
    status: 422,
    message: {
      en: 'The document is called "{name}", its file "{file}". Make them the same.',
      "zh-CN": "文档名称是“{name}”，文件名是“{file}”，请改成一致。",
    },
  },
  document_repeated: {
    status: 422,
    message: {
      en: 'There are two documents of the name "{name}". Rename or remove one.',
      "zh-CN": "有两个文档都叫“{name}”，请重命名或删除其中一个。",
    },
  },
  dialect_unknown: {
    status: 422,
    message: {
      en: '"{dialect}" is not a schema this document can follow. Write "tenon:object" or leave $schema out.',
      "zh-CN": "文档不能采用“{dialect}”，请写成 tenon:object 或去掉 $schema。",
    },
  },
  keyword_unknown: {
    status: 422,
    message: {
      en: 'The keyword "{keyword}" means nothing here.{hint} Notes of your own begin with x-.',
      "zh-CN": "此处没有关键字“{keyword}”。{hint}自定义内容请以 x- 开头。",
    },
  },
  keyword_wrong_type: {
    status: 422,
    message: { en: '"{keyword}" must be {expected}.', "zh-CN": "“{keyword}”应为{expected}。" },
  },
  keyword_too_long: {
    status: 422,
    message: {
      en: '"{keyword}" has more than {limit} characters. Shorten it.',
      "zh-CN": "“{keyword}”超过 {limit} 个字符，请缩短。",
    },
  },
  history_days_wrong: {
    status: 422,
    message: {
      en: "History is kept from 1 to {maximum} days. Leave it out to keep it for ever.",
      "zh-CN": "历史记录可保留 1 到 {maximum} 天；不填写则永久保留。",
    },
  },
  keyword_later: {
    status: 422,
    message: {
      en: '"{keyword}" is not carried out yet in this version. Leave it out, or keep it as "x-{keyword}" for later.',
      "zh-CN": "当前版本尚不支持“{keyword}”，请去掉，或暂存为“x-{keyword}”。",
    },
  },
  keyword_of_other_type: {
    status: 422,
    message: {
      en: '"{keyword}" does nothing in a field of the type {type}. Remove it or change the type.',
      "zh-CN": "“{keyword}”不适用于类型为“{type}”的字段，请删除或更改类型。",
    },
  },
  condition_unsupported: {
    status: 422,
    message: {
      en: '"{keyword}" over a whole object cannot be checked. Put conditions into the fields.',
      "zh-CN": "不支持对整个对象使用“{keyword}”，请把条件写到各个字段中。",
    },
  },
  condition_invalid: {
    status: 422,
    message: {
      en: "The conditions are not valid JSON Schema: {reason}. Correct or remove them.",
      "zh-CN": "条件不是有效的 JSON Schema：{reason}。请更正或删除。",
    },
  },
  option_missing: {
    status: 422,
    message: { en: '"{keyword}" is missing. Add it.', "zh-CN": "缺少“{keyword}”，请补充。" },
  },
  option_unknown: {
    status: 422,
    message: {
      en: '"{keyword}" must be one of: {allowed}.',
      "zh-CN": "“{keyword}”应为以下之一：{allowed}。",
    },
  },
  option_too_small: {
    status: 422,
    message: {
      en: '"{keyword}" must be {limit} or more.',
      "zh-CN": "“{keyword}”不能小于 {limit}。",
    },
  },
  option_too_large: {
    status: 422,
    message: {
      en: '"{keyword}" must be {limit} or less.',
      "zh-CN": "“{keyword}”不能大于 {limit}。",
    },
  },
  option_invalid: {
    status: 422,
    message: {
      en: '"{keyword}" has a value that it cannot have. {purpose}',
      "zh-CN": "“{keyword}”的值无效。{purpose}",
    },
  },
  option_mistake: {
    status: 422,
    message: { en: "{sentence}", "zh-CN": "{sentence}" },
  },
  name_invalid: {
    status: 422,
    message: {
      en: '"{name}" cannot be a name: use a to z, digits and _, beginning with a letter, such as "{proposal}". Put "{name}" into the title.',
      "zh-CN":
        "“{name}”不能作为名称：请使用小写字母、数字和下划线，并以字母开头，例如“{proposal}”；“{name}”可写在标题中。",
    },
  },
  name_too_long: {
    status: 422,
    message: {
      en: '"{name}" is longer than {limit} characters. Shorten it, for example to "{proposal}".',
      "zh-CN": "“{name}”超过 {limit} 个字符，请缩短，例如“{proposal}”。",
    },
  },
  name_reserved: {
    status: 422,
    message: {
      en: '"{name}" is taken by the system. Use another name, such as "{proposal}".',
      "zh-CN": "“{name}”是系统保留名称，请改用其他名称，例如“{proposal}”。",
    },
  },
  names_alike: {
    status: 422,
    message: {
      en: '"{name}" and "{other}" are easily confused. Rename one.',
      "zh-CN": "“{name}”与“{other}”容易混淆，请重命名其中一个。",
    },
  },
  id_invalid: {
    status: 422,
    message: {
      en: '"{id}" is not a stable id. Remove it; the engine gives one.',
      "zh-CN": "“{id}”不是有效的稳定标识，请删除，系统会自动分配。",
    },
  },
  id_repeated: {
    status: 422,
    message: {
      en: 'The id "{id}" belongs to {other} already. Remove it from the copy; the engine gives a new one.',
      "zh-CN": "标识“{id}”已属于 {other}。请在副本中删除，系统会分配新的。",
    },
  },
  object_type_wrong: {
    status: 422,
    message: {
      en: 'An object describes records: "type" must be "object".',
      "zh-CN": "对象用于描述记录，type 应为 object。",
    },
  },
  properties_missing: {
    status: 422,
    message: {
      en: 'The object has no fields. List them under "properties".',
      "zh-CN": "对象没有字段，请在 properties 中列出。",
    },
  },
  properties_empty: {
    status: 422,
    message: {
      en: "There is no field yet. Add at least one.",
      "zh-CN": "尚无字段，请至少添加一个。",
    },
  },
  fields_too_many: {
    status: 422,
    message: {
      en: "There are more than {limit} fields. Divide the object into several.",
      "zh-CN": "字段超过 {limit} 个，请拆分为多个对象。",
    },
  },
  field_not_object: {
    status: 422,
    message: {
      en: 'A field is described by a JSON object, such as {"type": "string"}.',
      "zh-CN": '字段应由 JSON 对象描述，例如 {"type": "string"}。',
    },
  },
  field_type_unknown: {
    status: 422,
    message: {
      en: 'This does not say what kind of field it is. Give it a "type" or a "$ref".',
      "zh-CN": "无法判断字段类型，请写明 type 或 $ref。",
    },
  },
  options_unknown: {
    status: 422,
    message: {
      en: 'There is no option set "{name}". Add options/{name}.json, or write the options here.',
      "zh-CN": "没有选项集“{name}”，请添加 options/{name}.json，或在此处直接列出选项。",
    },
  },
  option_without_value: {
    status: 422,
    message: {
      en: 'An option is an object with its value under "const": {"const": "a", "title": "A"}.',
      "zh-CN": '每个选项应为带有 const 值的对象：{"const": "a", "title": "A"}。',
    },
  },
  depends_on_unknown: {
    status: 422,
    message: {
      en: 'The options depend on "{name}", but that is not a select field beside this one.{hint}',
      "zh-CN": "选项依赖的“{name}”不是同级的单选字段。{hint}",
    },
  },
  when_unknown: {
    status: 422,
    message: {
      en: '"{value}" is not an option of "{name}".{hint}',
      "zh-CN": "“{value}”不是“{name}”的选项。{hint}",
    },
  },
  when_without_field: {
    status: 422,
    message: {
      en: 'An option says "when" it is offered, but nothing says by which field. Add "depends_on".',
      "zh-CN": "选项写有 when，却没有指明依赖的字段，请添加 depends_on。",
    },
  },
  json_type_unknown: {
    status: 422,
    message: {
      en: '"{type}" is not a JSON type.{hint} Known: {known}.',
      "zh-CN": "“{type}”不是 JSON 类型。{hint}可用的有：{known}。",
    },
  },
  json_type_instead: {
    status: 422,
    message: {
      en: '"{type}" is not a JSON type. Write {proposal}.',
      "zh-CN": "“{type}”不是 JSON 类型，请写成 {proposal}。",
    },
  },
  reference_unknown: {
    status: 422,
    message: {
      en: 'There is no field type "{reference}".{hint}',
      "zh-CN": "没有字段类型“{reference}”。{hint}",
    },
  },
  reference_local: {
    status: 422,
    message: {
      en: '"{reference}" refers to another part of the schema. Write that part here instead.',
      "zh-CN": "“{reference}”引用了文档的其他部分，请直接写在此处。",
    },
  },
  list_of_type_impossible: {
    status: 422,
    message: {
      en: 'A list of "{reference}" is not possible. Use child rows with a field of that type.',
      "zh-CN": "不支持“{reference}”的列表，请改用含有该类型字段的明细行。",
    },
  },
  format_misspelt: {
    status: 422,
    message: {
      en: '"{format}" is not a known format.{hint}',
      "zh-CN": "没有格式“{format}”。{hint}",
    },
  },
  child_rows_nested: {
    status: 422,
    message: {
      en: "Child rows may have child rows, but those may have none. Make the innermost ones an object with a lookup.",
      "zh-CN": "明细行最多嵌套两层，请将最内层改为独立对象并用关联字段引用。",
    },
  },
  not_in_child_rows: {
    status: 422,
    message: {
      en: "{type} is not possible in child rows. Move the field to the record, or make the rows an object.",
      "zh-CN": "明细行中不能使用“{type}”，请将字段移到记录上，或将明细行改为独立对象。",
    },
  },
  ...ruleCodes,
  ...lifecycleRuleCodes,
  ...builtInCodes,
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
