import { describe, expect, test } from "vitest";
import { fieldNameMistake, renameField } from "../../../designer/commands/rename-field.ts";
import { objectNameMistake, renameObject } from "../../../designer/commands/rename-object.ts";
import { targetField } from "../../../designer/document/selected-field.ts";
import {
  contentOf,
  customerKey,
  fieldNames,
  fieldOf,
  orderKey,
  sampleDesign,
} from "./sample-design.ts";

test("a renamed field keeps its id and place, and everything that names it follows", () => {
  const design = renameField.run(sampleDesign, {
    document: customerKey,
    field: "name000000",
    name: "company",
  });
  const content = contentOf(design, customerKey);
  expect(fieldNames(design, customerKey)).toEqual(["code", "company", "currency", "limit"]);
  expect(fieldOf(design, customerKey, "name000000").name).toBe("company");
  expect(content).toMatchObject({
    record_title: "company",
    unique: [["code", "company"]],
    rules: [{ at: "company" }],
  });
  expect(contentOf(design, "translation/zh-CN")).toMatchObject({
    objects: { customer: { title: "客户", fields: { company: { title: "名称" } } } },
  });
});

test("keywords of sibling fields follow a rename", () => {
  const design = renameField.run(sampleDesign, {
    document: customerKey,
    field: "currency00",
    name: "money_kind",
  });
  expect(fieldOf(design, customerKey, "limit00000").schema.currency_field).toBe("money_kind");
});

test("a renamed row field stays required and translated", () => {
  const design = renameField.run(sampleDesign, {
    document: orderKey,
    field: "price00000",
    name: "unit_price",
  });
  expect(fieldOf(design, orderKey, "price00000").required).toBe(true);
  expect(contentOf(design, "translation/zh-CN")).toMatchObject({
    objects: { sales_order: { fields: { lines: { fields: { unit_price: { title: "单价" } } } } } },
  });
});

test("a name that is taken or malformed is refused and changes nothing", () => {
  const target = targetField(sampleDesign, { document: customerKey, field: "name000000" });
  if (!target) throw new Error("no such field");
  expect(fieldNameMistake(target, "code")).toBe("taken");
  expect(fieldNameMistake(target, "Code 1")).toBe("invalid");
  expect(fieldNameMistake(target, "name")).toBeNull();
  const same = renameField.run(sampleDesign, {
    document: customerKey,
    field: "name000000",
    name: "code",
  });
  expect(same).toBe(sampleDesign);
});

test("a renamed object takes its lookups, navigation and translations along", () => {
  const design = renameObject.run(sampleDesign, { document: customerKey, name: "client" });
  expect(contentOf(design, customerKey)).toMatchObject({ id: "customer00", name: "client" });
  expect(fieldOf(design, orderKey, "ordercust0").schema.target).toBe("client");
  expect(contentOf(design, "app/trading").navigation).toEqual([
    { title: "Sales", items: ["sales_order", { object: "client" }] },
  ]);
  expect(contentOf(design, "translation/zh-CN")).toHaveProperty("objects.client.title", "客户");
  expect(contentOf(design, "translation/zh-CN")).not.toHaveProperty("objects.customer");
});

test("two objects never share a name", () => {
  expect(objectNameMistake(sampleDesign.documents, customerKey, "sales_order")).toBe("taken");
  expect(renameObject.run(sampleDesign, { document: customerKey, name: "sales_order" })).toBe(
    sampleDesign,
  );
});

describe("formulas follow a renamed field", () => {
  test("in the same row and in sums over the rows", () => {
    const design = renameField.run(sampleDesign, {
      document: orderKey,
      field: "price00000",
      name: "unit_price",
    });
    expect(fieldOf(design, orderKey, "amount0000").schema.formula).toBe("unit_price * quantity");
    expect(fieldOf(design, orderKey, "total00000").schema.formula).toBe("sum(lines.unit_price)");
  });

  test("when the rows themselves are renamed", () => {
    const design = renameField.run(sampleDesign, {
      document: orderKey,
      field: "lines00000",
      name: "items",
    });
    expect(fieldOf(design, orderKey, "total00000").schema.formula).toBe("sum(items.price)");
  });

  test("through lookups from other objects, and only where that field is meant", () => {
    const design = renameField.run(sampleDesign, {
      document: customerKey,
      field: "limit00000",
      name: "total",
    });
    expect(fieldOf(design, orderKey, "rest000000").schema.formula).toBe("customer.total - total");
  });
});
