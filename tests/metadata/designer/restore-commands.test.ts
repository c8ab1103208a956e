import { describe, expect, test } from "vitest";
import { addField } from "../../../designer/commands/add-field.ts";
import { addObject } from "../../../designer/commands/add-object.ts";
import { changeObjectOption } from "../../../designer/commands/change-object-option.ts";
import { removeOptionSet } from "../../../designer/commands/option-set-commands.ts";
import { removeField } from "../../../designer/commands/remove-field.ts";
import { removeObject } from "../../../designer/commands/remove-object.ts";
import { renameField } from "../../../designer/commands/rename-field.ts";
import { renameObject } from "../../../designer/commands/rename-object.ts";
import { restoreField } from "../../../designer/commands/restore-field.ts";
import { revertObject } from "../../../designer/commands/revert-object.ts";
import { translateText } from "../../../designer/commands/translate-text.ts";
import { type Design, withDocument } from "../../../designer/document/design-documents.ts";
import { contentOf, customerKey, fieldNames, orderKey, sampleDesign } from "./sample-design.ts";

const published = sampleDesign.documents;

const contents = (design: Design) =>
  Object.fromEntries([...design.documents].map(([key, { content }]) => [key, content]));

const remove = (design: Design, document: string, field: string) =>
  removeField.run(design, { document, field });

const restore = (design: Design, document: string, field: string) =>
  restoreField.run(design, { document, field, published });

describe("a restored field", () => {
  test.each([
    [customerKey, "name000000"],
    [customerKey, "code000000"],
    [orderKey, "lines00000"],
    [orderKey, "price00000"],
  ])("of %s brings back all that went with it: %s", (document, field) => {
    const removed = remove(sampleDesign, document, field);
    expect(contents(removed)).not.toEqual(contents(sampleDesign));
    expect(contents(restore(removed, document, field))).toEqual(contents(sampleDesign));
  });

  test("is part of its keys again when the last of their fields is back", () => {
    const bare = ["code000000", "name000000"].reduce(
      (design, field) => remove(design, customerKey, field),
      sampleDesign,
    );
    const half = restore(bare, customerKey, "name000000");
    expect(contentOf(half, customerKey)).not.toHaveProperty("unique");
    const whole = restore(half, customerKey, "code000000");
    expect(contentOf(whole, customerKey).unique).toEqual([["code", "name"]]);
  });

  test("leaves other edits alone and speaks in the names of the draft", () => {
    const renamed = renameField.run(remove(sampleDesign, customerKey, "name000000"), {
      document: customerKey,
      field: "code000000",
      name: "number",
    });
    const edited = renameObject.run(
      changeObjectOption.run(renamed, {
        document: customerKey,
        keyword: "record_title",
        value: "number",
      }),
      { document: customerKey, name: "client" },
    );
    const design = restore(edited, customerKey, "name000000");
    expect(contentOf(design, customerKey)).toMatchObject({
      name: "client",
      record_title: "number",
      unique: [["number", "name"]],
    });
    expect(contentOf(design, "translation/zh-CN")).toHaveProperty(
      ["objects", "client", "fields", "name", "title"],
      "名称",
    );
  });

  test("takes another name when its own is given away, and its texts with it", () => {
    const other = addField.run(remove(sampleDesign, customerKey, "name000000"), {
      document: customerKey,
      parent: null,
      title: "Name",
      template: { type: "string" },
      id: "other00000",
    });
    const design = restore(other, customerKey, "name000000");
    expect(fieldNames(design, customerKey)).toContain("name_2");
    expect(contentOf(design, customerKey).unique).toEqual([["code", "name_2"]]);
    expect(contentOf(design, "translation/zh-CN")).toHaveProperty(
      ["objects", "customer", "fields", "name_2", "title"],
      "名称",
    );
  });
});

describe("a restored document", () => {
  test("stands in the navigation and has its texts as before", () => {
    const removed = removeObject.run(sampleDesign, { document: customerKey });
    const design = revertObject.run(removed, { document: customerKey, published });
    expect(contents(design)).toEqual(contents(sampleDesign));
    const first = removeObject.run(sampleDesign, { document: orderKey });
    const back = revertObject.run(first, { document: orderKey, published });
    expect(contents(back)).toEqual(contents(sampleDesign));
  });

  test("takes another name when its own is given away", () => {
    const removed = removeObject.run(sampleDesign, { document: customerKey });
    const other = addObject.run(removed, {
      title: "Customer",
      firstFieldTitle: "Name",
      id: "second0000",
    });
    const design = revertObject.run(other, { document: customerKey, published });
    expect(contentOf(design, customerKey).name).toBe("customer_2");
    expect(contentOf(design, "translation/zh-CN")).toHaveProperty(
      "objects.customer_2.title",
      "客户",
    );
  });

  test("that is a set of options has its texts as before", () => {
    const key = "options/level";
    const content = { name: "level", title: "Level", options: [{ const: "gold" }] };
    const withSet = translateText.run(
      {
        ...sampleDesign,
        documents: withDocument(published, { key, kind: "options", name: "level", content }),
      },
      { locale: "zh-CN", path: ["options", "level", "title"], text: "等级" },
    );
    const removed = removeOptionSet.run(withSet, { document: key });
    const design = revertObject.run(removed, { document: key, published: withSet.documents });
    expect(contents(design)).toEqual(contents(withSet));
  });
});

test("an object goes back to its published names and texts in all that speaks of it", () => {
  const field = renameField.run(sampleDesign, {
    document: customerKey,
    field: "limit00000",
    name: "credit",
  });
  const renamed = renameObject.run(field, { document: customerKey, name: "client" });
  const path = ["objects", "client", "title"];
  const edited = translateText.run(renamed, { locale: "zh-CN", path, text: "顾客" });
  const design = revertObject.run(edited, { document: customerKey, published });
  expect(contents(design)).toEqual(contents(sampleDesign));
});
