import { expect, test } from "vitest";
import { boolean } from "../../../metadata/fields/boolean.ts";
import { childRows } from "../../../metadata/fields/child-rows.ts";
import type { PropertySchema } from "../../../metadata/fields/field-type.ts";
import { manyToMany } from "../../../metadata/fields/many-to-many.ts";
import { multiSelect } from "../../../metadata/fields/multi-select.ts";
import { select } from "../../../metadata/fields/select.ts";
import { isLink, url } from "../../../metadata/fields/url.ts";

const context = { locale: "en", timeZone: "UTC" } as const;
const level: PropertySchema = {
  oneOf: [
    { const: "gold", title: "金牌" },
    { const: "silver", title: "Silver" },
    { const: "Silver+", title: "More, than silver" },
  ],
};
const levels: PropertySchema = { type: "array", uniqueItems: true, items: level };

test.each([
  ["gold", "gold"],
  [" gold ", "gold"],
  ["金牌", "gold"],
  ["silver", "silver"],
  ["SILVER", "silver"],
  ["Silver+", "Silver+"],
  ["", null],
])("the option written %j is %j", (text, expected) => {
  expect(select.parse(text, level, context)).toEqual({ ok: true, value: expected });
});

test("what is no option is refused with the options by their titles", () => {
  expect(select.parse("bronze", level, context)).toMatchObject({
    ok: false,
    problems: [
      { code: "unknown_option", params: { options: ["金牌", "Silver", "More, than silver"] } },
    ],
  });
});

test("a title that two options share but for letter case names neither", () => {
  const alike: PropertySchema = {
    oneOf: [
      { const: "1", title: "Open" },
      { const: "2", title: "OPEN" },
    ],
  };
  expect(select.parse("OPEN", alike, context)).toEqual({ ok: true, value: "2" });
  expect(select.parse("open", alike, context)).toMatchObject({
    problems: [{ code: "unknown_option" }],
  });
});

test("an option that was removed meanwhile shows its value", () => {
  expect(select.format("bronze", level, context)).toBe("bronze");
  expect(multiSelect.format(["gold", "bronze"], levels, context)).toBe("金牌, bronze");
});

test.each([
  ["gold;silver", ["gold", "silver"]],
  ["金牌、Silver", ["gold", "silver"]],
  ["gold, silver, gold", ["gold", "silver"]],
  ["金牌；银", null],
  ["More, than silver", ["Silver+"]],
  ['["gold","Silver+"]', ["gold", "Silver+"]],
])("options written %j are %j", (text, expected) => {
  const result = multiSelect.parse(text, levels, context);
  expect(result.ok ? result.value : null).toEqual(expected);
});

test("an empty list means nothing chosen, but does not pass for the least number of choices", () => {
  expect(multiSelect.normalise([], levels)).toBeNull();
  expect(multiSelect.normalise([], { ...levels, minItems: 1 })).toEqual([]);
});

test.each([
  ["true", true],
  ["YES", true],
  ["是", true],
  ["√", true],
  ["1", true],
  ["false", false],
  ["否", false],
  ["０", false],
  ["×", false],
  ["", null],
])("the box written %j is %j", (text, expected) => {
  expect(boolean.parse(text, {}, context)).toEqual({ ok: true, value: expected });
});

test("a box written otherwise is refused", () => {
  expect(boolean.parse("maybe", {}, context)).toMatchObject({
    ok: false,
    problems: [{ code: "not_a_boolean" }],
  });
});

const id = "0193b5a0-0000-7000-8000-00000000000A";

test("ids of several records may be pasted one a line", () => {
  const other = id.replace("A", "b");
  expect(manyToMany.parse(`${id}\n${other}\n${id}`, {}, context)).toEqual({
    ok: true,
    value: [id.toLowerCase(), other],
  });
  expect(manyToMany.parse("Miller", {}, context)).toMatchObject({
    problems: [{ code: "not_a_record_id" }],
  });
});

test("rows are a JSON array and nothing else", () => {
  expect(childRows.parse('[{"a":1}]', {}, context)).toEqual({ ok: true, value: [{ a: 1 }] });
  for (const text of ['{"a":1}', "[", "rows"]) {
    expect(childRows.parse(text, {}, context)).toMatchObject({ problems: [{ code: "not_rows" }] });
  }
});

test("addresses are completed, and only harmless ones become links", () => {
  expect(url.parse(" www.example.com/a ", {}, context)).toEqual({
    ok: true,
    value: "https://www.example.com/a",
  });
  expect(["https://a", "HTTP://a", "mailto:a@b.c"].map(isLink)).toEqual([true, true, true]);
  expect(["javascript:alert(1)", "data:text/html,x", " javascript:x"].map(isLink)).toEqual([
    false,
    false,
    false,
  ]);
});
