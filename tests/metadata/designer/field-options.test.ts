import { describe, expect, test } from "vitest";
import { optionGroups } from "../../../designer/inspector/field-options.ts";
import { fieldTypeByName, fieldTypes } from "../../../metadata/fields/index.ts";

const options = (name: string) => {
  const type = fieldTypeByName(name);
  if (!type) throw new Error(`no type ${name}`);
  return optionGroups(type);
};

const kinds = (name: string) =>
  Object.fromEntries(options(name).ofType.map(({ keyword, kind }) => [keyword, kind]));

test.each(fieldTypes.map((type) => type.name))("every shown option of %s has words", (name) => {
  const { ofType, value, advanced } = options(name);
  for (const option of [...ofType, ...value, ...advanced]) {
    for (const text of [option.title, option.description]) {
      expect(text.en).not.toBe("");
      expect(text["zh-CN"]).not.toBe("");
    }
  }
});

describe("the schema of an option decides its input", () => {
  test("digits are whole numbers, limits exact, the currency a text or a sibling field", () => {
    expect(kinds("money")).toMatchObject({
      precision: "whole_number",
      scale: "whole_number",
      minimum: "exact_number",
      currency: "text",
      currency_field: "sibling_field",
    });
  });

  test("a lookup chooses an object and what deleting does", () => {
    expect(kinds("lookup")).toEqual({ target: "object", on_delete: "choice" });
  });

  test("many-to-many has the same options, which stand in its items", () => {
    const own = options("many_to_many").ofType.filter((option) => option.inItems);
    expect(own.map(({ keyword, kind }) => [keyword, kind])).toEqual([
      ["target", "object"],
      ["on_delete", "choice"],
    ]);
  });

  test("choices have one list editor, whichever way they are spelled", () => {
    expect(Object.values(kinds("select")).filter((kind) => kind === "choices")).toHaveLength(1);
    const inItems = options("multi_select").ofType.filter(({ kind }) => kind === "choices");
    expect(inItems.map((option) => option.inItems)).toEqual([true]);
  });

  test("child rows hold no value that a default or a formula could be about", () => {
    expect(options("child_rows").value).toEqual([]);
  });

  test("keywords that are only for machines are not offered", () => {
    // Which kind of code a barcode is, people do choose.
    const others = fieldTypes.filter((type) => type.name !== "barcode");
    const shown = others.flatMap((type) => {
      const { ofType, value, advanced } = optionGroups(type);
      return [...ofType, ...value, ...advanced].map((option) => option.keyword);
    });
    for (const hidden of ["id", "$ref", "type", "format", "examples", "items"]) {
      expect(shown).not.toContain(hidden);
    }
  });
});
