/** Problems of rules and conditions: in documents, and in the records that they speak of. */
import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Of records. */
export const brokenRuleCodes = {
  rule_broken: {
    status: 422,
    message: { en: "{message}", "zh-CN": "{message}" },
  },
  read_only_now: {
    status: 422,
    message: {
      en: "As the record stands, this field cannot be changed; leave it as it is.",
      "zh-CN": "按记录当前的情况，此字段不可修改，请保持原值。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;

/** Of documents. */
export const ruleDocumentCodes = {
  rule_not_object: {
    status: 422,
    message: {
      en: 'A rule is written {"name": "in_order", "require": "starts <= ends", "message": "…"}.',
      "zh-CN": '规则应写成 {"name": "in_order", "require": "starts <= ends", "message": "…"}。',
    },
  },
  rule_part_missing: {
    status: 422,
    message: {
      en: 'A rule needs "{keyword}". Add it.',
      "zh-CN": "规则缺少“{keyword}”，请补充。",
    },
  },
  rule_demands_unclear: {
    status: 422,
    message: {
      en: 'A rule has either "require" or "no_overlap". Write exactly one of them.',
      "zh-CN": "规则应在 require 与 no_overlap 中二选一，请只写其中一个。",
    },
  },
  rule_repeated: {
    status: 422,
    message: {
      en: 'Two rules are called "{name}". Rename one.',
      "zh-CN": "有两条规则都叫“{name}”，请改名。",
    },
  },
  rule_field_unknown: {
    status: 422,
    message: {
      en: '"{name}" is not a field of this object.{hint}',
      "zh-CN": "“{name}”不是此对象的字段。{hint}",
    },
  },
  period_field_unsuitable: {
    status: 422,
    message: {
      en: '"{name}" cannot bound a period. A period goes from a date to a date, or from a moment to a moment; both ends are of one type.',
      "zh-CN": "“{name}”不能作为期间的起止。起止字段应同为日期，或同为日期时间。",
    },
  },
  period_key_unsuitable: {
    status: 422,
    message: {
      en: '"{name}" cannot be compared, so it cannot tell whose period it is. Choose another field.',
      "zh-CN": "“{name}”的值无法比较，不能用来区分期间的归属，请选择其他字段。",
    },
  },
  condition_of_computed: {
    status: 422,
    message: {
      en: "The engine fills this field, so nobody can be asked to. Remove the condition.",
      "zh-CN": "此字段由系统填写，不能要求用户填写，请删除此条件。",
    },
  },
  translation_of_unknown_rule: {
    status: 422,
    message: {
      en: 'There is no rule "{name}" to translate.{hint}',
      "zh-CN": "没有可翻译的规则“{name}”。{hint}",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
