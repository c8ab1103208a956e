/** Numbers for people, by locale, from exact text. */
import type { Locale } from "../../text.ts";

const formatters = new Map<string, Intl.NumberFormat>();

/** Formatters are costly to make; there are few: locale × scale × currency. */
function formatter(locale: Locale, scale: number, currency: string | null): Intl.NumberFormat {
  const key = `${locale} ${scale} ${currency}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, {
    minimumFractionDigits: scale,
    maximumFractionDigits: scale,
    ...(currency === null ? {} : { style: "currency", currency }),
  });
  if (formatters.size >= 500) formatters.clear();
  formatters.set(key, made);
  return made;
}

const isNumeric = (text: string): text is `${number}` => /^-?[0-9]+(?:\.[0-9]+)?$/.test(text);

/** What every browser formats; older ones throw beyond. */
const maximumScale = 20;

/** `digits` is exact (`"-1234.50"`); a text that is no number comes back as it is. */
export function formatNumber(
  digits: string,
  scale: number,
  locale: Locale,
  currency: string | null = null,
): string {
  if (!isNumeric(digits)) return digits;
  if (scale <= maximumScale) return formatter(locale, scale, currency).format(digits);
  const [whole = "", fraction = ""] = digits.replace("-", "").split(".");
  const sign = digits.startsWith("-") ? "-" : "";
  return `${sign}${formatter(locale, 0, null).format(BigInt(whole))}.${fraction}`;
}
