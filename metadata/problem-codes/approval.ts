import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Mistakes in steps that people settle. */
export const approvalCodes = {
  approval_who_invalid: {
    status: 422,
    message: {
      en: 'Who is asked is a list of {"manager": 1}, {"managers": {"upTo": 3}}, {"role": "finance", "within": "record.company"}, {"department": "record.department", "whom": "head"}, {"field": "record.owner"}, {"expression": "…"}, {"script": "find_signers"}, {"user": "anna@example.com"}, {"chosen": true} or {"starter": true}.',
      "zh-CN":
        '审批人应为列表，每项写成 {"manager": 1}、{"managers": {"upTo": 3}}、{"role": "finance", "within": "record.company"}、{"department": "record.department", "whom": "head"}、{"field": "record.owner"}、{"expression": "…"}、{"script": "find_signers"}、{"user": "anna@example.com"}、{"chosen": true} 或 {"starter": true}。',
    },
  },
  approval_mode_invalid: {
    status: 422,
    message: {
      en: '"mode" is any, all, inTurn, {"share": 0.66} or {"votes": 2}.',
      "zh-CN": 'mode 应为 any、all、inTurn、{"share": 0.66} 或 {"votes": 2}。',
    },
  },
  approval_within_unmatched: {
    status: 422,
    message: {
      en: 'People belong to no {object}: add a lookup to "{object}" to the object user, or leave "within" out.',
      "zh-CN": "人员对象没有指向“{object}”的关联字段。请为 user 添加该字段，或删除 within。",
    },
  },
  approval_chosen_undeclared: {
    status: 422,
    message: {
      en: 'Who is chosen stands in a variable of the step\'s name. Declare "variables": {"{name}": {"type": "text"}}.',
      "zh-CN": '所选人员放在与步骤同名的变量中，请声明 "variables": {"{name}": {"type": "text"}}。',
    },
  },
  approval_return_unknown: {
    status: 422,
    message: {
      en: 'It cannot be returned to "{name}". Name an approval that leads here without leaving a branch or a loop, or start: {known}.',
      "zh-CN":
        "无法退回到“{name}”。请填写不跨分支或循环即可到达此处的审批步骤，或 start：{known}。",
    },
  },
  approval_without_record: {
    status: 422,
    message: {
      en: '"{keyword}" speaks of a record, and this workflow has none. Remove it, or start it with a record.',
      "zh-CN": "“{keyword}”针对记录，但此流程没有记录。请删除，或改为由记录启动。",
    },
  },
  approval_reminder_invalid: {
    status: 422,
    message: {
      en: 'People are reminded at a share of their time, "50%", from 1% to 99%.',
      "zh-CN": "提醒时间为时限的百分比，如“50%”，范围 1% 至 99%。",
    },
  },
  approval_overdue_invalid: {
    status: 422,
    message: {
      en: 'What is late is settled by "approve", "reject", {"escalate": {"manager": 1}} or {"transfer": {"role": "…"}}; a task is not rejected.',
      "zh-CN":
        '超时处理应为 "approve"、"reject"、{"escalate": {"manager": 1}} 或 {"transfer": {"role": "…"}}；任务不能驳回。',
    },
  },
  approval_mail_invalid: {
    status: 422,
    message: {
      en: '"mail" is true, or "unchanged": then the link in the mail decides until the record changes.',
      "zh-CN": 'mail 应为 true，或 "unchanged"：记录被修改后，邮件中的链接即失效。',
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;

/** What stands in the way of what people do with tasks. */
export const taskCodes = {
  task_not_found: {
    status: 404,
    message: { en: "There is no such task for you.", "zh-CN": "没有您可见的此任务。" },
  },
  task_settled: {
    status: 409,
    message: {
      en: "This is settled already: {outcome}.",
      "zh-CN": "此任务已处理：{outcome}。",
    },
  },
  task_not_yet: {
    status: 409,
    message: {
      en: "Others are asked before you. Wait for your turn.",
      "zh-CN": "尚未轮到您处理，请等待前面的人。",
    },
  },
  task_record_changed: {
    status: 409,
    message: {
      en: "The record has changed since you looked at it. Look at it again, and then decide.",
      "zh-CN": "您查看之后记录已被修改，请重新查看后再决定。",
    },
  },
  task_own_request: {
    status: 403,
    message: {
      en: "Nobody decides on a request of his own. Somebody else has to.",
      "zh-CN": "不能审批自己的申请，请由他人处理。",
    },
  },
  task_role_lost: {
    status: 403,
    message: {
      en: "You were asked because of a role that you have no more. An administrator hands it on.",
      "zh-CN": "您因某角色被指派，但已不再拥有该角色，请由管理员转交。",
    },
  },
  task_not_allowed: {
    status: 403,
    message: {
      en: "This step does not allow that: {action}.",
      "zh-CN": "此步骤不允许该操作：{action}。",
    },
  },
  task_person_unknown: {
    status: 422,
    message: {
      en: "Name somebody who can come in to this workspace.",
      "zh-CN": "请选择可登录此工作区的人员。",
    },
  },
  task_person_asked: {
    status: 422,
    message: {
      en: "This person is asked already.",
      "zh-CN": "此人已在审批人中。",
    },
  },
  task_field_fixed: {
    status: 422,
    message: {
      en: 'The step does not let "{name}" be changed. It may change: {known}.',
      "zh-CN": "此步骤不允许修改“{name}”，可修改的有：{known}。",
    },
  },
  task_return_unknown: {
    status: 422,
    message: {
      en: 'It cannot be returned to "{name}". Name one of: {known}.',
      "zh-CN": "无法退回到“{name}”，可选：{known}。",
    },
  },
  task_withdraw_late: {
    status: 409,
    message: {
      en: "It cannot be taken back any more: somebody has decided.",
      "zh-CN": "已有人处理，无法撤回。",
    },
  },
  decision_not_open: {
    status: 422,
    message: {
      en: "Nothing can be decided with this link any more. Sign in to see what you are asked.",
      "zh-CN": "此链接已失效。请登录查看待您审批的事项。",
    },
  },
  decision_needs_sign_in: {
    status: 422,
    message: {
      en: "This step asks for more than an opinion. Sign in, fill it in, and decide there.",
      "zh-CN": "此步骤还需填写其他内容，请登录后填写并审批。",
    },
  },
  task_reminded: {
    status: 429,
    message: {
      en: "They were reminded a moment ago. Once an hour is enough.",
      "zh-CN": "刚刚已催办，每小时只能催办一次。",
    },
  },
  approval_script_answer: {
    status: 422,
    message: {
      en: 'The script "{name}" says who is asked: it answers a list of ids of people, at most {maximum}.',
      "zh-CN": "脚本“{name}”应返回审批人的 ID 列表，最多 {maximum} 人。",
    },
  },
  approval_nobody: {
    status: 422,
    message: {
      en: "Nobody was found who may decide this. Give somebody the role or the place, and try the step again.",
      "zh-CN": "没有找到可审批的人。请为他人分配相应角色或岗位，然后重试此步骤。",
    },
  },
  record_under_approval: {
    status: 409,
    message: {
      en: "People are deciding on this record, and it rests until they have: {step}.",
      "zh-CN": "此记录正在审批中（{step}），审批结束前不能修改。",
    },
  },
  delegation_not_found: {
    status: 404,
    message: { en: "Nobody stands in for you like that.", "zh-CN": "没有此代理设置。" },
  },
  delegation_invalid: {
    status: 422,
    message: {
      en: "Somebody else stands in for you, from one day until a later one.",
      "zh-CN": "请指定他人代理，且结束时间须晚于开始时间。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
