import { describe, expect, test } from "vitest";
import { color } from "../../../metadata/fields/color.ts";
import { duration } from "../../../metadata/fields/duration.ts";
import type { FieldType, PropertySchema } from "../../../metadata/fields/field-type.ts";
import { fieldTypeOf } from "../../../metadata/fields/index.ts";
import { percent } from "../../../metadata/fields/percent.ts";
import { quantity } from "../../../metadata/fields/quantity.ts";
import { rating } from "../../../metadata/fields/rating.ts";
import { tags } from "../../../metadata/fields/tags.ts";
import { valueProblems } from "../../../metadata/validate/validate-value.ts";

const en = { locale: "en", timeZone: "UTC" } as const;
const zh = { locale: "zh-CN", timeZone: "UTC" } as const;

type Parsing = Pick<FieldType, "parse">;
const read = (type: Parsing, written: string, schema: PropertySchema = {}) => {
  const result = type.parse(written, schema, en);
  return result.ok ? result.value : (result.problems[0]?.code ?? "");
};

describe("a duration", () => {
  test.each([
    ["1:30", "PT1H30M"],
    ["0:00:05", "PT5S"],
    ["90 min", "PT1H30M"],
    ["1h30m", "PT1H30M"],
    ["1 hour, 30 minutes", "PT1H30M"],
    ["1.5 h", "PT1H30M"],
    ["1.5小时", "PT1H30M"],
    ["1小时30分钟", "PT1H30M"],
    ["2天", "PT48H"],
    ["１：３０", "PT1H30M"],
    ["P1DT2H", "PT26H"],
    ["pt90m", "PT1H30M"],
    ["-45分", "-PT45M"],
  ])("%j is %s", (written, expected) => {
    expect(read(duration, written)).toBe(expected);
  });

  test.each(["90", "1:75", "30m1h", "1h1h", "1.3333 s", "P1M", "P1Y", "PT", "P", "1 fortnight"])(
    "%j is refused",
    (written) => {
      expect(read(duration, written)).toBe("not_a_duration");
    },
  );

  test("is said in both languages, and as a clock in files", () => {
    expect(duration.format("PT26H5S", {}, en)).toBe("26 h 5 s");
    expect(duration.format("PT1H30M", {}, zh)).toBe("1小时30分钟");
    expect(duration.format("PT0S", {}, en)).toBe("0 min");
    expect(duration.exportText("-PT1H30M", {})).toBe("-1:30:00");
  });

  test.each(["PT60M", "PT1H0M", "P1D", "PT1.5H", "1:30", "PT", ""])(
    "%j is not canonical",
    (value) => {
      const pattern = new RegExp(String(duration.valueSchema({}).pattern));
      expect(pattern.test(value)).toBe(false);
    },
  );
});

test.each([
  ["12.5%", "12.50"],
  ["12.5 ％", "12.50"],
  ["百分之 7", "7.00"],
  ["1,250.5 %", "1250.50"],
  ["5 CNY", "not_a_number"],
  ["5%%", "not_a_number"],
])("the percentage written %j is %s", (written, expected) => {
  expect(read(percent, written)).toBe(expected);
});

test.each([
  ["12.5 kg", "kg", "12.5000"],
  ["12.5KG", "kg", "12.5000"],
  ["3 m2", "m²", "3.0000"],
  ["3 m²", "m2", "3.0000"],
  ["3", "kg", "3.0000"],
  ["3 lb", "kg", "not_this_unit"],
  ["kg", "kg", "not_a_number"],
])("the quantity written %j in %s is %s", (written, unit, expected) => {
  expect(read(quantity, written, { unit })).toBe(expected);
});

test.each([
  ["4", 4],
  ["★★★☆☆", 3],
  ["4/5", 4],
  ["4 星", 4],
  ["4.5", "not_an_integer"],
  ["four", "not_an_integer"],
])("the rating written %j is %j", (written, expected) => {
  expect(read(rating, written)).toBe(expected);
});

test.each([
  ["1F6FEB", "#1f6feb"],
  ["#abc", "#aabbcc"],
  ["red", "not_a_color"],
  ["#12345", "not_a_color"],
])("the colour written %j is %s", (written, expected) => {
  expect(read(color, written)).toBe(expected);
});

test("tags are trimmed, and each stands once", () => {
  expect(read(tags, "red; green、red， blue")).toEqual(["red", "green", "blue"]);
});

test.each([
  [{ $ref: "tenon:rating", maximum: 3 }, 4, "too_large"],
  [{ $ref: "tenon:rating" }, 0, "too_small"],
  [{ $ref: "tenon:color" }, "red", "not_a_color"],
  [{ $ref: "tenon:duration" }, "1:30", "not_a_duration"],
  [{ $ref: "tenon:barcode", format: "ean13" }, "6901234567893", "check_digit_wrong"],
  [{ $ref: "tenon:barcode", format: "ean13" }, "690123456789", "not_a_barcode"],
  [{ $ref: "tenon:barcode" }, "条码", "not_a_barcode"],
  [{ $ref: "tenon:percent", maximum: 100 }, "100.01", "too_large"],
  [{ $ref: "tenon:tags" }, ["x".repeat(101)], "too_long"],
])("%j refuses %j: %s", (schema: PropertySchema, value, code) => {
  const type = fieldTypeOf(schema);
  expect(type && valueProblems(schema, type, value).map((item) => item.code)).toEqual([code]);
});
