import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Problems of accounts: passwords, links, sessions, tokens, people of a workspace. */
export const accountCodes = {
  password_too_short: {
    status: 422,
    message: {
      en: "A password has at least {minimum} characters.",
      "zh-CN": "密码至少 {minimum} 个字符。",
    },
  },
  password_too_long: {
    status: 422,
    message: {
      en: "A password has at most {maximum} characters.",
      "zh-CN": "密码最多 {maximum} 个字符。",
    },
  },
  password_common: {
    status: 422,
    message: {
      en: "This password is among the first that guessers try. Choose another, such as three unrelated words.",
      "zh-CN": "此密码过于常见，容易被猜中，请换一个，例如三个互不相关的词。",
    },
  },
  password_names_you: {
    status: 422,
    message: {
      en: "The password is your name or your e-mail address. Choose one that nobody can know.",
      "zh-CN": "密码与您的姓名或邮箱相同，请换一个他人无法得知的密码。",
    },
  },
  wrong_password: {
    status: 422,
    message: {
      en: "This is not your current password.",
      "zh-CN": "当前密码不正确。",
    },
  },
  link_not_valid: {
    status: 422,
    message: {
      en: "This link has been used or has expired. Ask for a new one.",
      "zh-CN": "此链接已使用或已过期，请重新获取。",
    },
  },
  password_of_account_needed: {
    status: 422,
    message: {
      en: "There is an account with this address already. Enter its password.",
      "zh-CN": "此邮箱已有账号，请输入该账号的密码。",
    },
  },
  token_only_reads: {
    status: 403,
    message: {
      en: "This token may only read. Use one with the scope “all”.",
      "zh-CN": "此令牌只能读取，请使用权限为“全部”的令牌。",
    },
  },
  viewing_only_reads: {
    status: 403,
    message: {
      en: "You look at the workspace as somebody else; nothing can be changed. End it first.",
      "zh-CN": "您正在以他人身份查看，不能做任何修改，请先结束查看。",
    },
  },
  viewing_not_this: {
    status: 403,
    message: {
      en: "This belongs to the other person alone. End looking as somebody else to see your own.",
      "zh-CN": "此内容仅对方本人可见。请先结束以他人身份查看。",
    },
  },
  viewing_not_permitted: {
    status: 403,
    message: {
      en: "You may not look at the workspace as others any more. End it.",
      "zh-CN": "您已无权以他人身份查看，请结束查看。",
    },
  },
  viewing_needs_session: {
    status: 403,
    message: {
      en: "Sign in at the screens to look as somebody else; a token cannot.",
      "zh-CN": "请在界面中登录后再以他人身份查看，令牌不可用。",
    },
  },
  too_many_tokens: {
    status: 409,
    message: {
      en: "There are {maximum} tokens already. Remove one that is not needed any more.",
      "zh-CN": "令牌已达 {maximum} 个，请先删除不再使用的令牌。",
    },
  },
  expiry_out_of_range: {
    status: 422,
    message: {
      en: "A token ends in the future, by {latest} at the latest.",
      "zh-CN": "令牌的到期时间应在将来，最迟为 {latest}。",
    },
  },
  token_not_found: {
    status: 404,
    message: { en: "There is no such token.", "zh-CN": "没有此令牌。" },
  },
  unknown_role: {
    status: 422,
    message: {
      en: 'There is no role "{name}". Roles: {known}.',
      "zh-CN": "没有角色“{name}”。可用角色：{known}。",
    },
  },
  role_beyond_yours: {
    status: 403,
    message: {
      en: "This takes a role that you do not have yourself. Ask an administrator.",
      "zh-CN": "此操作涉及您自己没有的角色，请联系管理员。",
    },
  },
  not_yourself: {
    status: 409,
    message: {
      en: "Nobody does this to his own account. Ask another administrator.",
      "zh-CN": "不能对自己的账号执行此操作，请联系其他管理员。",
    },
  },
  last_administrator: {
    status: 409,
    message: {
      en: "This is the last active administrator. Make somebody else one first.",
      "zh-CN": "这是最后一位有效的管理员，请先指定其他管理员。",
    },
  },
  user_exists: {
    status: 409,
    message: {
      en: "{email} belongs to this workspace already.",
      "zh-CN": "{email} 已是此工作区的成员。",
    },
  },
  department_beyond_yours: {
    status: 403,
    message: {
      en: "You look after the people of your own departments. Choose one of these.",
      "zh-CN": "您只能管理本部门范围内的人员，请选择其中的部门。",
    },
  },
  department_unknown: {
    status: 422,
    message: {
      en: "There is no such department.",
      "zh-CN": "没有此部门。",
    },
  },
  user_not_found: {
    status: 404,
    message: { en: "There is no such user here.", "zh-CN": "此处没有该用户。" },
  },
  user_is_disabled: {
    status: 409,
    message: {
      en: "The user is disabled. Enable him first.",
      "zh-CN": "该用户已停用，请先启用。",
    },
  },
  not_a_service_account: {
    status: 409,
    message: {
      en: "Tokens are made here for service accounts only. People make their own.",
      "zh-CN": "此处只能为服务账号创建令牌，个人令牌由本人创建。",
    },
  },
  service_has_no_password: {
    status: 409,
    message: {
      en: "A service account has no password. Make a token for it.",
      "zh-CN": "服务账号没有密码，请为其创建令牌。",
    },
  },
  signs_in_elsewhere: {
    status: 409,
    message: {
      en: "This user has no password here: he signs in another way.",
      "zh-CN": "该用户在此没有密码，通过其他方式登录。",
    },
  },
  user_belongs_elsewhere: {
    status: 409,
    message: {
      en: "This user belongs to other workspaces too, so the link can go to his own address only. Set up mail (TENON_MAIL_URL).",
      "zh-CN": "该用户还属于其他工作区，链接只能发送到其本人邮箱，请先配置邮件（TENON_MAIL_URL）。",
    },
  },
  factor_guards_others: {
    status: 409,
    message: {
      en: "This user belongs to other workspaces too, which the second factor guards as well. Only he himself removes it.",
      "zh-CN": "该用户还属于其他工作区，双重验证也保护那些工作区，只能由其本人移除。",
    },
  },
  too_many_mails: {
    status: 429,
    message: {
      en: "This address was sent too many mails. Try again in an hour.",
      "zh-CN": "发往此邮箱的邮件过多，请一小时后再试。",
    },
  },
  session_not_found: {
    status: 404,
    message: { en: "You have no such session.", "zh-CN": "您没有此会话。" },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
