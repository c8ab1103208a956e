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
  provider_unavailable: {
    status: 409,
    message: {
      en: "Nobody signs in by a provider here. Use another way.",
      "zh-CN": "此处未启用第三方登录，请使用其他方式。",
    },
  },
  provider_unreachable: {
    status: 503,
    message: {
      en: "The provider cannot be reached at the moment. Try again shortly, or use another way.",
      "zh-CN": "暂时无法连接身份提供方，请稍后重试或使用其他方式。",
    },
  },
  provider_flow_expired: {
    status: 401,
    message: {
      en: "This took too long, was begun in another browser, or is done already. Begin anew.",
      "zh-CN": "操作超时、由其他浏览器发起或已完成，请重新开始。",
    },
  },
  provider_declined: {
    status: 401,
    message: {
      en: "The provider did not let you in, or you broke it off. Begin anew, or use another way.",
      "zh-CN": "身份提供方未予通过或您已取消，请重新开始或使用其他方式。",
    },
  },
  provider_refused: {
    status: 401,
    message: {
      en: "What the provider answered cannot be trusted. Begin anew; if it happens again, tell your administrator.",
      "zh-CN": "身份提供方的应答不可信，请重新开始；若再次发生，请联系管理员。",
    },
  },
  provider_account_unknown: {
    status: 403,
    message: {
      en: "Your account at the provider lets nobody in here. Sign in another way and link it under “Your account”, or ask your administrator.",
      "zh-CN":
        "您在身份提供方的账号无法在此登录。请以其他方式登录后在“我的账号”中关联，或联系管理员。",
    },
  },
  identity_exists: {
    status: 409,
    message: {
      en: "An account of the provider is linked already. Unlink it first.",
      "zh-CN": "已关联身份提供方的账号，请先解除关联。",
    },
  },
  identity_taken: {
    status: 409,
    message: {
      en: "This account of the provider signs in somebody else here.",
      "zh-CN": "身份提供方的此账号已关联到其他用户。",
    },
  },
  identity_not_found: {
    status: 404,
    message: { en: "No such account is linked.", "zh-CN": "没有关联此账号。" },
  },
  last_way_in: {
    status: 409,
    message: {
      en: "This is the only way into your account. Set up another one first, such as a passkey.",
      "zh-CN": "这是您登录的唯一方式，请先设置其他方式，例如通行密钥。",
    },
  },
  invitation_by_provider: {
    status: 409,
    message: {
      en: "You have an account without a password. Go to the sign-in page and sign in as you do elsewhere: that accepts the invitation.",
      "zh-CN": "您已有一个没有密码的账号。请前往登录页面，以您平常的方式登录，即可接受邀请。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
