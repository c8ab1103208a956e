/** Signs, codes and names of currencies, as people put them beside an amount. */
import { locales } from "../../text.ts";

/** What `Intl` does not write but people do. */
const spoken: Readonly<Record<string, readonly string[]>> = {
  CNY: ["RMB", "元", "圆"],
  JPY: ["円"],
};

const displays = ["code", "symbol", "narrowSymbol", "name"] as const;
const marksByCurrency = new Map<string, ReadonlySet<string>>();

/** One spelling for comparison: `￥` is `¥`, `usd` is `USD`. */
export const canonicalMark = (mark: string): string => mark.normalize("NFKC").toUpperCase();

function marksOf(currency: string): ReadonlySet<string> {
  const known = marksByCurrency.get(currency);
  if (known !== undefined) return known;
  const written = locales.flatMap((locale) =>
    displays.map((currencyDisplay) => {
      const format = new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        currencyDisplay,
      });
      return format.formatToParts(1).find((part) => part.type === "currency")?.value ?? currency;
    }),
  );
  const marks = new Set([...written, ...(spoken[currency] ?? [])].map(canonicalMark));
  if (marksByCurrency.size >= 500) marksByCurrency.clear();
  marksByCurrency.set(currency, marks);
  return marks;
}

/** Whether a mark may stand for a currency (ISO 4217 code): `$` for many, `US$` for one. */
export const standsFor = (mark: string, currency: string): boolean =>
  marksOf(currency).has(canonicalMark(mark));

let anyMark: ReadonlySet<string> | null = null;

/** Codes and Chinese names of all currencies, and what people say; made when first needed. */
function knownMarks(): ReadonlySet<string> {
  if (anyMark === null) {
    const codes = Intl.supportedValuesOf("currency");
    const names = new Intl.DisplayNames("zh-CN", { type: "currency" });
    const marks = codes.flatMap((code) => [code, names.of(code) ?? code]);
    anyMark = new Set([...marks, ...Object.values(spoken).flat()].map(canonicalMark));
  }
  return anyMark;
}

/** Whether a mark stands for any currency at all. */
export function isCurrencyMark(mark: string): boolean {
  const canonical = canonicalMark(mark);
  return /\p{Sc}/u.test(canonical) || knownMarks().has(canonical);
}
