import { describe, expect, test } from "vitest";
import { addField } from "../../../designer/commands/add-field.ts";
import { changeFieldOption } from "../../../designer/commands/change-field-option.ts";
import { convertSchema } from "../../../designer/commands/change-field-type.ts";
import { duplicateField } from "../../../designer/commands/duplicate-field.ts";
import { editOptionsList, readOptions } from "../../../designer/commands/edit-options-list.ts";
import { moveField, moveFieldDown, moveFieldUp } from "../../../designer/commands/move-field.ts";
import { removeField } from "../../../designer/commands/remove-field.ts";
import { setRequired } from "../../../designer/commands/set-required.ts";
import { translateText } from "../../../designer/commands/translate-text.ts";
import { fieldTypeByName } from "../../../metadata/fields/index.ts";
import {
  contentOf,
  customerKey,
  fieldNames,
  fieldOf,
  orderKey,
  sampleDesign,
} from "./sample-design.ts";

const money = { $ref: "tenon:money" };
const at = (field: string) => ({ document: customerKey, field });

describe("adding a field", () => {
  test("puts it at the end under a name made from its title and selects it", () => {
    const design = addField.run(sampleDesign, {
      document: customerKey,
      parent: null,
      title: "Credit limit",
      template: money,
      id: "new0000000",
    });
    expect(fieldNames(design, customerKey).at(-1)).toBe("credit_limit");
    expect(fieldOf(design, customerKey, "new0000000").schema).toEqual({
      $ref: "tenon:money",
      id: "new0000000",
      title: "Credit limit",
    });
    expect(design.selection).toEqual({ document: customerKey, field: "new0000000" });
  });

  test("adds to the rows of a child-row field", () => {
    const design = addField.run(sampleDesign, {
      document: orderKey,
      parent: "lines00000",
      title: "Price",
      template: money,
      index: 1,
      id: "new0000000",
    });
    const field = fieldOf(design, orderKey, "new0000000");
    expect(field.path).toEqual(["lines", "price_2"]);
    expect(field.index).toBe(1);
  });

  test("adds to the rows of rows, and a copy of all has ids of its own", () => {
    const lists = { type: "array", items: { type: "object", properties: {} } };
    const add = (design: typeof sampleDesign, parent: string | null, id: string) =>
      addField.run(design, { document: customerKey, parent, title: id, template: lists, id });
    const outer = add(sampleDesign, null, "outer00000");
    const inner = add(outer, "outer00000", "inner00000");
    const whole = addField.run(inner, {
      document: customerKey,
      parent: "inner00000",
      title: "Weight",
      template: money,
      id: "weight0000",
    });
    const weight = fieldOf(whole, customerKey, "weight0000");
    expect(weight.path).toEqual(["outer00000", "inner00000", "weight"]);
    const copied = duplicateField.run(whole, { document: customerKey, field: "outer00000" });
    const ids = JSON.stringify(contentOf(copied, customerKey)).match(/"id":"[a-z0-9]{10}"/g) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("leaves the design it was given alone", () => {
    const before = JSON.stringify(contentOf(sampleDesign, customerKey));
    addField.run(sampleDesign, {
      document: customerKey,
      parent: null,
      title: "X",
      template: money,
    });
    expect(JSON.stringify(contentOf(sampleDesign, customerKey))).toBe(before);
  });
});

test("an option is set, changed, and removed with undefined", () => {
  const set = changeFieldOption.run(sampleDesign, {
    ...at("limit00000"),
    keyword: "scale",
    value: 4,
  });
  expect(fieldOf(set, customerKey, "limit00000").schema.scale).toBe(4);
  const removed = changeFieldOption.run(set, {
    ...at("limit00000"),
    keyword: "scale",
    value: undefined,
  });
  expect(contentOf(removed, customerKey)).toEqual(contentOf(sampleDesign, customerKey));
});

test("required is listed on the object, and the empty list disappears", () => {
  const set = setRequired.run(sampleDesign, { ...at("name000000"), required: true });
  expect(contentOf(set, customerKey).required).toEqual(["code", "name"]);
  const one = setRequired.run(set, { ...at("name000000"), required: false });
  const none = setRequired.run(one, { ...at("code000000"), required: false });
  expect(contentOf(none, customerKey)).not.toHaveProperty("required");
});

test("required of a row's field is listed on the row", () => {
  const design = setRequired.run(sampleDesign, {
    document: orderKey,
    field: "quantity00",
    required: true,
  });
  expect(contentOf(design, orderKey).required).toEqual(["lines"]);
  expect(fieldOf(design, orderKey, "lines00000").schema.items).toMatchObject({
    required: ["price", "quantity"],
  });
});

describe("moving a field", () => {
  test("changes its place and nothing else", () => {
    const design = moveField.run(sampleDesign, { ...at("limit00000"), index: 0 });
    expect(fieldNames(design, customerKey)).toEqual(["limit", "code", "name", "currency"]);
    expect(contentOf(design, customerKey)).toEqual(contentOf(sampleDesign, customerKey));
  });

  test("up and down act on the selection and stop at the ends", () => {
    const selected = { ...sampleDesign, selection: at("code000000") };
    expect(moveFieldUp.when?.(selected)).toBeNull();
    const input = moveFieldDown.when?.(selected);
    expect(input).toEqual({ ...at("code000000"), index: 1 });
    const moved = moveFieldDown.run(selected, input ?? { ...at("code000000"), index: 0 });
    expect(fieldNames(moved, customerKey)).toEqual(["name", "code", "currency", "limit"]);
  });

  test("a position past the end means the end", () => {
    const design = moveField.run(sampleDesign, { ...at("code000000"), index: 99 });
    expect(fieldNames(design, customerKey).at(-1)).toBe("code");
  });
});

test("removing a field forgets what named it and selects its neighbour", () => {
  const design = removeField.run(sampleDesign, at("name000000"));
  const content = contentOf(design, customerKey);
  expect(fieldNames(design, customerKey)).toEqual(["code", "currency", "limit"]);
  expect(content).not.toHaveProperty("record_title");
  expect(content).not.toHaveProperty("unique");
  expect(contentOf(design, "translation/zh-CN")).not.toHaveProperty("objects.customer.fields");
  expect(design.selection.field).toBe("currency00");
});

test("a duplicate of child rows stands below the original and shares no id with it", () => {
  const design = duplicateField.run(sampleDesign, { document: orderKey, field: "lines00000" });
  expect(fieldNames(design, orderKey).slice(0, 3)).toEqual(["customer", "lines", "lines_2"]);
  const text = JSON.stringify(contentOf(design, orderKey).properties);
  expect(text.split("lines00000").length - 1).toBe(1);
  expect(text.split("price00000").length - 1).toBe(1);
});

describe("the list of choices", () => {
  const currency = at("currency00");
  test("becomes titled choices when one gets a title, and plain again without", () => {
    const titled = editOptionsList.run(sampleDesign, {
      ...currency,
      options: [
        { value: "CNY", title: "Yuan" },
        { value: "EUR", title: "" },
      ],
    });
    const schema = fieldOf(titled, customerKey, "currency00").schema;
    expect(schema).toEqual({
      id: "currency00",
      title: "Currency",
      oneOf: [{ const: "CNY", title: "Yuan" }, { const: "EUR" }],
    });
    expect(readOptions(schema)).toEqual([
      { value: "CNY", title: "Yuan" },
      { value: "EUR", title: "" },
    ]);
    const plain = editOptionsList.run(titled, {
      ...currency,
      options: [{ value: "CNY", title: "" }],
    });
    expect(fieldOf(plain, customerKey, "currency00").schema).toMatchObject({ enum: ["CNY"] });
    expect(fieldOf(plain, customerKey, "currency00").schema).not.toHaveProperty("oneOf");
  });

  test("keeps the translation of a choice whose value changes", () => {
    const path = ["objects", "customer", "fields", "currency", "options"];
    const translated = translateText.run(sampleDesign, {
      locale: "zh-CN",
      path: [...path, "USD"],
      text: "美元",
    });
    const edited = editOptionsList.run(translated, {
      ...currency,
      options: [
        { value: "CNY", title: "" },
        { value: "usd", title: "" },
      ],
    });
    expect(contentOf(edited, "translation/zh-CN")).toHaveProperty([...path, "usd"], "美元");
    expect(contentOf(edited, "translation/zh-CN")).not.toHaveProperty([...path, "USD"]);
  });

  test("of a multi-select stands in its items", () => {
    const design = addField.run(sampleDesign, {
      document: customerKey,
      parent: null,
      title: "Tags",
      template: { type: "array", uniqueItems: true, items: { enum: ["a"] } },
      id: "new0000000",
    });
    const edited = editOptionsList.run(design, {
      ...at("new0000000"),
      options: [{ value: "b", title: "B" }],
    });
    expect(fieldOf(edited, customerKey, "new0000000").schema.items).toEqual({
      oneOf: [{ const: "b", title: "B" }],
    });
  });
});

describe("another type", () => {
  const convert = (schema: Record<string, unknown>, name: string) => {
    const type = fieldTypeByName(name);
    if (!type) throw new Error(`no type ${name}`);
    return convertSchema(schema, type);
  };

  test("keeps what is no option of the old type alone", () => {
    const common = {
      id: "f",
      title: "F",
      copy_from: "customer.name",
      writeOnly: true,
      "x-note": 1,
    };
    expect(convert({ ...common, type: "string", maxLength: 5 }, "integer")).toEqual({
      ...common,
      type: "integer",
    });
    const expression = { expression: "today()" };
    expect(convert({ type: "string", default: expression }, "date").default).toEqual(expression);
  });

  test("keeps a default that is one of its values", () => {
    expect(convert({ type: "string", default: "7" }, "long_text").default).toBe("7");
    expect(convert({ type: "string", default: "seven" }, "integer")).not.toHaveProperty("default");
  });

  test.each([
    [{ oneOf: [{ const: "a", title: "A" }] }, "select", "multi_select"],
    [{ enum: ["a", "b"] }, "select", "multi_select"],
    [{ $ref: "options:industry" }, "select", "multi_select"],
    [{ $ref: "tenon:lookup", target: "order", on_delete: "restrict" }, "lookup", "many_to_many"],
  ])("%o, of one value and of several, stays what it is", (one, ofOne, ofSeveral) => {
    const several = convert({ id: "f", title: "F", ...one }, ofSeveral);
    expect(several).toMatchObject({ id: "f", title: "F", type: "array", items: one });
    expect(convert(several, ofOne)).toEqual({ id: "f", title: "F", ...one });
  });

  test("drops what it has no use for", () => {
    const converted = convert({ type: "string", unique: true, copy_from: "a.b" }, "child_rows");
    expect(converted).not.toHaveProperty("unique");
    expect(converted).not.toHaveProperty("copy_from");
  });
});
