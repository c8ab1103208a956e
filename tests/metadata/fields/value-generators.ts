import fc from "fast-check";

export const pad = (number: number, length = 2): string => String(number).padStart(length, "0");

/** Decimals of at most `precision` digits, exactly `scale` of them after the point. */
export function decimalText(precision: number, scale: number): fc.Arbitrary<string> {
  const limit = 10n ** BigInt(precision) - 1n;
  const units = fc.oneof(
    fc.bigInt({ min: -limit, max: limit }),
    fc.bigInt({ min: -1000n, max: 1000n }),
    fc.constantFrom(limit, -limit),
  );
  return units.map((value) => {
    const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
    const whole = digits.slice(0, digits.length - scale);
    const fraction = scale === 0 ? "" : `.${digits.slice(digits.length - scale)}`;
    return `${value < 0n ? "-" : ""}${whole}${fraction}`;
  });
}

/** Milliseconds since 1970, a day away from the ends of the years 1 to 9999. */
export const moment = fc.integer({
  min: Date.parse("0001-01-02T00:00:00Z"),
  max: Date.parse("9999-12-30T00:00:00Z"),
});

const leaf = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
  fc.constantFrom(0.1, -2.5, 1e21, 12345.678),
);

/** JSON that is not `null` as a whole. */
export const jsonValue: fc.Arbitrary<unknown> = fc
  .letrec((tie) => ({
    value: fc.oneof({ depthSize: "small" }, leaf, tie("list"), tie("object")),
    list: fc.array(tie("value"), { maxLength: 4 }),
    object: fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie("value"), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  }))
  .value.filter((value) => value !== null);
