/** The sentences of an explanation, in both languages. */
import type { Locale, Text } from "../text.ts";

const sentences = {
  not_a_member: {
    en: "This person does not belong to the workspace.",
    "zh-CN": "此人不属于本工作区。",
  },
  member_invited: {
    en: "The person was invited and has not come in yet.",
    "zh-CN": "此人已受邀，但尚未加入。",
  },
  member_disabled: { en: "The account is disabled.", "zh-CN": "该账户已停用。" },
  no_role: { en: "The person has no role.", "zh-CN": "此人没有任何角色。" },
  has_role: { en: "Has the role {role}.", "zh-CN": "拥有角色“{role}”。" },
  has_included_role: {
    en: "Has the role {role} by {through}.",
    "zh-CN": "通过“{through}”拥有角色“{role}”。",
  },
  organisation_known: {
    en: "How people are organised is known to everybody who has a role here.",
    "zh-CN": "组织架构对工作区内所有有角色的人可见。",
  },
  administers_users: {
    en: "A role of theirs looks after users.",
    "zh-CN": "其角色负责管理用户。",
  },
  administers_no_users: {
    en: "Only who looks after users changes how people are organised.",
    "zh-CN": "只有负责管理用户的角色才能修改组织架构。",
  },
  organisation_unowned: {
    en: "Nobody owns how people are organised: there is nothing to transfer.",
    "zh-CN": "组织架构没有负责人，无需转交。",
  },
  role_grants: {
    en: "{role} grants to {verb} records of this object.",
    "zh-CN": "“{role}”授予{verb}此对象记录的权限。",
  },
  role_grants_every_object: {
    en: "{role} grants to {verb} records of every object it does not name.",
    "zh-CN": "“{role}”授予{verb}所有未单独列出对象的记录的权限。",
  },
  role_forbids: {
    en: "{role} forbids to {verb} records of this object; a restriction wins over every grant.",
    "zh-CN": "“{role}”禁止{verb}此对象的记录；限制优先于所有授权。",
  },
  no_role_grants: {
    en: "No role grants to {verb} records of this object.",
    "zh-CN": "没有角色授予{verb}此对象记录的权限。",
  },
  role_field: {
    en: "{role} gives the field: {level}.",
    "zh-CN": "“{role}”对该字段的授权：{level}。",
  },
  role_limits_field: {
    en: "{role} limits the field to: {level}.",
    "zh-CN": "“{role}”将该字段限制为：{level}。",
  },
  field_denied: {
    en: "Together that comes to: {level}. It is not enough.",
    "zh-CN": "合计为：{level}，权限不足。",
  },
  field_allowed: { en: "Together that comes to: {level}.", "zh-CN": "合计为：{level}。" },
  computed_from_hidden: {
    en: "The field is computed from {input}, which is hidden; only a role that names the field shows it.",
    "zh-CN": "该字段由不可见的“{input}”计算得出；只有明确列出该字段的角色才能看到。",
  },
  scope_holds: {
    en: "{role}: the record is one of {scope} ({verb}).",
    "zh-CN": "“{role}”：记录属于{scope}（{verb}）。",
  },
  scope_fails: {
    en: "{role}: the record is none of {scope} ({verb}).",
    "zh-CN": "“{role}”：记录不属于{scope}（{verb}）。",
  },
  condition_holds: {
    en: "{role}: the condition {condition} holds ({verb}).",
    "zh-CN": "“{role}”：条件 {condition} 成立（{verb}）。",
  },
  condition_fails: {
    en: "{role}: the condition {condition} does not hold ({verb}).",
    "zh-CN": "“{role}”：条件 {condition} 不成立（{verb}）。",
  },
  shared: {
    en: "The record is shared with the person or a team of theirs ({verb}).",
    "zh-CN": "记录已共享给此人或其所在团队（{verb}）。",
  },
  not_shared: {
    en: "The record is not shared with the person ({verb}).",
    "zh-CN": "记录未共享给此人（{verb}）。",
  },
  limit_holds: { en: "A restriction is met ({verb}).", "zh-CN": "满足限制条件（{verb}）。" },
  limit_fails: { en: "A restriction is not met ({verb}).", "zh-CN": "不满足限制条件（{verb}）。" },
  limited: {
    en: "A restriction keeps the record out of reach ({verb}); it wins over every grant.",
    "zh-CN": "受限制，无法{verb}该记录；限制优先于所有授权。",
  },
  out_of_reach: {
    en: "Nothing that is granted reaches this record ({verb}).",
    "zh-CN": "所有授权均不包含此记录（{verb}）。",
  },
  record_locked: {
    en: "In its state {state} nobody changes or deletes the record.",
    "zh-CN": "处于状态“{state}”的记录任何人都不能修改或删除。",
  },
} as const satisfies Readonly<Record<string, Text>>;

export type ExplanationCode = keyof typeof sentences;

export interface ExplanationStep {
  readonly code: ExplanationCode;
  /** What the step alone comes to. */
  readonly outcome: "allows" | "denies" | "neutral";
  readonly params: Readonly<Record<string, string>>;
}

/** Words that stand in place of the values of `verb`, `scope` and `level`. */
const words: Readonly<Record<string, Text>> = {
  create: { en: "create", "zh-CN": "新建" },
  read: { en: "read", "zh-CN": "查看" },
  update: { en: "change", "zh-CN": "修改" },
  delete: { en: "delete", "zh-CN": "删除" },
  transfer: { en: "transfer", "zh-CN": "转交" },
  all: { en: "all records", "zh-CN": "全部记录" },
  own: { en: "their own", "zh-CN": "本人的记录" },
  department: { en: "their department", "zh-CN": "本部门的记录" },
  department_and_below: {
    en: "their department and those below",
    "zh-CN": "本部门及下级部门的记录",
  },
  team: { en: "their teams", "zh-CN": "所在团队的记录" },
  own_reports: { en: "their own and their people's", "zh-CN": "本人及下属的记录" },
  department_reports: {
    en: "their and their people's departments",
    "zh-CN": "本人及下属所在部门的记录",
  },
  department_and_below_reports: {
    en: "their and their people's departments and those below",
    "zh-CN": "本人及下属所在部门及下级部门的记录",
  },
  team_reports: { en: "their and their people's teams", "zh-CN": "本人及下属所在团队的记录" },
  none: { en: "hidden", "zh-CN": "不可见" },
  write: { en: "read and write", "zh-CN": "可读写" },
  read_level: { en: "read only", "zh-CN": "只读" },
};

const wordKey = (name: string, value: string): string =>
  name === "level" && value === "read" ? "read_level" : value;

const worded = ["verb", "scope", "level"];

/** The sentence for a person. */
export function explanationSentence({ code, params }: ExplanationStep, locale: Locale): string {
  return sentences[code][locale].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? "";
    return worded.includes(name) ? (words[wordKey(name, value)]?.[locale] ?? value) : value;
  });
}
