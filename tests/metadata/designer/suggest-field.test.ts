import { expect, test } from "vitest";
import { suggestField } from "../../../designer/document/suggest-field.ts";
import { fieldTypeOf } from "../../../metadata/fields/index.ts";

const objects = [
  { name: "customer", title: "客户" },
  { name: "sales_order", title: "Sales order" },
];

test.each([
  ["Order date", "date"],
  ["到期日", "date"],
  ["Amount", "money"],
  ["合同金额", "money"],
  ["E-mail", "email"],
  ["手机", "phone"],
  ["Website", "url"],
  ["数量", "integer"],
  ["折扣率", "decimal"],
  ["Is active", "boolean"],
  ["备注", "long_text"],
  ["Sales order", "lookup"],
  ["客户", "lookup"],
  ["Name", "text"],
  ["", "text"],
])("the title %j suggests %s", (title, type) => {
  expect(fieldTypeOf(suggestField(title, objects))?.name).toBe(type);
});

test("the title of an object suggests a lookup to that object", () => {
  expect(suggestField("客户", objects)).toEqual({ $ref: "tenon:lookup", target: "customer" });
});
