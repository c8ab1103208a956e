import { expect, test } from "vitest";
import { nameMistake, proposeName } from "../../../designer/document/api-name.ts";
import { newStableId } from "../../../designer/document/stable-id.ts";

test.each([
  ["Credit limit", "credit_limit"],
  ["  E-mail (work) ", "e_mail_work"],
  ["2nd Größe", "nd_gro_e"],
  ["unitPrice", "unit_price"],
  ["合同金额", "contract_amount"],
  ["信用额度", "credit_limit"],
  ["客户编号", "customer_number"],
  ["A".repeat(80), "a".repeat(48)],
])("the title %j suggests the name %j", (title, name) => {
  expect(proposeName(title, [], "field")).toBe(name);
});

test("titles without a usable word get numbered names", () => {
  expect(proposeName("琥珀", [], "field")).toBe("field_1");
  expect(proposeName("琥珀", ["field_1"], "field")).toBe("field_2");
  expect(proposeName("", [], "object")).toBe("object_1");
});

test("a taken name gets a number and stays within the limit", () => {
  expect(proposeName("Name", ["name", "name_2"], "field")).toBe("name_3");
  const long = "a".repeat(48);
  expect(proposeName(long, [long], "field")).toBe(`${"a".repeat(46)}_2`);
});

test("every proposal is a valid name", () => {
  for (const title of ["价格 (CNY)", "__proto__", "9", "客户 A", "👍 ok", "x'; drop table"]) {
    expect(nameMistake(proposeName(title, [], "field"), [])).toBeNull();
  }
});

test("ids are ten letters or digits and do not repeat", () => {
  const ids = Array.from({ length: 500 }, () => newStableId());
  expect(ids.every((id) => /^[a-z0-9]{10}$/.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(500);
});
