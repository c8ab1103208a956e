import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Mistakes when a record is shared or given to another owner. */
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
  owner_unknown: {
    status: 422,
    message: {
      en: "There is nobody here of this id who may come in. Choose an active person of the workspace.",
      "zh-CN": "工作区中没有此人，或其尚未加入、已停用，请选择在用的人员。",
    },
  },
  owner_may_not_read: {
    status: 422,
    message: {
      en: "The roles of this person show no records of {object}. Choose somebody else, or give the person a role that does.",
      "zh-CN": "此人的角色无权查看“{object}”的记录，请另选他人，或为其授予相应角色。",
    },
  },
  ids_or_from: {
    status: 422,
    message: {
      en: "Say which records: `ids`, or `from` for all that belong to somebody; one of them.",
      "zh-CN": "请指定记录：用 ids 列出记录，或用 from 指定某人名下的全部记录，只能填其一。",
    },
  },
  owner_or_assign: {
    status: 422,
    message: {
      en: "Say who is to own the record: `owner`, or `assign` for whom the rules say; one of them.",
      "zh-CN": "请指定负责人：用 owner 指定某人，或用 assign 按分配规则决定，只能填其一。",
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
