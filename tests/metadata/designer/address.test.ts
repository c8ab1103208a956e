import { expect, test } from "vitest";
import { addressOf, selectionAt } from "../../../designer/shell/address.ts";
import { customerKey, orderKey, sampleDesign } from "./sample-design.ts";
import { rolesDesign, salesKey, wideKey } from "./sample-roles.ts";

const { documents } = sampleDesign;

test.each([
  ["#customer", { document: customerKey, field: null }],
  ["#customer.limit", { document: customerKey, field: "limit00000" }],
  ["#sales_order.lines.price", { document: orderKey, field: "price00000" }],
])("the address %s names a selection and is written for it", (address, selection) => {
  expect(selectionAt(documents, address)).toEqual(selection);
  expect(addressOf(documents, selection)).toBe(address);
});

test.each([
  ["#role:sales", salesKey],
  ["#role:admin", "role/admin"],
  ["#sharing:wide", wideKey],
])("the address %s names a role or a sharing rule", (address, document) => {
  const selection = { document, field: null };
  expect(selectionAt(rolesDesign.documents, address)).toEqual(selection);
  expect(addressOf(rolesDesign.documents, selection)).toBe(address);
});

test("an address that names nothing selects nothing", () => {
  expect(selectionAt(documents, "#nothing")).toBeNull();
  expect(selectionAt(documents, "")).toBeNull();
  expect(selectionAt(documents, "#role:nobody")).toBeNull();
  expect(selectionAt(documents, "#customer.nothing")).toEqual({
    document: customerKey,
    field: null,
  });
});
