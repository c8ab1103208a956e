/** The values of the expression language in JavaScript, and how they compare. */
import Big from "big.js";

/**
 * `Big` for numbers, strings for everything written as text: text, ids, dates `YYYY-MM-DD`,
 * moments `YYYY-MM-DDTHH:MM:SS.mmmZ`, times `HH:MM:SS`, composites as JSON; lists of strings for
 * multi-values.
 */
export type Value = null | boolean | string | Big | readonly string[];

/** Division keeps ten places and rounds half away from zero, as `divideSql` does. */
export const divisionPlaces = 10;

const Decimal = Big();
Decimal.DP = divisionPlaces;
Decimal.RM = 1;
// No exponents, whoever turns a number into text.
Decimal.NE = -1e6;
Decimal.PE = 1e6;

/** An exact number; asserts that the text is one. */
export function decimal(source: string | number | bigint | Big): Big {
  return new Decimal(source);
}

/** `null` when the divisor is zero. */
export function divide(dividend: Big, divisor: Big): Big | null {
  return divisor.eq(0) ? null : decimal(dividend).div(divisor);
}

/** The remainder has the sign of the dividend; `null` when the divisor is zero. */
export function remainder(dividend: Big, divisor: Big): Big | null {
  return divisor.eq(0) ? null : decimal(dividend).mod(divisor);
}

/** Digits without exponent, without zeros at the end and without a negative zero. */
export function decimalText(number: Big): string {
  return number.eq(0) ? "0" : number.toFixed();
}

/** Order by Unicode code point, which JavaScript's own `<` is not beyond U+FFFF. */
export function compareText(left: string, right: string): -1 | 0 | 1 {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return codeUnitRank(a) < codeUnitRank(b) ? -1 : 1;
  }
  return left.length < right.length ? -1 : 1;
}

/** Surrogates stand for code points above all single units, so they rank above U+E000–U+FFFF. */
function codeUnitRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Orders two values of one type; neither may be null. */
export function compareValues(left: Value, right: Value): -1 | 0 | 1 {
  if (typeof left === "string" && typeof right === "string") return compareText(left, right);
  if (left instanceof Object && right instanceof Object && "cmp" in left && "cmp" in right) {
    return left.cmp(right);
  }
  if (typeof left === "boolean" && typeof right === "boolean") {
    return left === right ? 0 : left ? 1 : -1;
  }
  throw new Error("values of different types are compared");
}

/** Asserts what the type check has already established. */
export function asNumber(value: Value | undefined): Big {
  if (value instanceof Object && "cmp" in value) return value;
  throw new Error("a number was expected");
}

export function asText(value: Value | undefined): string {
  if (typeof value === "string") return value;
  throw new Error("a text was expected");
}

export function asList(value: Value | undefined): readonly string[] {
  if (Array.isArray(value)) return value;
  throw new Error("a list was expected");
}
