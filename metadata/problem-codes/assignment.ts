import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Mistakes in who is to own new records. */
export const assignmentCodes = {
  assign_rule_invalid: {
    status: 422,
    message: {
      en: 'A rule is written {"when": "amount > 1000", "to": {"role": "sales", "by": "round_robin"}}.',
      "zh-CN":
        '规则应写成 {"when": "amount > 1000", "to": {"role": "sales", "by": "round_robin"}}。',
    },
  },
  assign_to_unclear: {
    status: 422,
    message: {
      en: "Say who gets the records by exactly one of these: {keywords}.",
      "zh-CN": "请只用以下之一说明由谁负责：{keywords}。",
    },
  },
  assign_nothing_to_choose: {
    status: 422,
    message: {
      en: '"field" leads to one person, so there is nothing to choose. Remove "{keyword}".',
      "zh-CN": "“field”只指向一个人，无需再选，请删除“{keyword}”。",
    },
  },
  assign_open_missing: {
    status: 422,
    message: {
      en: 'Say which records are open, so that they can be counted: "open": "status != \\"closed\\"".',
      "zh-CN": '请说明哪些记录算未完成以便计数："open": "status != \\"closed\\""。',
    },
  },
  assign_open_useless: {
    status: 422,
    message: {
      en: 'Open records are counted for "by": "fewest_open" alone. Write that, or remove "open".',
      "zh-CN": '只有 "by": "fewest_open" 才统计未完成的记录，请改写或删除 open。',
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;

/** What a workspace lacks for it. */
export const assigningCodes = {
  assign_receiver_unknown: {
    status: 422,
    message: {
      en: 'Nobody here is meant by "{name}". Make the team or department, or invite the person, first.',
      "zh-CN": "此处没有“{name}”，请先建立该团队或部门，或先邀请该人员。",
    },
  },
  assign_nobody_found: {
    status: 409,
    message: {
      en: "No rule finds anybody for this record now. It stays with its owner.",
      "zh-CN": "目前没有规则能为此记录找到负责人，负责人保持不变。",
    },
  },
  assign_without_rules: {
    status: 409,
    message: {
      en: "Nothing says who is to own records of {object}. Add rules to assign of the object.",
      "zh-CN": "{object}没有分配规则，请先在该对象的 assign 中添加。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
