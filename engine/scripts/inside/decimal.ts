/** Exact numbers, with the rules of formulas: ten places of a quotient, halves away from zero. */
import Big from "big.js";

const Exact = Big();
Exact.RM = Big.roundHalfUp;
// No exponents, whoever turns a number into text.
Exact.NE = -1e6;
Exact.PE = 1e6;

/** Characters of a number in text; what the database holds is far shorter. */
const lengthMaximum = 1000;
const placesMaximum = 100;
const quotientPlaces = 10;

/** @throws TypeError for numbers whose exactness has been lost before, and for what is no number */
function exact(value: unknown): Big {
  if (value instanceof Decimal) return value.exact();
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value))
      throw new TypeError('decimal() takes whole numbers, or texts such as "0.1"');
    return new Exact(`${value}`);
  }
  if (typeof value === "bigint") return new Exact(`${value}`);
  if (typeof value === "string" && value.length <= lengthMaximum && numeral.test(value))
    return new Exact(value);
  throw new TypeError('decimal() takes texts such as "12.50"');
}

const numeral = /^-?\d+(?:\.\d+)?(?:e-?\d{1,4})?$/i;

function wholePlaces(places: unknown): number {
  if (
    typeof places === "number" &&
    Number.isInteger(places) &&
    places >= 0 &&
    places <= placesMaximum
  )
    return places;
  throw new RangeError(`Places are a whole number from 0 to ${placesMaximum}`);
}

/** An exact number; it never changes. */
export class Decimal {
  readonly #value: Big;

  constructor(value: unknown) {
    this.#value = exact(value);
    Object.freeze(this);
  }

  exact(): Big {
    return this.#value;
  }

  plus(other: unknown): Decimal {
    return made(this.#value.plus(exact(other)));
  }

  minus(other: unknown): Decimal {
    return made(this.#value.minus(exact(other)));
  }

  times(other: unknown): Decimal {
    return made(this.#value.times(exact(other)));
  }

  dividedBy(other: unknown, places: unknown = quotientPlaces): Decimal {
    Exact.DP = wholePlaces(places);
    return made(this.#value.div(exact(other)));
  }

  negated(): Decimal {
    return made(this.#value.neg());
  }

  absolute(): Decimal {
    return made(this.#value.abs());
  }

  round(places: unknown = 0): Decimal {
    return made(this.#value.round(wholePlaces(places)));
  }

  compareTo(other: unknown): number {
    return this.#value.cmp(exact(other));
  }

  equals(other: unknown): boolean {
    return this.#value.eq(exact(other));
  }

  isLessThan(other: unknown): boolean {
    return this.#value.lt(exact(other));
  }

  isAtMost(other: unknown): boolean {
    return this.#value.lte(exact(other));
  }

  isGreaterThan(other: unknown): boolean {
    return this.#value.gt(exact(other));
  }

  isAtLeast(other: unknown): boolean {
    return this.#value.gte(exact(other));
  }

  isZero(): boolean {
    return this.#value.eq(0);
  }

  toString(places?: unknown): string {
    const text =
      places === undefined ? this.#value.toFixed() : this.#value.toFixed(wholePlaces(places));
    return /^-0(?:\.0*)?$/.test(text) ? text.slice(1) : text;
  }

  toJSON(): string {
    return this.toString();
  }

  /** `a + b` of two decimals is an error, not a text. */
  valueOf(): never {
    throw new TypeError("Decimals are added by plus(), and compared by compareTo()");
  }

  [Symbol.toPrimitive](hint: string): string {
    return hint === "string" ? this.toString() : this.valueOf();
  }
}

const made = (value: Big): Decimal => new Decimal(value.toFixed());

/** An exact number of a text such as `"12.50"`, a whole number, a bigint or another decimal. */
export const decimal = (value: unknown): Decimal => new Decimal(value);
