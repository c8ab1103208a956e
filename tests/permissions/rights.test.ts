/** What roles come to for the objects and fields of a catalog. No database is asked. */
import { expect, test } from "vitest";
import { readsEverything } from "../../engine/access/rights.ts";
import { recordVerbs } from "../../metadata/access/role.ts";
import { catalogOf, fieldIn, modelIn, rightsIn } from "../support/sample-catalog.ts";
import { objectDocument } from "../support/server.ts";
import { role } from "./role-document.ts";

const text = { type: "string", maxLength: 80 };
const everything = { create: true, read: true, update: true, delete: true };
const actions = { export: true, import: true, share: true, transfer: true };

const catalog = catalogOf([
  objectDocument("customer", { name: text, margin: text }),
  objectDocument("sales_order", {
    number: text,
    pin: { ...text, writeOnly: true },
    key: { $ref: "tenon:secret" },
    own_copy: { ...text, formula: "number" },
    customer: { $ref: "tenon:lookup", target: "customer" },
    computed: { ...text, formula: "customer.name" },
    copied: { ...text, copy_from: "customer.name" },
    copied_margin: { ...text, copy_from: "customer.margin" },
    lines: { type: "array", items: { type: "object", properties: { cost: text } } },
  }),
  role("orders_alone", { sales_order: { read: true } }),
  role("maker", { sales_order: { read: true }, customer: { create: true } }),
  role("own_customers", { sales_order: { read: true }, customer: { read: "own" } }),
  role("without_margin", {
    sales_order: { read: true },
    customer: { read: true, fields: { "*": "read", margin: "none" } },
  }),
  role("without_number", {
    sales_order: {
      read: true,
      reveal: true,
      fields: { "*": "write", number: "none", key: "none" },
    },
  }),
  role("reader", { sales_order: { read: true, reveal: ["key"], fields: { "*": "read" } } }),
  role("without_cost", {
    sales_order: { read: true, fields: { "*": "write", "lines.cost": "none" } },
  }),
  role(
    "unblocked",
    { sales_order: { read: true } },
    {
      restrictions: { sales_order: { read: { when: 'number != "x"' } } },
    },
  ),
  role("wide", { "*": { ...everything, ...actions } }),
  role("personnel", {}, { administration: ["users"] }),
]);

const order = modelIn(catalog, "sales_order");
const customer = modelIn(catalog, "customer");
const [user, department] = [modelIn(catalog, "user"), modelIn(catalog, "department")];
const rights = (...roles: readonly string[]) => rightsIn(catalog, ...roles);
const reads = (name: string, ...roles: readonly string[]) =>
  rights(...roles).mayRead(order, fieldIn(order, name));

test("rights are kept under a key of their roles", () => {
  expect(rights("reader").key).not.toBe(rights("wide").key);
});

test("objects are used with the verbs that are granted, and with none without reading", () => {
  const used = (...roles: readonly string[]) =>
    recordVerbs.filter((verb) => rights(...roles).mayUse(customer, verb));
  expect([used("orders_alone"), used("maker"), used("wide")]).toEqual([[], [], [...recordVerbs]]);
});

test("people and their organisation are known to who has a role, changed by who looks after them", () => {
  const used = (model: typeof user, ...roles: readonly string[]) =>
    recordVerbs.filter((verb) => rights(...roles).mayUse(model, verb));
  expect([used(user), used(user, "reader"), used(user, "admin")]).toEqual([
    [],
    ["read"],
    ["read", "update"],
  ]);
  expect([used(department, "wide"), used(department, "personnel")]).toEqual([["read"], ["read"]]);
  expect(used(department, "wide", "personnel")).toEqual([...recordVerbs]);
  const may = (...roles: readonly string[]) =>
    (["export", "import", "share", "transfer"] as const).filter((action) =>
      rights(...roles).may(department, action),
    );
  expect([may("wide"), may("personnel"), may("wide", "personnel")]).toEqual([
    [],
    [],
    ["export", "import"],
  ]);
});

test("fields are read and written as roles say, and what is only written is never read", () => {
  expect([reads("number", "reader"), reads("number", "without_number")]).toEqual([true, false]);
  expect(reads("pin", "admin")).toBe(false);
  const writes = (name: string, as: string) => rights(as).mayWrite(order, fieldIn(order, name));
  expect([writes("number", "reader"), writes("number", "wide")]).toEqual([false, true]);
  expect([writes("pin", "wide"), writes("number", "without_number")]).toEqual([true, false]);
});

test("what is computed or copied is read by who reads all that it is made from", () => {
  expect([reads("own_copy", "reader"), reads("own_copy", "without_number")]).toEqual([true, false]);
  for (const name of ["computed", "copied"]) {
    for (const as of ["orders_alone", "maker", "own_customers"])
      expect([name, as, reads(name, as)]).toEqual([name, as, false]);
    expect([name, reads(name, "without_margin")]).toEqual([name, true]);
  }
  expect([reads("copied_margin", "without_margin"), reads("copied_margin", "wide")]).toEqual([
    false,
    true,
  ]);
});

test("actions, steps, secrets and designing are granted by name", () => {
  const [reader, wide, admin] = [rights("reader"), rights("wide"), rights("admin")];
  expect([reader, wide].map((each) => each.may(order, "export"))).toEqual([false, true]);
  expect([wide, admin].map((each) => each.mayStep(order, "close"))).toEqual([false, true]);
  expect([wide, admin].map(({ mayDesign }) => mayDesign)).toEqual([false, true]);
  const key = fieldIn(order, "key");
  expect([reader, wide].map((each) => each.mayReveal(order, key))).toEqual([true, false]);
  // What is not seen is not opened either.
  expect(rights("without_number").mayReveal(order, key)).toBe(false);
});

test("records are within reach as far as every role restricts them", () => {
  expect(rights("wide").reach(order, "read")).toBe(null);
  expect(rights("unblocked").reach(order, "read")?.every).toHaveLength(1);
  expect(rights("own_customers").reach(customer, "read")?.any).toMatchObject([
    { kind: "own" },
    { kind: "shared" },
  ]);
  const all = ["wide", "own_customers", "unblocked"].map((as) => rights(as).reachesAll);
  expect(all).toEqual([true, false, false]);
});

test("everything is read by who uses the object, reaches its records and sees its fields", () => {
  const whole = (as: string, model = order) => readsEverything(rights(as), model);
  expect(["wide", "without_number", "without_cost", "unblocked"].map((as) => whole(as))).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect([whole("maker", customer), whole("own_customers", customer)]).toEqual([false, false]);
});
