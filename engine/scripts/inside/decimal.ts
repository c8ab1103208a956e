/** Exact numbers, with the rules of formulas: ten places of a quotient, halves away from zero. */
import Big from "big.js";

const Decimal = Big();
Decimal.DP = 10;
Decimal.RM = Big.roundHalfUp;
// No exponents, whoever turns a number into text.
Decimal.NE = -1e6;
Decimal.PE = 1e6;
// `a + b` of two decimals is an error, not a text.
Decimal.strict = true;

/** Characters of a number in text; what the database holds is far shorter. */
const lengthMaximum = 1000;

// What is counted with is exact, too, whichever number it is given as.
const operations = ["plus", "minus", "times", "div", "mod", "cmp", "add", "sub", "mul"] as const;
const comparisons = ["eq", "gt", "gte", "lt", "lte"] as const;
for (const name of [...operations, ...comparisons]) exactOperand(name);

function exactOperand(name: keyof Big): void {
  const operation: unknown = Decimal.prototype[name];
  if (typeof operation !== "function") throw new Error(`Decimals have no ${name}`);
  const value = function exact(this: unknown, operand: unknown): unknown {
    return Reflect.apply(operation, this, [decimal(operand)]);
  };
  Object.defineProperty(Decimal.prototype, name, { value });
}

/**
 * An exact number of a text such as `"12.50"`, a whole number, a bigint or another decimal. Other
 * numbers are refused: what they are short of has been lost before.
 */
export function decimal(value: unknown): Big {
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value))
      throw new TypeError('decimal() takes whole numbers, or texts such as "0.1"');
    return new Decimal(`${value}`);
  }
  if (typeof value === "bigint") return new Decimal(`${value}`);
  if (value instanceof Decimal) return new Decimal(value);
  if (typeof value === "string" && value.length <= lengthMaximum) return new Decimal(value);
  throw new TypeError('decimal() takes texts such as "12.50"');
}
