/**
 * Exact decimals as text. A decimal is never a JavaScript number here: what a number literal in
 * JSON says is taken from its text.
 */
import Big from "big.js";
import { ExactNumber } from "../../json.ts";

/** Longer texts are no business figures; refusing them early bounds the work. */
const maximumLength = 400;
const maximumExponent = 400;

const wireForm = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;
const jsonForm = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE]([+-]?[0-9]{1,4}))?$/;

/** The decimal that a value received in JSON stands for; `null` when it is none. */
export function readDecimal(value: unknown): Big | null {
  if (typeof value === "string") {
    return value.length <= maximumLength && wireForm.test(value) ? new Big(value) : null;
  }
  if (typeof value === "number") return Number.isFinite(value) ? fromJson(String(value)) : null;
  return value instanceof ExactNumber ? fromJson(value.source) : null;
}

function fromJson(source: string): Big | null {
  if (source.length > maximumLength) return null;
  const match = jsonForm.exec(source);
  if (match === null) return null;
  if (match[1] !== undefined && Math.abs(Number.parseInt(match[1], 10)) > maximumExponent) {
    return null;
  }
  return new Big(source);
}

/** Plain digits with at least `scale` of them after the point; more only when they say something. */
export function writeDecimal(value: Big, scale: number): string {
  const written = value.toFixed();
  const decimals = written.length - 1 - written.indexOf(".");
  const enough = written.includes(".") && decimals > scale;
  if (enough) return written;
  return value.toFixed(scale);
}

/** Canonical text of a wire value, or the value itself when it is no decimal. */
export function canonicalDecimal(value: unknown, scale: number): unknown {
  if (isCanonical(value, scale)) return value;
  const decimal = readDecimal(value);
  return decimal === null ? value : writeDecimal(decimal, scale);
}

/** Most values arrive in canonical form already; telling so is far cheaper than arithmetic. */
function isCanonical(value: unknown, scale: number): boolean {
  if (typeof value !== "string" || value.length > maximumLength || !wireForm.test(value)) {
    return false;
  }
  const decimals = value.includes(".") ? value.length - 1 - value.indexOf(".") : 0;
  return decimals === scale && !/^-0(?:\.0*)?$/.test(value);
}
