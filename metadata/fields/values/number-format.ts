/** Numbers for people, by locale, from exact text. */
import type { Locale } from "../../text.ts";

const formatters = new Map<string, Intl.NumberFormat>();

/** Decimals that are always shown, and those that are shown where they are not zero. */
export interface ShownDigits {
  readonly least: number;
  readonly most: number;
}

/** Formatters are costly to make; there are few: locale × digits × currency. */
function formatter(
  locale: Locale,
  { least, most }: ShownDigits,
  currency: string | null,
): Intl.NumberFormat {
  const key = `${locale} ${least} ${most} ${currency}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
    ...(currency === null ? {} : { style: "currency", currency }),
  });
  if (formatters.size >= 500) formatters.clear();
  formatters.set(key, made);
  return made;
}

const isNumeric = (text: string): text is `${number}` => /^-?[0-9]+(?:\.[0-9]+)?$/.test(text);

/** What every browser formats; older ones throw beyond. */
const maximumScale = 20;

/**
 * `digits` is exact (`"-1234.50"`); a text that is no number comes back as it is. `scale`: how many
 * decimals are shown, zeros too.
 */
export function formatNumber(
  digits: string,
  scale: number | ShownDigits,
  locale: Locale,
  currency: string | null = null,
): string {
  if (!isNumeric(digits)) return digits;
  const shown = typeof scale === "number" ? { least: scale, most: scale } : scale;
  if (shown.most <= maximumScale) return formatter(locale, shown, currency).format(digits);
  const [whole = "", fraction = ""] = digits.replace("-", "").split(".");
  const sign = digits.startsWith("-") ? "-" : "";
  return `${sign}${formatter(locale, { least: 0, most: 0 }, null).format(BigInt(whole))}.${fraction}`;
}
