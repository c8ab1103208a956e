import type { ProblemCodeDefinition } from "../problem-codes.ts";

/** Problems of plan and publish. */
export const publishCodes = {
  plan_outdated: {
    status: 409,
    message: {
      en: "Someone published version {version} meanwhile. Look at the new plan and publish again.",
      "zh-CN": "期间已有人发布了版本 {version}，请查看新的发布计划后再发布。",
    },
  },
  nothing_to_publish: {
    status: 409,
    message: { en: "There is nothing to publish.", "zh-CN": "没有需要发布的更改。" },
  },
  rows_in_the_way: {
    status: 409,
    message: {
      en: "{count} records of {object} stand against this change. Correct them first.",
      "zh-CN": "{object} 有 {count} 条记录不满足此更改，请先处理。",
    },
  },
  answer_needed: {
    status: 409,
    message: {
      en: 'The plan asks a question; answer "{question}" with one of: {choices}.',
      "zh-CN": "发布计划需要确认：请为“{question}”选择：{choices}。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
