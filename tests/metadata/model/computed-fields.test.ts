/** Formulas in JavaScript: their types, and what they see behind lookups. */
import { expect, test } from "vitest";
import { computeFields } from "../../../metadata/model/computed-fields.ts";
import { resolveObject } from "../../../metadata/model/resolve-object.ts";

const clock = { now: "2026-11-22T23:30:00.000Z", today: "2026-11-23", timeZone: "Asia/Shanghai" };

test("a moment in a field for a day is its day in the zone of the workspace", () => {
  const parcel = resolveObject({
    name: "parcel",
    properties: {
      shipped_at: { type: "string", format: "date-time" },
      shipped_on: { type: "string", format: "date", formula: "shipped_at" },
    },
  });
  const objects = new Map([["parcel", parcel]]);
  const record = { shipped_at: "2026-07-01T20:00:00.000Z" };
  expect(computeFields(parcel, record, { objects, clock, related: null })).toMatchObject({
    shipped_on: "2026-07-02",
  });
});

const text = { type: "string" };
const lookup = (target: string) => ({ $ref: "tenon:lookup", target });
const region = resolveObject({ name: "region", properties: { code: text } });
const customer = resolveObject({
  name: "customer",
  properties: {
    region: lookup("region"),
    code: { ...text, formula: "region.code" },
    seen: { type: "string", format: "date", formula: "today()" },
  },
});
const order = resolveObject({
  name: "order",
  properties: {
    customer: lookup("customer"),
    region_code: { ...text, formula: "customer.region.code" },
    copied_code: { ...text, formula: "customer.code" },
    seen: { type: "string", format: "date", formula: "customer.seen" },
  },
});
const objects = new Map([region, customer, order].map((model) => [model.name, model]));
const known = new Map<string, Record<string, unknown>>([
  ["region/r", { code: "EU" }],
  ["customer/c", { region: "r", code: "stored", seen: "2026-01-01" }],
]);
const related = {
  find: (object: string, id: string) => known.get(`${object}/${id}`) ?? null,
};

test("a formula reads through several lookups", () => {
  const record = { customer: "c", region_code: "EU" };
  expect(computeFields(order, record, { objects, clock, related })).toMatchObject({
    region_code: "EU",
  });
});

test("what is computed behind a lookup is read as it is stored", () => {
  expect(computeFields(order, { customer: "c" }, { objects, clock, related })).toMatchObject({
    copied_code: "stored",
    seen: "2026-01-01",
  });
});
