import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Problems of second factors, passkeys and signing in by a provider. */
export const signInCodes = {
  wrong_code: {
    status: 422,
    message: {
      en: "The code is wrong, or was used already. Wait for the next one.",
      "zh-CN": "验证码不正确或已使用过，请等待下一个。",
    },
  },
  second_factor_refused: {
    status: 401,
    message: {
      en: "The code is wrong, or was used already. Wait for the next one, or use a recovery code.",
      "zh-CN": "验证码不正确或已使用过，请等待下一个，或使用恢复代码。",
    },
  },
  challenge_expired: {
    status: 401,
    message: {
      en: "The second step took too long, or too many tries. Sign in again.",
      "zh-CN": "第二步验证超时或尝试次数过多，请重新登录。",
    },
  },
  second_factor_needed: {
    status: 403,
    message: {
      en: "This workspace asks for a second factor. Set one up first.",
      "zh-CN": "此工作区要求启用双重验证，请先完成设置。",
    },
  },
  second_factor_missing: {
    status: 409,
    message: {
      en: "Recovery codes stand in for a second factor. Set one up first.",
      "zh-CN": "恢复代码用于替代双重验证，请先设置双重验证。",
    },
  },
  totp_is_active: {
    status: 409,
    message: {
      en: "An authenticator app is set up already. Remove it first.",
      "zh-CN": "已设置身份验证器应用，请先移除。",
    },
  },
  totp_not_begun: {
    status: 409,
    message: {
      en: "No authenticator app is being set up. Begin anew.",
      "zh-CN": "未在设置身份验证器应用，请重新开始。",
    },
  },
  totp_not_active: {
    status: 409,
    message: {
      en: "No authenticator app is set up.",
      "zh-CN": "未设置身份验证器应用。",
    },
  },
  passkeys_unavailable: {
    status: 409,
    message: {
      en: "Passkeys need the name of this server. Its administrator sets TENON_PUBLIC_URL.",
      "zh-CN": "使用通行密钥需要服务器的域名，请管理员设置 TENON_PUBLIC_URL。",
    },
  },
  passkey_refused: {
    status: 401,
    message: {
      en: "This passkey does not sign anybody in here. Use another way.",
      "zh-CN": "此通行密钥无法在此登录，请使用其他方式。",
    },
  },
  passkey_not_accepted: {
    status: 422,
    message: {
      en: "The passkey could not be added. Begin anew.",
      "zh-CN": "无法添加通行密钥，请重新开始。",
    },
  },
  passkey_not_found: {
    status: 404,
    message: { en: "You have no such passkey.", "zh-CN": "您没有此通行密钥。" },
  },
  too_many_passkeys: {
    status: 409,
    message: {
      en: "There are {maximum} passkeys already. Remove one first.",
      "zh-CN": "通行密钥已达 {maximum} 个，请先移除一个。",
    },
  },
  session_needed: {
    status: 403,
    message: {
      en: "This is done by a person who has signed in, not with an API token.",
      "zh-CN": "此操作须由本人登录后进行，不能使用 API 令牌。",
    },
  },
  recent_sign_in_needed: {
    status: 403,
    message: {
      en: "Sign out and sign in again, then do this within ten minutes.",
      "zh-CN": "请退出并重新登录，然后在十分钟内完成此操作。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
