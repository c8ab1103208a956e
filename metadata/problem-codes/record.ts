import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Problems of a record's values, at the field where they lie. */
export const recordCodes = {
  object_gone: {
    status: 409,
    message: {
      en: "A record that was deleted together with this one belongs to an object that is no longer there. Bring that object back first.",
      "zh-CN": "与此记录一同删除的某条记录所属的对象已不存在，请先恢复该对象。",
    },
  },
  former_value_gone: {
    status: 422,
    message: {
      en: "This field held “{value}”, which it cannot hold any more, and it is filled by itself. Allow the value again, or send null for the field to let it go.",
      "zh-CN":
        "此项原来的值“{value}”已不再有效，且此项由系统填写。请重新允许该值，或提交空值（null）以放弃它。",
    },
  },
  revision_not_kept: {
    status: 404,
    message: {
      en: "The history of this record does not reach back to revision {revision}. Choose one that it lists, up to {current}.",
      "zh-CN":
        "此记录的历史中没有可还原的版本 {revision}，请从历史列表中选择（最新为 {current}）。",
    },
  },
  required: {
    status: 422,
    message: { en: "Fill in this field.", "zh-CN": "此项必填。" },
  },
  default_gave_nothing: {
    status: 422,
    message: {
      en: "This field fills itself and must not be empty, but nothing came of its default. Fill in the fields that it is computed from.",
      "zh-CN": "此项由系统填写且不能为空，但其默认值没有结果，请填写计算所需的字段。",
    },
  },
  field_not_writable: {
    status: 403,
    message: {
      en: "You may not write this field; leave it out.",
      "zh-CN": "您无权修改此字段，请勿提交。",
    },
  },
  hidden_field_needed: {
    status: 403,
    message: {
      en: "A field that you may not see needs a value. Ask someone who may fill it in.",
      "zh-CN": "某个您无权查看的字段需要填写，请联系有权限的人员。",
    },
  },
  record_out_of_reach: {
    status: 403,
    message: {
      en: "With these values the record would be one that you may not write.",
      "zh-CN": "按这些值保存后，您将无权修改该记录，因此不予保存。",
    },
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
  key_not_there: {
    status: 422,
    message: {
      en: "No record has this value, and a new record cannot be given it: this field cannot be written.",
      "zh-CN": "没有记录持有此值；此字段不可写入，因此也不能用此值新建记录。",
    },
  },
  wrong_type: {
    status: 422,
    message: { en: "This must be {expected}.", "zh-CN": "此项应为{expected}。" },
  },
  not_text: {
    status: 422,
    message: { en: "This must be a text.", "zh-CN": "此项应为文本。" },
  },
  not_an_integer: {
    status: 422,
    message: { en: "This must be a whole number.", "zh-CN": "此项应为整数。" },
  },
  not_a_number: {
    status: 422,
    message: { en: "This must be a number.", "zh-CN": "此项应为数字。" },
  },
  not_this_currency: {
    status: 422,
    message: {
      en: "This amount is in {given}; the field holds {currency}.",
      "zh-CN": "此金额的币种是 {given}，而字段的币种是 {currency}。",
    },
  },
  not_this_unit: {
    status: 422,
    message: {
      en: "This is in {given}; the field holds {unit}.",
      "zh-CN": "此数量的单位是 {given}，而字段的单位是 {unit}。",
    },
  },
  not_a_person_name: {
    status: 422,
    message: {
      en: "A name consists of family, given, middle and prefix, all texts; one of them is enough.",
      "zh-CN":
        "姓名由 family（姓）、given（名）、middle（中间名）、prefix（称谓）组成，均为文本，至少填一项。",
    },
  },
  not_an_address: {
    status: 422,
    message: {
      en: "An address consists of country, province, city, district, street and postal_code, all texts; one of them is enough.",
      "zh-CN":
        "地址由 country、province、city、district、street、postal_code 组成，均为文本，至少填一项。",
    },
  },
  not_a_geo_point: {
    status: 422,
    message: {
      en: "Give latitude (−90 to 90) and longitude (−180 to 180) in degrees, as in 31.2304,121.4737.",
      "zh-CN": "请以度为单位给出纬度（−90 至 90）和经度（−180 至 180），例如 31.2304,121.4737。",
    },
  },
  not_a_file: {
    status: 422,
    message: {
      en: "A file is named by its id. Upload it first.",
      "zh-CN": "请先上传文件，再以其编号引用。",
    },
  },
  unknown_file: {
    status: 422,
    message: {
      en: "There is no such file of yours. Upload it again.",
      "zh-CN": "没有找到您上传的此文件，请重新上传。",
    },
  },
  file_type_not_accepted: {
    status: 422,
    message: {
      en: "The content of this file is of another type. Accepted here: {accepted}.",
      "zh-CN": "此文件的内容不属于可接受的类型：{accepted}。",
    },
  },
  file_too_large: {
    status: 422,
    message: {
      en: "The file is larger than {limit}. Choose a smaller one.",
      "zh-CN": "文件超过 {limit}，请选择较小的文件。",
    },
  },
  not_a_signature: {
    status: 422,
    message: {
      en: "A signature is drawn strokes or a typed name.",
      "zh-CN": "签名应为手写笔画或键入的姓名。",
    },
  },
  unknown_part: {
    status: 422,
    message: {
      en: 'There is no part "{name}" here. The parts are {parts}.',
      "zh-CN": "没有名为“{name}”的部分。可用的部分有：{parts}。",
    },
  },
  not_a_color: {
    status: 422,
    message: {
      en: "This must be a colour such as #1f6feb.",
      "zh-CN": "此项应为颜色，例如 #1f6feb。",
    },
  },
  not_a_barcode: {
    status: 422,
    message: {
      en: "This cannot be written in this kind of barcode.",
      "zh-CN": "此内容不能用该码制的条码表示。",
    },
  },
  check_digit_wrong: {
    status: 422,
    message: {
      en: "The last digit does not fit the others. Check the number.",
      "zh-CN": "校验位（末位数字）不正确，请检查。",
    },
  },
  not_a_duration: {
    status: 422,
    message: {
      en: "This must be a duration such as 1:30, 90 min or PT1H30M.",
      "zh-CN": "此项应为时长，例如 1:30、90分钟或 PT1H30M。",
    },
  },
  option_not_offered: {
    status: 422,
    message: {
      en: 'This is not offered for the chosen "{field}". Choose another option.',
      "zh-CN": "此选项不适用于所选的“{field}”，请另选。",
    },
  },
  rich_text_element: {
    status: 422,
    message: {
      en: "Rich text has no {found}. It knows p, br, strong, em, u, s, a, ul, ol, li, h2, h3, blockquote, code and pre.",
      "zh-CN":
        "富文本不允许 {found}，只支持 p、br、strong、em、u、s、a、ul、ol、li、h2、h3、blockquote、code 和 pre。",
    },
  },
  rich_text_attribute: {
    status: 422,
    message: {
      en: "Rich text allows no attribute here: {found}. Only links have one, their href.",
      "zh-CN": "富文本此处不允许属性：{found}。只有链接可以带 href。",
    },
  },
  rich_text_link: {
    status: 422,
    message: {
      en: "A link leads to a full http, https or mailto address, not to {found}.",
      "zh-CN": "链接应为完整的 http、https 或 mailto 地址，而不是 {found}。",
    },
  },
  rich_text_broken: {
    status: 422,
    message: {
      en: "This cannot be read as rich text: {found}. Write < as &lt; and close every element in its place.",
      "zh-CN": "无法读作富文本：{found}。请将 < 写作 &lt;，并正确嵌套和关闭各元素。",
    },
  },
  not_a_boolean: {
    status: 422,
    message: { en: "This must be yes or no.", "zh-CN": "此项应为“是”或“否”。" },
  },
  not_a_date: {
    status: 422,
    message: {
      en: "This must be a date such as 2026-11-22.",
      "zh-CN": "此项应为日期，例如 2026-11-22。",
    },
  },
  ambiguous_date: {
    status: 422,
    message: {
      en: "Day and month cannot be told apart. Write the date as 2026-11-22.",
      "zh-CN": "无法区分日和月，请写成 2026-11-22 的形式。",
    },
  },
  not_a_date_time: {
    status: 422,
    message: {
      en: "This must be a date and time with its offset, such as 2026-11-22T08:30:00Z.",
      "zh-CN": "此项应为带时区的日期时间，例如 2026-11-22T08:30:00+08:00。",
    },
  },
  not_a_time: {
    status: 422,
    message: { en: "This must be a time such as 08:30.", "zh-CN": "此项应为时间，例如 08:30。" },
  },
  not_an_email: {
    status: 422,
    message: {
      en: "This must be an e-mail address such as name@example.com.",
      "zh-CN": "此项应为邮箱地址，例如 name@example.com。",
    },
  },
  not_a_phone_number: {
    status: 422,
    message: {
      en: "This must be a telephone number such as +86 21 5555 0100.",
      "zh-CN": "此项应为电话号码，例如 +86 21 5555 0100。",
    },
  },
  not_a_url: {
    status: 422,
    message: {
      en: "This must be a web address such as https://example.com.",
      "zh-CN": "此项应为网址，例如 https://example.com。",
    },
  },
  not_a_secret: {
    status: 422,
    message: {
      en: 'This must be a text, or {"set": true} to leave the secret as it is.',
      "zh-CN": '此项应为文本；如需保留原密文，请写 {"set": true}。',
    },
  },
  secret_not_there: {
    status: 422,
    message: {
      en: "There is no secret to be left as it is. Give its text, or leave the field empty.",
      "zh-CN": "没有可保留的密文，请填写文本或留空。",
    },
  },
  secret_not_readable: {
    status: 500,
    message: {
      en: "This secret cannot be read: it was moved from another record, changed outside, or its key is missing. Set it anew, or bring the key back.",
      "zh-CN":
        "无法读取此密文：它可能来自其他记录、被外部修改，或缺少密钥。请重新设置，或恢复密钥。",
    },
  },
  not_a_record_id: {
    status: 422,
    message: { en: "This must be the id of a record.", "zh-CN": "此项应为记录的编号（id）。" },
  },
  not_a_list: {
    status: 422,
    message: { en: "This must be a list.", "zh-CN": "此项应为列表。" },
  },
  not_rows: {
    status: 422,
    message: { en: "This must be a list of rows.", "zh-CN": "此项应为明细行列表。" },
  },
  not_json: {
    status: 422,
    message: {
      en: "This is not JSON that fits the field.",
      "zh-CN": "此项不是符合要求的 JSON。",
    },
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
    message: { en: "This must have the format {expected}.", "zh-CN": "格式应为 {expected}。" },
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
  not_unique_together: {
    status: 409,
    message: {
      en: "Another record already has these values in {fields}.",
      "zh-CN": "已有其他记录的{fields}与此相同。",
    },
  },
  unknown_row: {
    status: 422,
    message: {
      en: "This record has no row with that id. Leave the id out to add a row.",
      "zh-CN": "此记录没有该编号的明细行；新增行请不要提供 id。",
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
  too_long_for_index: {
    status: 422,
    message: {
      en: "A field with unique or indexed values takes at most {maximum} characters.",
      "zh-CN": "设有唯一约束或索引的字段最多 {maximum} 个字符。",
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
