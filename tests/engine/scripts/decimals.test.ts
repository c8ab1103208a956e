import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { decimal, decimalText, divide } from "../../../metadata/expressions/value.ts";
import { testRunners } from "../../support/script-runs.ts";

const runners = testRunners();
afterAll(() => runners.stop());

const number = fc
  .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, scale]) => decimalText(decimal(digits).div(decimal(10).pow(scale))));

test("decimals of scripts are those of formulas", async () => {
  const pairs = fc.sample(fc.tuple(number, number), { numRuns: 300, seed: 7 });
  const text = `return input.map(([a, b]) => {
    const [left, right] = [decimal(a), decimal(b)];
    return [left.plus(right), left.minus(right), left.times(right), right.isZero() ? null : left.dividedBy(right),
      left.round(2), left.compareTo(right)];
  })`;
  const expected = pairs.map(([a, b]) => {
    const [left, right] = [decimal(a), decimal(b)];
    const results = [left.plus(right), left.minus(right), left.times(right), divide(left, right)];
    const texts = [...results, left.round(2)].map((each) =>
      each === null ? null : decimalText(each),
    );
    return [...texts, left.cmp(right)];
  });
  const made = JSON.stringify(await runners.value(text, { input: pairs }));
  expect(made.replaceAll('"-0"', '"0"')).toBe(JSON.stringify(expected));
});

test.each([
  ['decimal("0.1").plus("0.2")', "0.3"],
  ["decimal(3).times(10n ** 30n + '')", `3${"0".repeat(30)}`],
  ["decimal(12n)", "12"],
  ['decimal(decimal("1.10"))', "1.1"],
  ['decimal("1").dividedBy(3)', "0.3333333333"],
  ["decimal('1e-20').toString()", "0.00000000000000000001"],
])("%s is %s", async (text, value) => {
  expect(await runners.value(`return ${text}`)).toBe(value);
});

test.each([
  "decimal(0.1)",
  "decimal(NaN)",
  "decimal(2 ** 53)",
  'decimal("1,5")',
  'decimal("1".repeat(1001))',
  "decimal({})",
  "decimal(null)",
  'decimal("1") + 1',
  'decimal("1").plus(0.1)',
])("%s is refused", async (text) => {
  const caught = `try { return ["made", String(${text})] } catch (error) { return error instanceof Error }`;
  expect(await runners.value(caught)).toBe(true);
});
