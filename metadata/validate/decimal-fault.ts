/** Exact checks of a decimal on the wire; no binary floating point touches it. */
import Big from "big.js";

/** The value of the keyword `tenon:decimal`; bounds are decimal texts. */
export interface DecimalLimits {
  readonly precision: number;
  readonly scale: number;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly exclusiveMinimum?: string;
  readonly exclusiveMaximum?: string;
  readonly multipleOf?: string;
}

/** What is wrong with a decimal: the code and parameters of its problem. */
export interface DecimalFault {
  readonly code:
    | "mismatch"
    | "too_many_digits"
    | "too_small"
    | "too_large"
    | "must_exceed"
    | "must_be_below"
    | "not_a_multiple";
  readonly params: Readonly<Record<string, string | number>>;
}

const wireForm = /^-?(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;

/** The first fault of `text` as a decimal within `limits`, or `null`. */
export function decimalFault(text: string, limits: DecimalLimits): DecimalFault | null {
  const match = text.length > 1000 ? null : wireForm.exec(text);
  if (match === null) return { code: "mismatch", params: {} };
  const { precision, scale } = limits;
  const whole = match[1] === "0" ? 0 : (match[1]?.length ?? 0);
  const decimals = match[2]?.length ?? 0;
  if (decimals > scale || whole > precision - scale) {
    return { code: "too_many_digits", params: { precision, scale } };
  }
  return hasBounds(limits) ? boundFault(new Big(text), limits) : null;
}

function hasBounds(limits: DecimalLimits): boolean {
  return (
    limits.minimum !== undefined ||
    limits.maximum !== undefined ||
    limits.exclusiveMinimum !== undefined ||
    limits.exclusiveMaximum !== undefined ||
    limits.multipleOf !== undefined
  );
}

function boundFault(value: Big, limits: DecimalLimits): DecimalFault | null {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = limits;
  if (minimum !== undefined && value.lt(minimum)) return fault("too_small", minimum);
  if (maximum !== undefined && value.gt(maximum)) return fault("too_large", maximum);
  if (exclusiveMinimum !== undefined && value.lte(exclusiveMinimum)) {
    return fault("must_exceed", exclusiveMinimum);
  }
  if (exclusiveMaximum !== undefined && value.gte(exclusiveMaximum)) {
    return fault("must_be_below", exclusiveMaximum);
  }
  if (multipleOf !== undefined && !value.mod(multipleOf).eq(0)) {
    return { code: "not_a_multiple", params: { step: multipleOf } };
  }
  return null;
}

function fault(code: DecimalFault["code"], limit: string): DecimalFault {
  return { code, params: { limit } };
}
