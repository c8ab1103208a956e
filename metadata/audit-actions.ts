/**
 * Every act that the audit log of a workspace keeps: what it is called, the sentence that an entry
 * reads as, and what an entry holds beside who did it and when. The list is closed, and so is what
 * an entry may hold: nothing else can get into one. A new act is a row here.
 */
import type { Locale, Text } from "./text.ts";

/** What an entry may hold. Never a password, a token, a secret or the value of a field. */
export type AuditValue = string | number | boolean | null | readonly string[];

export interface AuditActionDefinition {
  /** For choosing it in a list. */
  readonly title: Text;
  /** Said of who did it; `{name}` is a member of the subject. */
  readonly sentence: Text;
  /** The members of the subject. */
  readonly subject: readonly string[];
}

/** How somebody came: with a session, with a token, before he was let in, or not over the network. */
export const auditWays = ["session", "token", "sign_in", "command_line", "server"] as const;
export type AuditWay = (typeof auditWays)[number];

export const auditActions = {
  signed_in: {
    title: { en: "Signed in", "zh-CN": "登录" },
    sentence: { en: "Signed in: {method}", "zh-CN": "登录：{method}" },
    subject: ["method"],
  },
  sign_in_refused: {
    title: { en: "Sign-in refused", "zh-CN": "登录被拒绝" },
    sentence: { en: "Was not let in: {method}", "zh-CN": "登录被拒绝：{method}" },
    subject: ["method"],
  },
  second_factor_refused: {
    title: { en: "Second factor refused", "zh-CN": "双重验证失败" },
    sentence: {
      en: "Gave a second factor that was not right ({method})",
      "zh-CN": "双重验证不正确（{method}）",
    },
    subject: ["method"],
  },
  signed_out: {
    title: { en: "Signed out", "zh-CN": "退出登录" },
    sentence: { en: "Signed out", "zh-CN": "退出登录" },
    subject: [],
  },
  own_sessions_ended: {
    title: { en: "Own sessions ended", "zh-CN": "结束本人会话" },
    sentence: { en: "Ended {count} of the own sessions", "zh-CN": "结束了本人的 {count} 个会话" },
    subject: ["count"],
  },
  sessions_ended: {
    title: { en: "Sessions of somebody ended", "zh-CN": "结束他人会话" },
    sentence: {
      en: "Ended {count} sessions of {whom}",
      "zh-CN": "结束了 {whom} 的 {count} 个会话",
    },
    subject: ["account", "whom", "count"],
  },
  password_changed: {
    title: { en: "Password changed", "zh-CN": "修改密码" },
    sentence: { en: "Changed the own password", "zh-CN": "修改了本人的密码" },
    subject: [],
  },
  password_reset: {
    title: { en: "Password set by a link", "zh-CN": "通过链接重置密码" },
    sentence: { en: "Chose a new password by a link", "zh-CN": "通过链接设置了新密码" },
    subject: [],
  },
  link_made: {
    title: { en: "Link to a new password", "zh-CN": "生成重置密码链接" },
    sentence: {
      en: "Made a link to a new password for {whom}",
      "zh-CN": "为 {whom} 生成了重置密码链接",
    },
    subject: ["account", "whom"],
  },
  totp_added: {
    title: { en: "Authenticator app set up", "zh-CN": "设置验证器应用" },
    sentence: { en: "Set up an authenticator app", "zh-CN": "设置了验证器应用" },
    subject: [],
  },
  totp_removed: {
    title: { en: "Authenticator app removed", "zh-CN": "移除验证器应用" },
    sentence: { en: "Removed the authenticator app", "zh-CN": "移除了验证器应用" },
    subject: [],
  },
  second_factor_reset: {
    title: { en: "Second factor reset", "zh-CN": "重置双重验证" },
    sentence: {
      en: "Removed all second factors of {whom}",
      "zh-CN": "移除了 {whom} 的全部双重验证方式",
    },
    subject: ["account", "whom"],
  },
  passkey_added: {
    title: { en: "Passkey added", "zh-CN": "添加通行密钥" },
    sentence: { en: "Added the passkey “{name}”", "zh-CN": "添加了通行密钥“{name}”" },
    subject: ["passkey", "name"],
  },
  passkey_removed: {
    title: { en: "Passkey removed", "zh-CN": "移除通行密钥" },
    sentence: { en: "Removed the passkey “{name}”", "zh-CN": "移除了通行密钥“{name}”" },
    subject: ["passkey", "name"],
  },
  recovery_codes_renewed: {
    title: { en: "Recovery codes renewed", "zh-CN": "更新恢复代码" },
    sentence: { en: "Made new recovery codes", "zh-CN": "重新生成了恢复代码" },
    subject: [],
  },
  invited: {
    title: { en: "Invited", "zh-CN": "邀请" },
    sentence: { en: "Invited {whom} as {roles}", "zh-CN": "邀请 {whom} 担任 {roles}" },
    subject: ["account", "whom", "roles"],
  },
  invitation_accepted: {
    title: { en: "Invitation accepted", "zh-CN": "接受邀请" },
    sentence: { en: "Accepted the invitation", "zh-CN": "接受了邀请" },
    subject: [],
  },
  user_created: {
    title: { en: "User created", "zh-CN": "创建用户" },
    sentence: {
      en: "Gave {whom} an account as {roles}",
      "zh-CN": "为 {whom} 创建账号，角色 {roles}",
    },
    subject: ["account", "whom", "roles"],
  },
  service_created: {
    title: { en: "Service account created", "zh-CN": "创建服务账号" },
    sentence: {
      en: "Made the service account {whom} as {roles}",
      "zh-CN": "创建了服务账号 {whom}，角色 {roles}",
    },
    subject: ["account", "whom", "roles"],
  },
  user_disabled: {
    title: { en: "User disabled", "zh-CN": "停用用户" },
    sentence: { en: "Disabled {whom}", "zh-CN": "停用了 {whom}" },
    subject: ["account", "whom"],
  },
  user_enabled: {
    title: { en: "User enabled", "zh-CN": "启用用户" },
    sentence: { en: "Enabled {whom}", "zh-CN": "启用了 {whom}" },
    subject: ["account", "whom"],
  },
  department_changed: {
    title: { en: "Department changed", "zh-CN": "更改部门" },
    sentence: {
      en: "Moved {whom} from department {before} to {after}",
      "zh-CN": "将 {whom} 从部门 {before} 调至 {after}",
    },
    subject: ["account", "whom", "before", "after"],
  },
  roles_changed: {
    title: { en: "Roles changed", "zh-CN": "更改角色" },
    sentence: {
      en: "Changed the roles of {whom} from {before} to {after}",
      "zh-CN": "将 {whom} 的角色从 {before} 改为 {after}",
    },
    subject: ["account", "whom", "before", "after"],
  },
  token_made: {
    title: { en: "API token made", "zh-CN": "创建 API 令牌" },
    sentence: {
      en: "Made the API token “{name}” of {whom}, scope {scope}",
      "zh-CN": "为 {whom} 创建了 API 令牌“{name}”，权限 {scope}",
    },
    subject: ["account", "whom", "id", "name", "scope", "expires_at"],
  },
  token_revoked: {
    title: { en: "API token revoked", "zh-CN": "撤销 API 令牌" },
    sentence: {
      en: "Revoked the API token “{name}” of {whom}",
      "zh-CN": "撤销了 {whom} 的 API 令牌“{name}”",
    },
    subject: ["account", "whom", "id", "name"],
  },
  exported: {
    title: { en: "Records exported", "zh-CN": "导出记录" },
    sentence: {
      en: "Exported {object} as {format}; filter: {filter}; records: {rows}",
      "zh-CN": "将“{object}”导出为 {format}；筛选：{filter}；记录数：{rows}",
    },
    subject: ["object", "format", "filter", "rows"],
  },
  import_begun: {
    title: { en: "Import begun", "zh-CN": "开始导入" },
    sentence: {
      en: "Began to import {rows} rows into {object}",
      "zh-CN": "开始向“{object}”导入 {rows} 行",
    },
    subject: ["object", "rows", "job"],
  },
  import_undone: {
    title: { en: "Import taken back", "zh-CN": "撤销导入" },
    sentence: { en: "Took back an import into {object}", "zh-CN": "撤销了对“{object}”的导入" },
    subject: ["object", "job"],
  },
  published: {
    title: { en: "Published", "zh-CN": "发布" },
    sentence: {
      en: "Published version {version}: {message}",
      "zh-CN": "发布了版本 {version}：{message}",
    },
    subject: ["version", "message"],
  },
  version_returned: {
    title: { en: "Went back to a version", "zh-CN": "恢复到旧版本" },
    sentence: {
      en: "Went back to version {from}, published as version {version}: {message}",
      "zh-CN": "恢复到版本 {from}，发布为版本 {version}：{message}",
    },
    subject: ["version", "from", "message"],
  },
  purged: {
    title: { en: "Removed for good", "zh-CN": "彻底删除" },
    sentence: {
      en: "Let go for good what was removed: {names}",
      "zh-CN": "彻底删除了已移除的内容：{names}",
    },
    subject: ["names"],
  },
  secret_revealed: {
    title: { en: "Secret shown", "zh-CN": "查看机密" },
    sentence: {
      en: "Was shown the secret {field} of {object}, record {record}",
      "zh-CN": "查看了“{object}”的机密“{field}”，记录 {record}",
    },
    subject: ["object", "field", "record"],
  },
  identity_linked: {
    title: { en: "Way in by a provider added", "zh-CN": "添加第三方登录" },
    sentence: { en: "Linked an account of {issuer}", "zh-CN": "关联了 {issuer} 的账号" },
    subject: ["issuer"],
  },
  identity_removed: {
    title: { en: "Way in by a provider removed", "zh-CN": "移除第三方登录" },
    sentence: { en: "Removed an account of a provider", "zh-CN": "移除了第三方登录账号" },
    subject: ["identity"],
  },
  record_shared: {
    title: { en: "Record shared", "zh-CN": "共享记录" },
    sentence: {
      en: "Shared record {record} of {object} with {whom} ({access})",
      "zh-CN": "将“{object}”的记录 {record} 共享给 {whom}（{access}）",
    },
    subject: ["object", "record", "receiver", "whom", "access"],
  },
  share_ended: {
    title: { en: "Share ended", "zh-CN": "结束共享" },
    sentence: {
      en: "Ended the share {share} of record {record} of {object}",
      "zh-CN": "结束了“{object}”的记录 {record} 的共享 {share}",
    },
    subject: ["object", "record", "share"],
  },
  records_transferred: {
    title: { en: "Records transferred", "zh-CN": "转交记录" },
    sentence: {
      en: "Gave {count} records of {object} to {whom}",
      "zh-CN": "将“{object}”的 {count} 条记录转交给 {whom}",
    },
    subject: ["object", "count", "from", "owner", "whom"],
  },
  viewing_begun: {
    title: { en: "Looking as somebody else begun", "zh-CN": "开始以他人身份查看" },
    sentence: { en: "Began to look as {whom}", "zh-CN": "开始以 {whom} 的身份查看" },
    subject: ["account", "whom"],
  },
  viewing_ended: {
    title: { en: "Looking as somebody else ended", "zh-CN": "结束以他人身份查看" },
    sentence: { en: "Ended looking as {whom}", "zh-CN": "结束以 {whom} 的身份查看" },
    subject: ["account", "whom"],
  },
  delegation_changed: {
    title: { en: "Stand-in changed", "zh-CN": "代理变更" },
    sentence: { en: "{what} {to} as stand-in", "zh-CN": "代理人 {to}：{what}" },
    subject: ["what", "to"],
  },
  run_changed: {
    title: { en: "Run of a workflow handled", "zh-CN": "处理流程运行" },
    sentence: {
      en: "Handled the run {run} of a workflow: {what}",
      "zh-CN": "处理了流程运行 {run}：{what}",
    },
    subject: ["run", "what"],
  },
  delivery_resent: {
    title: { en: "Delivery sent again", "zh-CN": "重新投递" },
    sentence: {
      en: "Had the delivery {delivery} sent again",
      "zh-CN": "重新发送了投递 {delivery}",
    },
    subject: ["delivery"],
  },
  endpoint_changed: {
    title: { en: "Endpoint changed", "zh-CN": "修改端点" },
    sentence: {
      en: "Changed the endpoint {endpoint} to {address} (new secret: {secret})",
      "zh-CN": "将端点 {endpoint} 改为 {address}（更换密钥：{secret}）",
    },
    subject: ["endpoint", "address", "secret"],
  },
  endpoint_removed: {
    title: { en: "Endpoint removed", "zh-CN": "删除端点" },
    sentence: { en: "Removed the endpoint {endpoint}", "zh-CN": "删除了端点 {endpoint}" },
    subject: ["endpoint"],
  },
  secret_changed: {
    title: { en: "Secret of scripts changed", "zh-CN": "修改脚本密文" },
    sentence: {
      en: "Set the secret {secret}, for {hosts}",
      "zh-CN": "设置了密文 {secret}，可发往 {hosts}",
    },
    subject: ["secret", "hosts"],
  },
  secret_removed: {
    title: { en: "Secret of scripts removed", "zh-CN": "删除脚本密文" },
    sentence: { en: "Removed the secret {secret}", "zh-CN": "删除了密文 {secret}" },
    subject: ["secret"],
  },
  hook_secret_made: {
    title: { en: "Secret of a webhook made", "zh-CN": "生成 webhook 密钥" },
    sentence: {
      en: "Made a new secret for webhooks of the workflow {workflow}",
      "zh-CN": "为流程 {workflow} 的 webhook 生成了新密钥",
    },
    subject: ["workflow"],
  },
} as const satisfies Readonly<Record<string, AuditActionDefinition>>;

