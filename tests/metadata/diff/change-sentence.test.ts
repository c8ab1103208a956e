import { expect, test } from "vitest";
import { changeSentence } from "../../../metadata/diff/change-sentence.ts";
import { diffObjects } from "../../../metadata/diff/diff-objects.ts";
import { resolveObject } from "../../../metadata/model/resolve-object.ts";
import { locales } from "../../../metadata/text.ts";

const thing = (level: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  resolveObject({
    name: "thing",
    title: "Thing",
    id: "thingthing",
    properties: { level: { title: "Level", id: "levellevel", ...level } },
    ...more,
  });

const sentences = (before: ReturnType<typeof thing>, after: ReturnType<typeof thing>) =>
  locales.map((locale) =>
    diffObjects([before], [after]).map((change) => changeSentence(change, locale)),
  );

test("keywords are called as the designer's inputs are, in each language", () => {
  const before = thing({ type: "string", maxLength: 9, "x-made": 1 });
  const after = thing(
    { type: "string", maxLength: 8, description: "How far", "x-made": 2 },
    { history: { days: 9 }, note: 1 },
  );
  expect(
    Object.fromEntries(locales.map((name, at) => [name, sentences(before, after)[at]])),
  ).toEqual({
    en: [
      "Change maximum length, x-made, help text of “Level” in “Thing”",
      "Change history, note of “Thing”",
    ],
    "zh-CN": ["修改“Thing”的“Level”的最大长度、x-made、帮助说明", "修改“Thing”的变更历史、note"],
  });
});

test("a condition without an input is called as where there is one", () => {
  const phone = { type: "string", format: "phone", maxLength: 20 };
  expect(sentences(thing(phone), thing({ ...phone, maxLength: 18, pattern: "^1" }))).toEqual([
    ["Change maximum length, pattern of “Level” in “Thing”"],
    ["修改“Thing”的“Level”的最大长度、格式（正则）"],
  ]);
});
