/**
 * What somebody may do with an object, as one sentence: “Reads records of the own department; changes
 * own records; does not see margin.”
 */
import type { ObjectPermission } from "../../metadata/access/permissions.ts";
import { objectActions, type RecordVerb, recordVerbs } from "../../metadata/access/role.ts";
import type { Locale, Text } from "../../metadata/text.ts";
import { type ConditionWords, reachSentence } from "./scope-sentence.ts";
import { listed, listedShort, titleWithin, wholeSentence } from "./sentence-parts.ts";

export interface PermissionWords {
  readonly locale: Locale;
  readonly condition: ConditionWords;
  /** What may be seen at all, with its title and whether anybody may fill it in. */
  readonly fields: readonly {
    readonly path: string;
    readonly title: string;
    readonly isWritable: boolean;
  }[];
  /** Steps of the lifecycle; none without one. */
  readonly steps: readonly { readonly name: string; readonly title: string }[];
}

const verbTexts: Readonly<Record<RecordVerb, Text>> = {
  read: { en: "reads", "zh-CN": "查看" },
  create: { en: "creates", "zh-CN": "新建" },
  update: { en: "changes", "zh-CN": "修改" },
  delete: { en: "deletes", "zh-CN": "删除" },
};

const actionTexts = {
  export: { en: "export", "zh-CN": "导出" },
  import: { en: "import", "zh-CN": "导入" },
  share: { en: "share", "zh-CN": "共享" },
  transfer: { en: "transfer", "zh-CN": "转交" },
} as const satisfies Readonly<Record<string, Text>>;

const nothing: Text = { en: "Does not see it.", "zh-CN": "看不到该对象。" };

export function permissionSentence(permission: ObjectPermission, words: PermissionWords): string {
  const { locale } = words;
  // Who may not read a record does nothing else with it.
  if (permission.reach("read") === null) return nothing[locale];
  return wholeSentence(
    [
      ...verbStatements(permission, words),
      ...actionStatements(permission, locale),
      ...stepStatements(permission, words),
      ...fieldStatements(permission, words),
    ],
    locale,
  );
}

/** Verbs that reach the same records stand together. */
function verbStatements(
  permission: ObjectPermission,
  { locale, condition }: PermissionWords,
): readonly string[] {
  const byReach = new Map<string, string[]>();
  const inOrder = ["read", ...recordVerbs.filter((verb) => verb !== "read")] as const;
  for (const verb of inOrder) {
    const reach = permission.reach(verb);
    if (reach === null) continue;
    const which = reachSentence(reach, locale, condition);
    byReach.set(which, [...(byReach.get(which) ?? []), verbTexts[verb][locale]]);
  }
  return [...byReach].map(([which, verbs]) => {
    const said = listed(verbs, locale);
    return locale === "en" ? `${said} ${which}` : `可${said}${which}`;
  });
}

function actionStatements(permission: ObjectPermission, locale: Locale): readonly string[] {
  const actions = objectActions.filter((action) => permission.may(action));
  if (actions.length === 0) return [];
  const said = listed(
    actions.map((action) => actionTexts[action][locale]),
    locale,
  );
  return [locale === "en" ? `may ${said}` : `可${said}`];
}

function stepStatements(
  permission: ObjectPermission,
  { locale, steps }: PermissionWords,
): readonly string[] {
  if (steps.length === 0) return [];
  const taken = steps.filter(({ name }) => permission.mayStep(name));
  if (taken.length === steps.length)
    return [locale === "en" ? "takes every step" : "可执行全部步骤"];
  if (taken.length === 0) {
    // Nobody expects steps of who only reads.
    if (permission.reach("update") === null) return [];
    return [locale === "en" ? "takes no step" : "不能执行任何步骤"];
  }
  const titles = taken.map(({ title }) => `“${title}”`);
  const said = listedShort(titles, locale);
  if (locale !== "en") return [`可执行步骤${said}`];
  return [`takes the ${taken.length === 1 ? "step" : "steps"} ${said}`];
}

function fieldStatements(
  permission: ObjectPermission,
  { locale, fields }: PermissionWords,
): readonly string[] {
  const levelled = fields.map((field) => ({ ...field, ...permission.level(field.path) }));
  const hidden = levelled.filter(({ level }) => level === "none");
  const seen = levelled.filter(({ level }) => level !== "none");
  const named = (list: readonly { readonly title: string }[]) =>
    listedShort(
      list.map(({ title }) => titleWithin(title, locale)),
      locale,
    );
  const statements: string[] = [];
  if (fields.length > 0 && seen.length === 0)
    statements.push(locale === "en" ? "sees no field" : "看不到任何字段");
  else if (hidden.length > seen.length)
    statements.push(locale === "en" ? `sees only ${named(seen)}` : `只能看到${named(seen)}`);
  else if (hidden.length > 0)
    statements.push(locale === "en" ? `does not see ${named(hidden)}` : `看不到${named(hidden)}`);
  const writes = permission.reach("update") !== null || permission.reach("create") !== null;
  const open = seen.filter(({ isWritable }) => isWritable);
  const readOnly = open.filter(({ level }) => level === "read");
  if (!writes || readOnly.length === 0) return statements;
  const writable = open.filter(({ level }) => level === "write");
  if (writable.length === 0)
    statements.push(locale === "en" ? "fills in no field" : "不能填写任何字段");
  else if (readOnly.length > writable.length)
    statements.push(
      locale === "en" ? `fills in only ${named(writable)}` : `只能填写${named(writable)}`,
    );
  else
    statements.push(
      locale === "en" ? `does not change ${named(readOnly)}` : `不能修改${named(readOnly)}`,
    );
  return statements;
}
