/** Reads numbers as people write and spreadsheets export them. */

export interface WrittenNumber {
  /** Plain digits with a point: `-1234.50`. */
  readonly digits: string;
  /** What stands beside the number, in upper case: a currency or a unit; empty when nothing does. */
  readonly mark: string;
}

const signs = /[\u2212\u2012\u2013\ufe63]/g;
const spaces = /[\s\u00a0\u2007\u2009\u202f]+/g;
/** `€`, `USD`, `F CFA`, `kr.` and a space: a point right before digits belongs to the number. */
const mark = "[\\p{L}\\p{Sc}](?:[\\p{L}\\p{Sc} .]{0,6}[\\p{L}\\p{Sc}])?(?:\\.(?=\\s|$))?";
const withMark = new RegExp(`^(${mark})?(.*?)(${mark})?$`, "u");

/**
 * Understands full-width digits, thousands separators (`1,234.50`, `1 234.50`, `1.234,50`),
 * accounting negatives (`(12.50)`, `12.50-`) and a mark such as a currency. `null` when the text is not a
 * number or could mean two: `1,5`.
 */
export function readWrittenNumber(text: string): WrittenNumber | null {
  if (text.length > 400) return null;
  let rest = text.normalize("NFKC").replace(signs, "-").trim().toUpperCase();
  let negative = false;
  const bracketed = /^\((.+)\)$/.exec(rest);
  if (bracketed?.[1] !== undefined) {
    negative = true;
    rest = bracketed[1].trim();
  }
  const leading = takeSign(rest);
  const marked = withMark.exec(leading.rest);
  if (marked === null || (marked[1] && marked[3])) return null;
  const inner = takeSign((marked[2] ?? "").trim());
  const minusSigns = [negative, leading.negative, inner.negative].filter(Boolean).length;
  if (minusSigns > 1) return null;
  const digits = plainDigits(inner.rest);
  if (digits === null) return null;
  const mark = marked[1] || marked[3] || "";
  return { digits: minusSigns === 1 ? `-${digits}` : digits, mark };
}

function takeSign(text: string): { readonly rest: string; readonly negative: boolean } {
  if (text.startsWith("-")) return { rest: text.slice(1).trim(), negative: true };
  if (text.startsWith("+")) return { rest: text.slice(1).trim(), negative: false };
  if (text.endsWith("-")) return { rest: text.slice(0, -1).trim(), negative: true };
  return { rest: text, negative: false };
}

const plain = /^(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/;
const grouped = /^[0-9]{1,3}(?:([,' ])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]*)?$/;
const continental = /^[0-9]{1,3}(?:([. ])[0-9]{3})(?:\1[0-9]{3})*,[0-9]+$/;

function plainDigits(text: string): string | null {
  const written = text.replace(spaces, " ").replaceAll("’", "'");
  if (plain.test(written)) return tidy(written);
  if (grouped.test(written)) return tidy(written.replace(/[,' ]/g, ""));
  if (continental.test(written)) return tidy(written.replace(/[. ]/g, "").replace(",", "."));
  return null;
}

/** No needless zeros in front, no point without digits on both sides. */
function tidy(digits: string): string {
  const [whole = "", fraction = ""] = digits.split(".");
  const integer = whole.replace(/^0+(?=[0-9])/, "") || "0";
  return fraction === "" ? integer : `${integer}.${fraction}`;
}
