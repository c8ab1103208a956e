import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Mistakes in views and forms. */
export const screenCodes = {
  screen_object_unknown: {
    status: 422,
    message: {
      en: 'There is no object "{name}" to show.{hint}',
      "zh-CN": "没有可显示的对象“{name}”。{hint}",
    },
  },
  screen_field_unknown: {
    status: 422,
    message: {
      en: '"{name}" is not a field of {object}.{hint}',
      "zh-CN": "“{name}”不是对象 {object} 的字段。{hint}",
    },
  },
  screen_field_repeated: {
    status: 422,
    message: {
      en: '"{name}" is shown twice. Remove one.',
      "zh-CN": "“{name}”重复出现，请删除一个。",
    },
  },
  view_not_sortable: {
    status: 422,
    message: {
      en: 'A list cannot be sorted by "{name}", which is {type}. Choose another field.',
      "zh-CN": "“{name}”的类型是“{type}”，不能用于排序，请选择其他字段。",
    },
  },
  form_section_invalid: {
    status: 422,
    message: {
      en: 'A section of a form is written {"title": "Delivery", "fields": ["address"]}.',
      "zh-CN": '表单分组应写成 {"title": "交货", "fields": ["address"]}。',
    },
  },
  form_lacks_required: {
    status: 422,
    message: {
      en: '"{name}" must be filled in, but this form does not show it. Add it to a section, give it a default or make it optional.',
      "zh-CN": "“{name}”为必填，但此表单没有显示它。请加入某个分组、设置默认值或改为非必填。",
    },
  },
  translation_of_unknown_screen: {
    status: 422,
    message: {
      en: 'There is no view or form "{name}" to translate.{hint}',
      "zh-CN": "没有可翻译的视图或表单“{name}”。{hint}",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
