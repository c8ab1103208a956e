import type { ProblemCodeDefinition } from "../problem-codes.ts";

/** Problems of a record's values, at the field where they lie. */
export const recordCodes = {
  required: {
    status: 422,
    message: { en: "Fill in this field.", "zh-CN": "此项必填。" },
  },
  unknown_field: {
    status: 422,
    message: {
      en: 'There is no field "{name}" here.{hint}',
      "zh-CN": "没有字段“{name}”。{hint}",
    },
  },
  read_only: {
    status: 422,
    message: {
      en: "This field cannot be written; leave it out.",
      "zh-CN": "此字段不可写入，请勿提交。",
    },
  },
  wrong_type: {
    status: 422,
    message: { en: "This must be {expected}.", "zh-CN": "此项应为{expected}。" },
  },
  too_short: {
    status: 422,
    message: { en: "At least {minimum} characters.", "zh-CN": "至少 {minimum} 个字符。" },
  },
  too_long: {
    status: 422,
    message: { en: "At most {maximum} characters.", "zh-CN": "最多 {maximum} 个字符。" },
  },
  pattern_mismatch: {
    status: 422,
    message: {
      en: "This does not match the pattern {pattern}.",
      "zh-CN": "格式应符合 {pattern}。",
    },
  },
  invalid_format: {
    status: 422,
    message: { en: "This is not {expected}.", "zh-CN": "这不是{expected}。" },
  },
  too_small: {
    status: 422,
    message: { en: "This must be {limit} or more.", "zh-CN": "不能小于 {limit}。" },
  },
  too_large: {
    status: 422,
    message: { en: "This must be {limit} or less.", "zh-CN": "不能大于 {limit}。" },
  },
  must_exceed: {
    status: 422,
    message: { en: "This must be more than {limit}.", "zh-CN": "必须大于 {limit}。" },
  },
  must_be_below: {
    status: 422,
    message: { en: "This must be less than {limit}.", "zh-CN": "必须小于 {limit}。" },
  },
  not_a_multiple: {
    status: 422,
    message: { en: "This must be a multiple of {step}.", "zh-CN": "必须是 {step} 的倍数。" },
  },
  too_many_digits: {
    status: 422,
    message: {
      en: "At most {precision} digits, {scale} of them after the point.",
      "zh-CN": "最多 {precision} 位数字，其中小数最多 {scale} 位。",
    },
  },
  number_not_exact: {
    status: 422,
    message: {
      en: "This number cannot be kept exactly. Send it as a string.",
      "zh-CN": "此数值无法精确表示，请以字符串形式发送。",
    },
  },
  unknown_option: {
    status: 422,
    message: { en: "Choose one of: {options}.", "zh-CN": "请选择：{options}。" },
  },
  too_few_items: {
    status: 422,
    message: { en: "At least {minimum} entries.", "zh-CN": "至少 {minimum} 项。" },
  },
  too_many_items: {
    status: 422,
    message: { en: "At most {maximum} entries.", "zh-CN": "最多 {maximum} 项。" },
  },
  repeated_item: {
    status: 422,
    message: { en: "Each entry may occur only once.", "zh-CN": "不能有重复项。" },
  },
  invalid_value: {
    status: 422,
    message: {
      en: "This value does not satisfy the field's schema ({keyword}).",
      "zh-CN": "此值不符合字段的约束（{keyword}）。",
    },
  },
  text_not_storable: {
    status: 422,
    message: {
      en: "The text holds a character that cannot be stored (NUL or half of a surrogate pair).",
      "zh-CN": "文本含有无法保存的字符（NUL 或不完整的代理对）。",
    },
  },
  not_unique: {
    status: 409,
    message: {
      en: "Another record already has this value.",
      "zh-CN": "已有其他记录使用此值。",
    },
  },
  unknown_record: {
    status: 422,
    message: {
      en: "There is no such record in {object}.",
      "zh-CN": "{object}中没有此记录。",
    },
  },
  record_in_use: {
    status: 409,
    message: {
      en: "This record is still used by {object}. Change or remove those first.",
      "zh-CN": "此记录仍被{object}引用，请先修改或删除引用。",
    },
  },
  value_out_of_range: {
    status: 422,
    message: {
      en: "A computed value does not fit its field. Use smaller numbers.",
      "zh-CN": "计算结果超出字段范围，请减小数值。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
