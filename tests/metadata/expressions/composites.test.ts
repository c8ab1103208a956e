/** Values of several parts in expressions: parts are named, the whole is copied or empty. */
import { expect, test } from "vitest";
import { compileExpression, evaluate } from "../../../metadata/expressions/index.ts";
import { renameField } from "../../../metadata/expressions/rename-field.ts";
import { computeFields } from "../../../metadata/model/computed-fields.ts";
import { objectScope } from "../../../metadata/model/object-scope.ts";
import { resolveObject } from "../../../metadata/model/resolve-object.ts";

const model = resolveObject({
  name: "site",
  properties: {
    city: { type: "string" },
    address: { $ref: "tenon:address" },
    place: { $ref: "tenon:geo_point" },
    town: { type: "string", formula: "address.city + city" },
    copy: { $ref: "tenon:address", formula: "address" },
    north: { type: "boolean", formula: "place.latitude > 0" },
  },
});
const objects = new Map([["site", model]]);
const scope = objectScope(model, objects);
const clock = { now: "2026-07-01T00:00:00.000Z", today: "2026-07-01", timeZone: "UTC" };

const codes = (text: string) => {
  const compiled = compileExpression(text, scope);
  return compiled.ok
    ? []
    : compiled.problems.map(({ code, params }) => [code, params?.start, params?.end]);
};

test("parts have the types of their values", () => {
  expect(codes('address.city == "上海市" && place.latitude > 31.2')).toEqual([]);
  expect(codes("is_empty(address) || address != null")).toEqual([]);
  expect(codes("place.latitude == address.city")).toEqual([["expression_types_differ", 18, 30]]);
});

test("unknown parts are named at their place, with a proposal", () => {
  expect(codes("length(address.cty) > 1")).toEqual([["expression_unknown_name", 15, 18]]);
  expect(codes("length(address.city.x)")).toEqual([["expression_no_fields_behind", 15, 19]]);
});

test("the whole is neither compared nor turned into text", () => {
  expect(codes("address == address")).toEqual([["expression_type", 0, 18]]);
  expect(codes("address in [address]")).toEqual([["expression_type", 0, 7]]);
  expect(codes("text(address)")).toEqual([["expression_type", 5, 12]]);
  expect(codes("address < address")).toEqual([["expression_type", 0, 17]]);
  expect(codes("coalesce(address, place)")).toEqual([["expression_types_differ", 18, 23]]);
});

test("a part does not make an expression look at other records", () => {
  const compiled = compileExpression("address.city", scope);
  expect(compiled.ok && compiled.value.uses).toEqual({ related: false, rows: false, clock: false });
});

test("formulas read parts and copy wholes", () => {
  const address = { city: "Bern", street: "1" };
  const place = { latitude: "46.9", longitude: "7.4" };
  expect(
    computeFields(model, { city: "!", address, place }, { objects, clock, related: null }),
  ).toMatchObject({ town: "Bern!", copy: address, north: true });
  expect(computeFields(model, { city: "!" }, { objects, clock, related: null })).toMatchObject({
    town: null,
    copy: null,
    north: null,
  });
});

test("half-typed parts do not throw", () => {
  const compiled = compileExpression("place.latitude + 1", scope);
  if (!compiled.ok) throw new Error("does not compile");
  const record = computeFields(
    model,
    { place: { latitude: "north", longitude: 7 } },
    { objects, clock, related: null },
  );
  expect(record.north).toBeNull();
  expect(
    evaluate(compiled.value, {
      record: { value: () => null, related: () => null, rows: () => [] },
      clock,
    }),
  ).toBeNull();
});

test("renaming a field leaves a part of the same name alone", () => {
  const rename = { root: "site", object: "site", from: "city", to: "town_name" };
  expect(renameField("city + address.city", scope, rename)).toEqual({
    ok: true,
    value: "town_name + address.city",
  });
  const whole = { root: "site", object: "site", from: "address", to: "seat" };
  expect(renameField("city + address.city", scope, whole)).toEqual({
    ok: true,
    value: "city + seat.city",
  });
});
