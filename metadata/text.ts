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
