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
  token_only_reads: {
    status: 403,
    message: {
      en: "This token may only read. Use one with the scope “all”.",
      "zh-CN": "此令牌只能读取，请使用权限为“全部”的令牌。",
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
  session_not_found: {
    status: 404,
    message: { en: "You have no such session.", "zh-CN": "您没有此会话。" },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
