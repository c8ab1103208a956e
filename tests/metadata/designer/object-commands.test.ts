import { expect, test } from "vitest";
import { addObject } from "../../../designer/commands/add-object.ts";
import { duplicateObject } from "../../../designer/commands/duplicate-object.ts";
import { removeObject } from "../../../designer/commands/remove-object.ts";
import { revertObject } from "../../../designer/commands/revert-object.ts";
import { translateText } from "../../../designer/commands/translate-text.ts";
import { contentOf, customerKey, sampleDesign } from "./sample-design.ts";

test("a new object can be used at once: it has a required name that stands for a record", () => {
  const design = addObject.run(sampleDesign, {
    title: "Sales lead",
    firstFieldTitle: "Name",
    id: "lead000000",
  });
  expect(contentOf(design, "object/lead000000")).toMatchObject({
    name: "sales_lead",
    title: "Sales lead",
    type: "object",
    required: ["name"],
    record_title: "name",
    properties: { name: { type: "string", title: "Name" } },
  });
  expect(design.selection.document).toBe("object/lead000000");
});

test("a second object of the same title gets a name of its own", () => {
  const design = addObject.run(sampleDesign, {
    title: "Customer",
    firstFieldTitle: "Name",
    id: "second0000",
  });
  expect(design.documents.get("object/second0000")?.name).toBe("customer_2");
});

test("a removed object leaves the navigation and the translations", () => {
  const design = removeObject.run(sampleDesign, { document: customerKey });
  expect(design.documents.has(customerKey)).toBe(false);
  expect(contentOf(design, "app/trading").navigation).toEqual([
    { title: "Sales", items: ["sales_order"] },
  ]);
  expect(contentOf(design, "translation/zh-CN")).not.toHaveProperty("objects.customer");
});

test("a duplicated object has no id in common with the original", () => {
  const design = duplicateObject.run(sampleDesign, { document: customerKey });
  const key = design.selection.document ?? "";
  const copy = contentOf(design, key);
  expect(copy.name).toBe("customer_2");
  const ids = (text: string) => new Set(text.match(/"id":"\w+"/g));
  const original = ids(JSON.stringify(contentOf(sampleDesign, customerKey)));
  expect([...ids(JSON.stringify(copy))].filter((id) => original.has(id))).toEqual([]);
});

test("what never was published goes when it is reverted, with all that speaks of it", () => {
  const target = { document: customerKey };
  const gone = revertObject.run(sampleDesign, { ...target, published: new Map() });
  expect(gone.documents).toEqual(removeObject.run(sampleDesign, target).documents);
});

test("a translation is written, and its empty branches go when it is emptied", () => {
  const path = ["objects", "customer", "fields", "code", "title"];
  const written = translateText.run(sampleDesign, { locale: "zh-CN", path, text: "编码" });
  expect(contentOf(written, "translation/zh-CN")).toHaveProperty(path, "编码");
  const emptied = translateText.run(written, { locale: "zh-CN", path, text: "" });
  expect(contentOf(emptied, "translation/zh-CN")).not.toHaveProperty([
    "objects",
    "customer",
    "fields",
    "code",
  ]);
  const first = translateText.run(
    { ...sampleDesign, documents: new Map() },
    { locale: "zh-CN", path, text: "编码" },
  );
  expect(contentOf(first, "translation/zh-CN")).toHaveProperty(path, "编码");
});
