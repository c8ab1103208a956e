import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalFault } from "../../../metadata/validate/decimal-fault.ts";
import { isPlainPattern } from "../../../metadata/validate/plain-pattern.ts";
import { compilePattern } from "../../../metadata/validate/regular-expression.ts";

describe("decimals", () => {
  const limits = { precision: 6, scale: 2 };

  test.each([
    ["0", null],
    ["-0.00", null],
    ["9999.99", null],
    ["10000", "too_many_digits"],
    ["0.001", "too_many_digits"],
    ["1.", "mismatch"],
    [".5", "mismatch"],
    ["01", "mismatch"],
    ["1e2", "mismatch"],
    ["+1", "mismatch"],
    ["", "mismatch"],
    ["1,5", "mismatch"],
    ["１", "mismatch"],
    ["1".repeat(2000), "mismatch"],
  ])("%s: %s", (text, code) => {
    expect(decimalFault(text, limits)?.code ?? null).toBe(code);
  });

  test("bounds are compared exactly, beyond what a double can tell apart", () => {
    const bound = "9007199254740993.000000000000000001";
    const wide = { precision: 38, scale: 18 };
    expect(decimalFault(bound, { ...wide, maximum: bound })).toBeNull();
    expect(decimalFault(bound, { ...wide, exclusiveMaximum: bound })?.code).toBe("must_be_below");
    expect(
      decimalFault("9007199254740993.000000000000000002", { ...wide, maximum: bound }),
    ).toEqual({
      code: "too_large",
      params: { limit: bound },
    });
    expect(decimalFault("0.3", { ...wide, multipleOf: "0.1" })).toBeNull();
    expect(decimalFault("0.35", { ...wide, multipleOf: "0.1" })?.code).toBe("not_a_multiple");
  });

  test("any decimal within its digits passes, one digit more does not", () => {
    const parts = fc.tuple(fc.bigInt({ min: 0n, max: 9999n }), fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(parts, fc.boolean(), ([whole, cents], negative) => {
        const text = `${negative ? "-" : ""}${whole}.${String(cents).padStart(2, "0")}`;
        expect(decimalFault(text, limits)).toBeNull();
        expect(decimalFault(`${text}0`, limits)?.code).toBe("too_many_digits");
      }),
    );
  });
});

describe("patterns that the platform's engine may run", () => {
  test.each(["^[A-Z]{5}$", "^\\d{4}-[\\w.]+$", "^(a|b)(\\.[0-9]{1,4})?$", "^[^,]*,$", "^0000"])(
    "%s is one",
    (pattern) => expect(isPlainPattern(pattern)).toBe(true),
  );

  test.each([
    ["(a+)+$", "not anchored"],
    ["^(a+)+$", "a repeated group"],
    ["^(a|a)*$", "a repeated group"],
    ["^a*b*$", "two unlimited parts"],
    ["^(a{0,100}){2}$", "a repeated group"],
    ["^a{0,100}a{0,100}a{0,100}$", "too many ways"],
    ["^a|b$", "a branch that is not anchored"],
    ["^.*$", "a dot, which the engines read differently"],
    ["^\\s$", "a space class, which the engines read differently"],
    ["^(?=a)$", "a look ahead"],
    ["^(a)\\1$", "a back reference"],
    ["^a*?$", "a lazy part"],
    ["^[z-a]$", "no expression at all"],
  ])("%s is none: %s", (pattern) => expect(isPlainPattern(pattern)).toBe(false));

  test("both engines give the same answer for every plain pattern", () => {
    const part = fc.constantFrom(
      ..."a b 1 - é 字 \\d \\w \\. [a-c] [^a] [\\d_] (a|b1) (?:1|é)? a? b{1,2} 字* [ab]+ \\$".split(
        " ",
      ),
    );
    const text = fc.string({
      unit: fc.constantFrom(..."a b 1 - é 字 c . $ _ A 😀".split(" "), "\n", "", " "),
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), fc.boolean(), text, (parts, closed, value) => {
        const pattern = `^${parts.join("")}${closed ? "$" : ""}`;
        fc.pre(isPlainPattern(pattern));
        expect(new RegExp(pattern, "u").test(value)).toBe(compilePattern(pattern).test(value));
      }),
      { numRuns: 5000 },
    );
  });
});
