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
  too_many_subscriptions: {
    status: 422,
    message: {
      en: "You follow {maximum} records and lists, the most that one may. End one of them first.",
      "zh-CN": "您关注的记录和列表已达上限 {maximum} 个，请先取消其中一个。",
    },
  },
  subscription_not_found: {
    status: 404,
    message: { en: "You do not follow this.", "zh-CN": "您未关注此项。" },
  },
  too_many_reminders: {
    status: 422,
    message: {
      en: "{maximum} reminders wait for you, the most that may. Remove one of them first.",
      "zh-CN": "您的待提醒事项已达上限 {maximum} 个，请先删除其中一个。",
    },
  },
  reminder_not_found: {
    status: 404,
    message: { en: "You have no such reminder.", "zh-CN": "您没有此提醒。" },
  },
  reminder_in_the_past: {
    status: 422,
    message: {
      en: "This time has passed. Choose one that is to come.",
      "zh-CN": "此时间已过，请选择将来的时间。",
    },
  },
  record_or_filter: {
    status: 422,
    message: {
      en: "Follow one record, or those that fit a filter: `record` or `filter`, not both.",
      "zh-CN": "请关注一条记录或符合筛选条件的记录：record 与 filter 只能填其一。",
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
