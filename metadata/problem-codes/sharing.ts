import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Mistakes when a record is shared. */
export const sharingCodes = {
  receiver_expected: {
    status: 422,
    message: {
      en: "Say with whom the record is shared: a person or a team, one of them.",
      "zh-CN": "请指定共享给谁：一个人员或一个团队，只能填其一。",
    },
  },
  receiver_unknown: {
    status: 422,
    message: {
      en: "There is nobody here of this id who may come in. Choose a person or a team of the workspace.",
      "zh-CN": "工作区中没有此人员或团队，或其已停用，请重新选择。",
    },
  },
  share_has_ended: {
    status: 422,
    message: {
      en: "This time has passed. Choose a later one, or none.",
      "zh-CN": "该时间已过，请选择以后的时间，或不设期限。",
    },
  },
  share_not_found: {
    status: 404,
    message: {
      en: "The record is not shared so any more.",
      "zh-CN": "该共享已不存在。",
    },
  },
  too_many_shares: {
    status: 422,
    message: {
      en: "A record is shared with at most {maximum} people and teams. Make a team of them, or a sharing rule.",
      "zh-CN": "一条记录最多共享给 {maximum} 个人员或团队，请改用团队或共享规则。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
