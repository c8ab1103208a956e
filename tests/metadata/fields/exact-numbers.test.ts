import { type Schema, Validator } from "@cfworker/json-schema";
import { expect, test } from "vitest";
import { decimal } from "../../../metadata/fields/decimal.ts";
import type { PropertySchema } from "../../../metadata/fields/field-type.ts";
import { integer } from "../../../metadata/fields/integer.ts";
import { money } from "../../../metadata/fields/money.ts";
import { parseJson } from "../../../metadata/json.ts";

const context = { locale: "en", timeZone: "UTC" } as const;
const amount: PropertySchema = { $ref: "tenon:money" };

const received = (json: string): unknown => {
  const parsed = parseJson(json);
  if (!parsed.ok) throw new Error(json);
  return parsed.value;
};

test.each([
  ["0", "0.00"],
  ["-0", "0.00"],
  ['"-0"', "0.00"],
  ["0.1", "0.10"],
  ["1234.5", "1234.50"],
  ["1e3", "1000.00"],
  ['"1234.5"', "1234.50"],
  ['"1.5000"', "1.50"],
  ["123456789012345678.91", "123456789012345678.91"],
  ["0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"],
  ['"1.005"', "1.005"],
])("money received as %s is %s", (json, expected) => {
  expect(money.normalise(received(json), amount)).toBe(expected);
});

test.each(['"+1"', '"1e3"', '"1,000"', '" 1"', '"01"', '".5"', '"5."', '"１"', '""', "true", "[]"])(
  "%s is no money and stays as it is",
  (json) => {
    const value = received(json);
    expect(money.normalise(value, amount)).toEqual(value);
    const schema = money.valueSchema(amount) as Schema;
    expect(new Validator(schema, "2020-12").validate(value).valid).toBe(false);
  },
);

test("a number of absurd size is left alone instead of written out", () => {
  for (const json of ["1e999999999", "1e5000", `1${"0".repeat(500)}`]) {
    const value = received(json);
    expect(decimal.normalise(value, {})).toBe(value);
  }
});

const accepted = (schema: PropertySchema, value: string): boolean =>
  new Validator(decimal.valueSchema(schema) as Schema, "2020-12").validate(value).valid;

test.each<[PropertySchema, readonly string[], readonly string[]]>([
  [{ minimum: 0 }, ["0.0000", "1.5000"], ["-0.0001", "-1.0000"]],
  [{ exclusiveMinimum: "0" }, ["0.0001", "10.0000"], ["0.0000", "0", "-1.0000"]],
  [{ maximum: 0 }, ["0.0000", "-1.0000"], ["0.0001"]],
  [{ exclusiveMaximum: 0 }, ["-0.0001"], ["0.0000", "-0.0000", "1.0000"]],
  [{ precision: 3, scale: 2 }, ["9.99", "-0.01"], ["10.00", "1.234"]],
  [{ precision: 2, scale: 2 }, ["0.99"], ["1.00"]],
  [{ precision: 3, scale: 0 }, ["999", "-1"], ["1000", "1.0"]],
  [{ enum: [0.5, "1"] }, ["0.5000", "1.0000"], ["0.6000"]],
])("any validator checks %j", (schema, good, bad) => {
  for (const value of good) expect(accepted(schema, value), value).toBe(true);
  for (const value of bad) expect(accepted(schema, value), value).toBe(false);
});

test("the engine's keyword carries the exact bounds", () => {
  const schema = { precision: 10, scale: 2, minimum: "0.10", multipleOf: 0.05, maximum: 1e3 };
  expect(decimal.strictSchema?.(schema)).toEqual({
    "tenon:decimal": {
      precision: 10,
      scale: 2,
      minimum: "0.1",
      multipleOf: "0.05",
      maximum: "1000",
    },
  });
});

test.each([
  ["1,234.50", "1234.50"],
  ["1 234 567.8", "1234567.80"],
  ["1'234.50", "1234.50"],
  ["1.234,50", "1234.50"],
  ["１２３，４５６．７８", "123456.78"],
  ["－１２．５", "-12.50"],
  ["−12.5", "-12.50"],
  ["(12.50)", "-12.50"],
  ["（12.50）", "-12.50"],
  ["12.50-", "-12.50"],
  ["+7", "7.00"],
  ["¥1,234.50", "1234.50"],
  ["￥ 5", "5.00"],
  ["-¥5", "-5.00"],
  ["¥-5", "-5.00"],
  ["5元", "5.00"],
  ["CNY 5", "5.00"],
  ["5 RMB", "5.00"],
  ["CNY.5", "0.50"],
  ["CNY13.50", "13.50"],
  ["CN¥1,234.50", "1234.50"],
  [".5", "0.50"],
  ["007", "7.00"],
  ["123456789012345678.91", "123456789012345678.91"],
  ["  ", null],
])("money pasted as %s is %s", (text, expected) => {
  expect(money.parse(text, { ...amount, currency: "CNY" }, context)).toEqual({
    ok: true,
    value: expected,
  });
});

