/** Texts by code point, and whole numbers that count them. */
import { asNumber, type Value } from "./value.ts";

/** More than any text has characters. */
export const mostCodePoints = 10_000_000;

export function codePoints(text: string): readonly string[] {
  return [...text];
}

/** A number without its decimals, not below `least` and not above `mostCodePoints`. */
export function clampedWhole(value: Value | undefined, least: number): number {
  const whole = asNumber(value).round(0, 0);
  if (whole.lt(least)) return least;
  return whole.gt(mostCodePoints) ? mostCodePoints : Number(whole);
}
