/** The languages that ship complete. The first one is the fallback. */
export const locales = ["en", "zh-CN"] as const;
export type Locale = (typeof locales)[number];

/** A text of the product itself, in every language that ships. */
export type Text = Readonly<Record<Locale, string>>;

/** The best shipped locale for an `Accept-Language` header or a browser's list of languages. */
export function matchLocale(wanted: string | readonly string[] | null | undefined): Locale {
  const list = typeof wanted === "string" ? wanted.split(",") : (wanted ?? []);
  for (const entry of list) {
    const tag = entry.split(";")[0]?.trim().toLowerCase() ?? "";
    if (tag.startsWith("zh")) return "zh-CN";
    if (tag.startsWith("en")) return "en";
  }
  return "en";
}

/**
 * `value` in the place of `template` from `start` to `end`. A blank parts Chinese characters from
 * Latin letters and digits beside them, as Chinese is set: `新建 Asset`.
 */
export function setBeside(template: string, value: string, start: number, end: number): string {
  const isParted = (one: string, other: string): boolean =>
    (han.test(one) && western.test(other)) || (western.test(one) && han.test(other));
  const [first = "", last = ""] = [[...value][0], [...value].at(-1)];
  const before = isParted(template[start - 1] ?? "", first) ? " " : "";
  const after = isParted(last, template[end] ?? "") ? " " : "";
  return `${before}${value}${after}`;
}

const han = /\p{Script=Han}/u;
const western = /[\p{Script=Latin}\p{Nd}]/u;