test.each([
  "1,5",
  "1,23",
  "12,34.5",
  "1.2.3",
  "--5",
  "(-5)",
  "5%",
  "1e5",
  "abc",
  "¥",
  "¥5元",
  "1 2",
])("money pasted as %s is refused", (text) => {
  const result = money.parse(text, amount, context);
  expect(result).toMatchObject({ ok: false, problems: [{ code: "not_a_number" }] });
});

test.each([
  ["USD 5", "USD", "CNY"],
  ["$5", "$", "CNY"],
  ["US$ 5", "US$", "CAD"],
  ["€5", "€", "CNY"],
  ["5 RMB", "RMB", "USD"],
  ["5美元", "美元", "CNY"],
])("%s in another currency than the field's is refused", (text, given, currency) => {
  expect(money.parse(text, { ...amount, currency }, context)).toMatchObject({
    ok: false,
    problems: [{ code: "not_this_currency", params: { given, currency } }],
  });
  expect(money.parse(text, amount, context)).toEqual({ ok: true, value: "5.00" });
});

test("a sign that several currencies share stands for each of them", () => {
  for (const [text, currency] of [
    ["$5", "USD"],
    ["$5", "HKD"],
    ["¥5", "CNY"],
    ["¥5", "JPY"],
    ["5人民币", "CNY"],
    ["5 usd", "USD"],
  ] as const) {
    expect(money.parse(text, { ...amount, currency }, context)).toEqual({
      ok: true,
      value: "5.00",
    });
  }
});

test("amounts of every currency read back as they are shown", () => {
  for (const currency of Intl.supportedValuesOf("currency")) {
    const schema = { ...amount, currency };
    for (const locale of ["en", "zh-CN"] as const) {
      const shown = money.format("-1234.50", schema, { locale, timeZone: "UTC" });
      expect(money.parse(shown, schema, context), shown).toEqual({ ok: true, value: "-1234.50" });
    }
  }
});

test("amounts are shown exactly, with their currency", () => {
  const huge = "123456789012345678.91";
  expect(money.format(huge, amount, context)).toBe("123,456,789,012,345,678.91");
  const tiny = { $ref: "tenon:decimal", precision: 38, scale: 30 };
  expect(decimal.format(`-1234567.${"0".repeat(29)}1`, tiny, context)).toBe(
    `-1,234,567.${"0".repeat(29)}1`,
  );
  expect(money.format("-5.00", { ...amount, currency: "USD" }, context)).toBe("-$5.00");
  expect(decimal.format("18.4000", { $ref: "tenon:decimal" }, context)).toBe("18.4");
  expect(decimal.format("18.4000", { $ref: "tenon:decimal", scale: 4 }, context)).toBe("18.4000");
  const fine = { ...amount, scale: 4, currency: "USD" };
  expect(["0.0000", "1.2000", "0.0125"].map((value) => money.format(value, fine, context))).toEqual(
    ["$0.00", "$1.20", "$0.0125"],
  );
  const chinese = { locale: "zh-CN", timeZone: "UTC" } as const;
  expect(money.format("1234.50", { ...amount, currency: "CNY" }, chinese)).toBe("¥1,234.50");
});

test("whole numbers stay within what JSON readers hold exactly", () => {
  expect(integer.parse("9,007,199,254,740,991", {}, context)).toEqual({
    ok: true,
    value: Number.MAX_SAFE_INTEGER,
  });
  expect(integer.parse("9007199254740992", {}, context)).toMatchObject({
    ok: false,
    problems: [{ code: "too_large" }],
  });
  expect(integer.parse("12.5", {}, context)).toMatchObject({
    ok: false,
    problems: [{ code: "not_an_integer" }],
  });
  expect(integer.parse("12.00", {}, context)).toEqual({ ok: true, value: 12 });
});
