import { expect, test } from "vitest";
import type { Change } from "../../../metadata/diff/change.ts";
import { changeSentence } from "../../../metadata/diff/change-sentence.ts";
import { translatedTitles } from "../../../metadata/diff/change-titles.ts";
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

test("a title says what it was, options are called by theirs", () => {
  const options = (...values: readonly string[]) =>
    values.map((value) => ({ const: value, title: value.toUpperCase() }));
  const before = thing({ oneOf: options("usd", "eur", "cny") });
  expect(sentences(before, thing({ oneOf: options("eur", "cny") }))).toEqual([
    ["“Level” of “Thing” loses the option “USD”"],
    ["“Thing”的“Level”去掉选项“USD”"],
  ]);
  const after = thing({ oneOf: options("cny", "gbp"), title: "Grade" });
  expect(sentences(before, after)[0]).toEqual([
    "“Grade” of “Thing” loses the options “USD”, “EUR”",
    "Change title (was “Level”), options with titles of “Grade” in “Thing”",
  ]);
});

test("options of a list are its own: one more, one called otherwise, one less", () => {
  const list = (...values: readonly string[]) => {
    const oneOf = values.map((value) => ({ const: value[0], title: value }));
    return thing({ type: "array", items: { oneOf }, uniqueItems: true });
  };
  const changed = "Change options of “Level” in “Thing”";
  expect(sentences(list("a"), list("a", "b"))).toEqual([[changed], ["修改“Thing”的“Level”的选项"]]);
  expect(sentences(list("a"), list("an a"))[0]).toEqual([changed]);
  const removed = "“Level” of “Thing” loses the option “b”";
  expect(sentences(list("a", "b"), list("a"))[0]).toEqual([removed]);
  expect(sentences(list("a", "b"), list("a", "c"))[0]).toEqual([removed, changed]);
});

test("an option is called as it is translated, by its field or by its set", () => {
  const titles = translatedTitles([
    {
      objects: { thing: { fields: { level: { options: { a: "甲" } } } } },
      options: { grades: { options: { a: "一", b: "二" } } },
    },
  ]);
  const level = {
    "x-options": "grades",
    oneOf: ["a", "b", "c"].map((value) => ({ const: value })),
  };
  const after = thing({ ...level, oneOf: [] as unknown[], enum: ["d"] });
  const [removed] = diffObjects([thing(level)], [after]);
  expect(removed && changeSentence(removed, "zh-CN", titles)).toBe(
    "“Thing”的“Level”去掉选项“甲”、“二”、“c”",
  );
});

test("a change of type names what goes with it and what changes beside it", () => {
  const before = thing({ type: "string", maxLength: 9, copy_from: "a.b", description: "How far" });
  expect(sentences(before, thing({ type: "integer", title: "Grade" }))).toEqual([
    [
      "“Grade” of “Thing” turns from Text into Whole number, without its maximum length, copied from, help text, and changes title (was “Level”)",
    ],
    [
      "“Thing”的“Grade”由文本改为整数，不再保留最大长度、取自、帮助说明，同时修改标题（原为“Level”）",
    ],
  ]);
});

test("documents are called by their titles, with what changes where that has words", () => {
  const titles = translatedTitles([{ apps: { trade: { title: "贸易" } } }]);
  const words = (change: Change) => locales.map((locale) => changeSentence(change, locale, titles));
  const app = { name: "trade", title: "Trade", navigation: [] };
  const changed = { kind: "document_changed", document: "app", name: "trade" } as const;
  expect(words({ ...changed, former: app, content: { ...app, navigation: [{}] } })).toEqual([
    "Change app “贸易”: navigation",
    "修改应用“贸易”：导航",
  ]);
  expect(words({ ...changed, former: app, content: { ...app, other: 1 } })).toEqual([
    "Change app “贸易”",
    "修改应用“贸易”",
  ]);
  const chinese = { objects: { thing: { title: "物" } } };
  expect(
    words({
      kind: "document_changed",
      document: "translation",
      name: "zh-CN",
      former: {},
      content: chinese,
    }),
  ).toEqual(["Change translation into Chinese (China): “Thing”", "修改中文（中国）翻译：“Thing”"]);
});