export type AuditAction = keyof typeof auditActions;

/** What an entry about an act holds. */
export type AuditSubject<Name extends AuditAction> = Readonly<
  Record<(typeof auditActions)[Name]["subject"][number], AuditValue>
>;

export const isAuditAction = (name: string): name is AuditAction =>
  Object.hasOwn(auditActions, name);

/** Ways of signing in; every other member of a subject stands in sentences as it is. */
const methods: Readonly<Record<string, Text>> = {
  password: { en: "password", "zh-CN": "密码" },
  password_code: { en: "password and code", "zh-CN": "密码和验证码" },
  password_passkey: { en: "password and passkey", "zh-CN": "密码和通行密钥" },
  code: { en: "code", "zh-CN": "验证码" },
  passkey: { en: "passkey", "zh-CN": "通行密钥" },
  invitation: { en: "invitation", "zh-CN": "邀请" },
  provider: { en: "identity provider", "zh-CN": "身份提供方" },
};

/** What an entry says; what nobody knows is a dash. */
export function auditSentence(
  action: string,
  subject: Readonly<Record<string, unknown>>,
  locale: Locale,
): string {
  // An act of a later engine has no sentence here.
  if (!isAuditAction(action)) return action;
  return auditActions[action].sentence[locale].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(subject, name) ? subject[name] : null;
    const method = name === "method" ? methods[String(value)] : undefined;
    return method?.[locale] ?? written(value, locale);
  });
}

function written(value: unknown, locale: Locale): string {
  if (Array.isArray(value)) return written(value.join(locale === "zh-CN" ? "、" : ", "), locale);
  return value === null || value === undefined || value === "" ? "–" : String(value);
}
