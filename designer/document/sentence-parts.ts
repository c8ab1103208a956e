/** How lists and titles stand in the sentences about rights. */
import type { Locale, Text } from "../../metadata/text.ts";

const joints = {
  and: { en: " and ", "zh-CN": "和" },
  or: { en: " or ", "zh-CN": "或" },
} as const satisfies Readonly<Record<string, Text>>;

/** `a, b and c`; `甲、乙和丙`. */
export function listed(
  texts: readonly string[],
  locale: Locale,
  joint: keyof typeof joints = "and",
): string {
  const last = texts.at(-1) ?? "";
  if (texts.length < 2) return last;
  const before = texts.slice(0, -1).join(locale === "en" ? ", " : "、");
  return `${before}${joints[joint][locale]}${last}`;
}

/** Long lists are cut: `a, b, c and 4 more`. */
export function listedShort(texts: readonly string[], locale: Locale, most = 4): string {
  if (texts.length <= most + 1) return listed(texts, locale);
  const rest = texts.length - most;
  const more: Text = { en: `${rest} more`, "zh-CN": `另外 ${rest} 个` };
  return listed([...texts.slice(0, most), more[locale]], locale);
}

/** A title within a sentence: `Credit limit` → `credit limit`; names and abbreviations stay. */
export const titleWithin = (title: string, locale: Locale): string =>
  locale === "en" && /^\p{Lu}\p{Ll}/u.test(title)
    ? title.charAt(0).toLowerCase() + title.slice(1)
    : title;

/** Statements as one sentence. */
export function wholeSentence(statements: readonly string[], locale: Locale): string {
  const text = statements.join(locale === "en" ? "; " : "；");
  if (locale !== "en") return `${text}。`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
