import { describe, expect, test } from "vitest";
import { localiseApp, localiseObject } from "../../../metadata/documents/localise.ts";
import { exampleDocuments } from "./read-examples.ts";

const documents = exampleDocuments("trading");
const translation = documents.find(({ kind }) => kind === "translation")?.content ?? {};
const content = (name: string) =>
  documents.find((item) => item.name === name && ["app", "object"].includes(item.kind))?.content ??
  {};

describe("the example in Chinese", () => {
  test("titles of objects, fields and fields of child rows are translated", () => {
    expect(localiseObject(content("sales_order"), translation)).toMatchObject({
      title: "销售订单",
      properties: {
        shipped_date: { title: "发货日期", description: "尚未出库时为空。" },
        lines: { title: "订单明细", items: { properties: { quantity: { title: "数量" } } } },
      },
    });
  });

  test("everything that is no text stays", () => {
    const before = content("sales_order");
    const after = localiseObject(before, translation);
    const texts = new Set(["title", "description", "message"]);
    const withoutTexts = (value: unknown) =>
      JSON.parse(JSON.stringify(value, (key, member) => (texts.has(key) ? undefined : member)));
    expect(withoutTexts(after)).toEqual(withoutTexts(before));
  });

  test("the menu is translated by its own titles", () => {
    expect(localiseApp(content("trading"), translation)).toMatchObject({
      title: "北风贸易",
      navigation: [{ title: "销售" }, { title: "产品目录" }, { title: "公司" }],
    });
  });
});

describe("options", () => {
  const object = (schema: object) => ({ name: "order", properties: { status: schema } });
  const titles = (options: object) => ({ objects: { order: { fields: { status: { options } } } } });

  test("an enum becomes titled options; without translation the value is kept", () => {
    expect(
      localiseObject(object({ enum: ["draft", "done", null] }), titles({ draft: "草稿" })),
    ).toMatchObject({
      properties: {
        status: { oneOf: [{ const: "draft", title: "草稿" }, { const: "done" }, { const: null }] },
      },
    });
  });

  test("titled options get the new title and keep the rest", () => {
    const schema = { oneOf: [{ const: "a", title: "A", deprecated: true }] };
    expect(localiseObject(object(schema), titles({ a: "甲" })).properties).toEqual({
      status: { oneOf: [{ const: "a", title: "甲", deprecated: true }] },
    });
  });

  test("options of lists are translated inside their items", () => {
    const schema = { type: "array", uniqueItems: true, items: { enum: ["a"] } };
    expect(localiseObject(object(schema), titles({ a: "甲" })).properties).toEqual({
      status: { type: "array", uniqueItems: true, items: { oneOf: [{ const: "a", title: "甲" }] } },
    });
  });
});

test("a menu may be translated in order", () => {
  const app = {
    name: "a",
    navigation: [
      { title: "X", items: [] },
      { title: "Y", items: [] },
    ],
  };
  const texts = { apps: { a: { navigation: ["甲", "乙"] } } };
  expect(localiseApp(app, texts).navigation).toMatchObject([{ title: "甲" }, { title: "乙" }]);
});

test("names of every object's prototype are not taken for entries", () => {
  const object = { name: "toString", properties: { valueOf: { type: "string" } } };
  expect(localiseObject(object, { objects: {} })).toEqual(object);
});
