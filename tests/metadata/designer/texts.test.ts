import { describe, expect, test } from "vitest";
import { addField } from "../../../designer/commands/add-field.ts";
import { addObject } from "../../../designer/commands/add-object.ts";
import { changeText } from "../../../designer/commands/change-text.ts";
import { baseLanguage } from "../../../designer/document/base-language.ts";
import { emptyDesign } from "../../../designer/document/design-documents.ts";
import { objectGroups } from "../../../designer/document/object-groups.ts";
import { contentOf, customerKey, fieldOf, sampleDesign } from "./sample-design.ts";

const title = { document: customerKey, field: "name000000", keyword: "title" } as const;

describe("a text is kept where its language belongs", () => {
  test("the documents' own language in the document, others in a translation", () => {
    const english = changeText.run(sampleDesign, { ...title, locale: "en", text: "Company" });
    expect(fieldOf(english, customerKey, "name000000").schema.title).toBe("Company");
    const chinese = changeText.run(english, { ...title, locale: "zh-CN", text: "公司" });
    expect(fieldOf(chinese, customerKey, "name000000").schema.title).toBe("Company");
    expect(contentOf(chinese, "translation/zh-CN")).toHaveProperty(
      "objects.customer.fields.name.title",
      "公司",
    );
  });

  test("a Chinese title gives English documents an English one", () => {
    const design = addField.run(sampleDesign, {
      document: customerKey,
      parent: null,
      title: "合同金额",
      locale: "zh-CN",
      template: { $ref: "tenon:money" },
      id: "new0000000",
    });
    expect(fieldOf(design, customerKey, "new0000000").schema.title).toBe("Contract amount");
    expect(contentOf(design, "translation/zh-CN")).toHaveProperty(
      "objects.customer.fields.contract_amount.title",
      "合同金额",
    );
  });

  test("the first object decides in which language a workspace is written", () => {
    const input = { title: "采购申请", firstFieldTitle: "名称", id: "first00000" };
    const design = addObject.run(emptyDesign, { ...input, locale: "zh-CN" });
    expect(contentOf(design, "object/first00000")).toMatchObject({
      title: "采购申请",
      properties: { name: { title: "名称" } },
    });
    expect(baseLanguage(design.documents, "en")).toBe("zh-CN");
  });
});

test("objects are listed as the navigation groups them, the rest behind", () => {
  const design = addObject.run(sampleDesign, { title: "Lead", firstFieldTitle: "Name" });
  const groups = objectGroups(design.documents, "en").map(({ title: heading, objects }) => [
    heading,
    objects.map(({ name }) => name),
  ]);
  expect(groups).toEqual([
    ["Sales", ["sales_order", "customer"]],
    ["", ["lead"]],
  ]);
});
