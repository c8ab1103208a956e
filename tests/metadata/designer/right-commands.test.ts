import { expect, test } from "vitest";
import {
  changeFieldLevel,
  changeRight,
  clearRights,
} from "../../../designer/commands/right-commands.ts";
import type { RightsSection } from "../../../designer/document/rights-sections.ts";
import { contentOf } from "./sample-design.ts";
import { readerKey, rolesDesign, salesKey } from "./sample-roles.ts";

const target = (document: string, object: string, section: RightsSection = "objects") => ({
  document,
  object,
  section,
});

test("a right is written, and taken away with the entry that says nothing any more", () => {
  const order = target(salesKey, "sales_order");
  const granted = changeRight.run(rolesDesign, { ...order, keyword: "read", value: true });
  expect(contentOf(granted, salesKey).objects).toHaveProperty("sales_order", { read: true });
  const taken = changeRight.run(granted, { ...order, keyword: "read", value: undefined });
  expect(contentOf(taken, salesKey).objects).not.toHaveProperty("sales_order");
});

test("an entry by name begins as a copy of the one for every object", () => {
  const changed = changeRight.run(rolesDesign, {
    ...target(readerKey, "customer"),
    keyword: "export",
    value: true,
  });
  // What it says of fields that the object does not have stays behind.
  expect(contentOf(changed, readerKey).objects).toHaveProperty("customer", {
    read: true,
    fields: { "*": "write", limit: "none" },
    export: true,
  });
});

test("an empty entry beside the one for every object says that nothing is granted", () => {
  const order = target(readerKey, "sales_order");
  const without = (["fields", "read"] as const).reduce(
    (design, keyword) => changeRight.run(design, { ...order, keyword, value: undefined }),
    rolesDesign,
  );
  expect(contentOf(without, readerKey).objects).toHaveProperty("sales_order", {});
  const cleared = clearRights.run(without, order);
  expect(contentOf(cleared, readerKey).objects).not.toHaveProperty("sales_order");
});

test("the first field that is hidden leaves the others writable", () => {
  const hidden = changeFieldLevel.run(rolesDesign, {
    ...target(salesKey, "customer"),
    field: "limit",
    level: "none",
  });
  expect(contentOf(hidden, salesKey).objects).toHaveProperty("customer.fields", {
    "*": "write",
    limit: "none",
  });
  const shown = changeFieldLevel.run(hidden, {
    ...target(salesKey, "customer"),
    field: "limit",
    level: undefined,
  });
  expect(contentOf(shown, salesKey)).toEqual(contentOf(rolesDesign, salesKey));
});

test("a restriction names the field alone, and goes when it says nothing", () => {
  const restricted = target(salesKey, "customer", "restrictions");
  const limit = { ...restricted, field: "limit", level: "read" } as const;
  const changed = changeFieldLevel.run(rolesDesign, limit);
  expect(contentOf(changed, salesKey).restrictions).toEqual({
    customer: { fields: { limit: "read" } },
  });
  const back = changeFieldLevel.run(changed, { ...limit, level: undefined });
  expect(contentOf(back, salesKey)).not.toHaveProperty("restrictions");
});

test("what changes nothing is no change", () => {
  const same = { ...target(salesKey, "customer"), keyword: "read", value: "own" };
  expect(changeRight.run(rolesDesign, same)).toBe(rolesDesign);
  expect(clearRights.run(rolesDesign, target(salesKey, "sales_order"))).toBe(rolesDesign);
});
