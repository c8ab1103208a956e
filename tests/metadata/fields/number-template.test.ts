import { expect, test } from "vitest";
import { numberSeries, readNumber } from "../../../metadata/fields/number-template.ts";

test("each month counts anew when the template names the month", () => {
  const template = "SO-{yyyy}{mm}-{00000}";
  const november = numberSeries(template, "2026-11-22");
  expect(november.key).toBe("SO-202611-{00000}");
  expect(november.render(1)).toBe("SO-202611-00001");
  expect(numberSeries(template, "2026-11-01").key).toBe(november.key);
  expect(numberSeries(template, "2026-12-01").key).not.toBe(november.key);
});

test("a count with more digits than the template has zeros is written whole", () => {
  expect(numberSeries("{00}", "2026-11-22").render(1234)).toBe("1234");
});

test("all parts of the date can stand anywhere", () => {
  const { render } = numberSeries("{dd}.{mm}.{yy}/{000}#{yyyy}", "0987-06-05");
  expect(render(7)).toBe("05.06.87/007#0987");
});

test("a number that was given is read back into its series and count", () => {
  const template = "{dd}.{mm}.{yy}/{000}#{yyyy}";
  const series = numberSeries(template, "2026-11-22");
  expect(readNumber(template, series.render(41))).toEqual({ key: series.key, count: 41 });
  expect(readNumber("{00000}", "123456")).toEqual({ key: "{00000}", count: 123_456 });
});

test("a number of another shape belongs to no series", () => {
  expect(readNumber("A.{00}", "Ab12")).toBeNull();
  expect(readNumber("SO-{0000}", "SO-12")).toBeNull();
});
