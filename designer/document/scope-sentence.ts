/** Which records, in words: `own records and those where Region is “North”`. */
import type { Reach } from "../../metadata/access/permissions.ts";
import type { RecordScope } from "../../metadata/access/role.ts";
import type { Locale, Text } from "../../metadata/text.ts";
import { listed } from "./sentence-parts.ts";

/** A condition in the reader's words; the expression itself when it cannot be understood. */
export type ConditionWords = (expression: string) => string;

const wholeWords: Text = { en: "all records", "zh-CN": "全部记录" };

const peopleTexts: Readonly<Record<"own" | "team" | "department" | "department_and_below", Text>> =
  {
    own: { en: "own records", "zh-CN": "本人的记录" },
    team: { en: "records of the own teams", "zh-CN": "所在团队的记录" },
    department: { en: "records of the own department", "zh-CN": "本部门的记录" },
    department_and_below: {
      en: "records of the own department and those below it",
      "zh-CN": "本部门及下级部门的记录",
    },
  };

const reportsWords: Text = {
  en: " (counting the people one manages)",
  "zh-CN": "（含所管理人员的）",
};

function scopeWords(scope: RecordScope, locale: Locale, condition: ConditionWords): string {
  if (scope.kind === "shared") return "";
  if (scope.kind === "all") return wholeWords[locale];
  if (scope.kind !== "when") return peopleTexts[scope.kind][locale];
  const words = condition(scope.expression);
  return locale === "en" ? `records where ${words}` : `满足${words}的记录`;
}

/** Any of these. */
export function scopesSentence(
  scopes: readonly RecordScope[],
  locale: Locale,
  condition: ConditionWords,
): string {
  if (scopes.some(({ kind }) => kind === "all")) return wholeWords[locale];
  const words = scopes.map((scope) => scopeWords(scope, locale, condition));
  const reports = scopes.some((scope) => "reports" in scope && scope.reports);
  const said = listed([...new Set(words.filter((text) => text !== ""))], locale);
  return reports ? said + reportsWords[locale] : said;
}

/** Any of these, and within each of those that restrict. */
export function reachSentence(
  { any, every }: Reach,
  locale: Locale,
  condition: ConditionWords,
): string {
  const limits = every.map((scopes) => {
    const said = scopesSentence(scopes, locale, condition);
    return locale === "en" ? `, but only ${said}` : `（仅限${said}）`;
  });
  return scopesSentence(any, locale, condition) + limits.join("");
}
