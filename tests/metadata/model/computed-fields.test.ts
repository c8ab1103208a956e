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
