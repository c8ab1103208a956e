import { describe, expect, test } from "vitest";
import { ExactNumber } from "../../../metadata/json.ts";
import { resolveObject } from "../../../metadata/model/resolve-object.ts";
import type { RecordMode } from "../../../metadata/validate/record-schema.ts";
import {
  compileRecordValidator,
  validateRecord,
} from "../../../metadata/validate/validate-record.ts";
import { good, sampleId, sampleModel } from "./sample-object.ts";

/** `path code` of every problem, in order. */
function problems(value: unknown, mode: RecordMode = "create"): readonly string[] {
  const result = validateRecord(sampleModel, mode, value);
  return result.ok ? [] : result.problems.map(({ path, code }) => `${path} ${code}`);
}

const withFields = (fields: Record<string, unknown>) => problems({ ...good, ...fields });

describe("a value of each field", () => {
  test.each([
    ["code", "A", "too_short"],
    ["code", "ABCDEF", "too_long"],
    ["code", "abc", "pattern_mismatch"],
    ["code", 5, "not_text"],
    ["reference", "xyz", "pattern_mismatch"],
    ["note", "a\0", "text_not_storable"],
    ["note", "\udc00", "text_not_storable"],
    ["customer", "x", "not_a_record_id"],
    ["tags", "x", "not_a_list"],
    ["pieces", 5.5, "not_an_integer"],
    ["pieces", "5", "not_an_integer"],
    ["pieces", -5, "too_small"],
    ["pieces", 105, "too_large"],
    ["pieces", 7, "not_a_multiple"],
    ["pieces", new ExactNumber("9007199254740993"), "number_not_exact"],
    ["weight", "0.000", "must_exceed"],
    ["weight", "1.2345", "too_many_digits"],
    ["weight", "1e3", "not_a_number"],
    ["weight", true, "not_a_number"],
    ["total", "1000.01", "too_large"],
    ["total", "-10.01", "too_small"],
    ["paid", "yes", "not_a_boolean"],
    ["order_date", "2026-02-29", "not_a_date"],
    ["seen_at", "2026-11-22", "not_a_date_time"],
    ["opens", "24:00", "not_a_time"],
    ["status", "gone", "unknown_option"],
    ["email", "a b", "not_an_email"],
    ["phone", "call me", "not_a_phone_number"],
    ["website", "example", "not_a_url"],
    ["either", "ab", "invalid_value"],
    ["lines", "x", "not_rows"],
  ])("%s = %j is %s", (field, value, code) => {
    expect(withFields({ [field]: value })).toEqual([`/${field} ${code}`]);
  });

  test("inside lists and structures the path leads to the entry", () => {
    expect(withFields({ tags: [sampleId, "x"] })).toEqual(["/tags/1 not_a_record_id"]);
    expect(withFields({ grades: ["a", "z"] })).toEqual(["/grades/1 unknown_option"]);
    expect(withFields({ grades: ["a", "a"] })).toEqual(["/grades repeated_item"]);
    expect(
      withFields({ tags: [sampleId, sampleId.replace("a", "b"), sampleId.replace("a", "c")] }),
    ).toEqual(["/tags too_many_items"]);
    expect(withFields({ settings: { depth: "1" } })).toEqual(["/settings/depth wrong_type"]);
    expect(withFields({ settings: {} })).toEqual(["/settings/depth required"]);
    expect(withFields({ lines: [{ material: sampleId, quantity: "1.10" }] })).toEqual([
      "/lines/0/quantity not_a_multiple",
    ]);
    expect(withFields({ lines: [5] })).toEqual(["/lines/0 wrong_type"]);
  });
});

describe("a record as a whole", () => {
  test.each([[null], [[]], ["x"], [5], [undefined]])("%j is no record", (value) => {
    expect(problems(value)).toEqual([" wrong_type"]);
  });

  test("all problems come at once, in the order of the fields", () => {
    expect(problems({ total: "x", code: "", lines: [{}], grades: [] })).toEqual([
      "/code too_short",
      "/customer required",
      "/total not_a_number",
      "/grades required",
      "/lines/0/material required",
      "/lines/0/quantity required",
    ]);
  });

  test("names that no field has are refused, with the nearest one", () => {
    const result = validateRecord(sampleModel, "create", { ...good, custmer: 1, toString: 2 });
    expect(result).toMatchObject({
      problems: [
        {
          code: "unknown_field",
          path: "/custmer",
          params: { hint: { en: ' Did you mean "customer"?' } },
        },
        { code: "unknown_field", path: "/toString", params: { name: "toString" } },
      ],
    });
  });

  test("a prototype key that came past another parser is an unknown field", () => {
    const sent = JSON.parse('{"__proto__": {"paid": true}, "lines": [{"__proto__": {}}]}');
    expect(problems(sent, "change")).toContain("/__proto__ unknown_field");
    expect(problems(sent, "change")).toContain("/lines/0/__proto__ unknown_field");
    expect(({} as Record<string, unknown>).paid).toBeUndefined();
  });

  test.each([
    "id",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
    "revision",
    "owner",
    "number",
    "double",
    "seal",
  ])("%s cannot be written", (name) => {
    expect(withFields({ [name]: "x" })).toEqual([`/${name} read_only`]);
    expect(withFields({ [name]: null })).toEqual([`/${name} read_only`]);
  });
});

describe("empty", () => {
  test("absent and null are the same, and null comes back", () => {
    const { note: _, ...others } = good;
    expect(problems(others)).toEqual([]);
    const result = validateRecord(sampleModel, "create", { ...good, note: null });
    expect(result).toMatchObject({ ok: true, value: { note: null } });
  });

  test("a required field may be left out of a new record only when a default fills it", () => {
    const model = resolveObject({
      name: "a",
      required: ["b", "c"],
      properties: { b: { type: "string", default: "x" }, c: { type: "string" } },
    });
    const codes = (mode: RecordMode, value: object) => {
      const result = validateRecord(model, mode, value);
      return result.ok ? [] : result.problems.map(({ path }) => path);
    };
    expect(codes("create", {})).toEqual(["/c"]);
    expect(codes("create", { b: null, c: "x" })).toEqual([]);
    expect(codes("change", {})).toEqual([]);
    expect(codes("change", { b: null, c: null })).toEqual(["/b", "/c"]);
  });

  test("a required list needs an entry", () => {
    expect(withFields({ lines: [] })).toEqual(["/lines required"]);
    expect(withFields({ tags: [] })).toEqual([]);
  });
});

describe("child rows", () => {
  const line = { material: sampleId, quantity: "1" };

  test("of a change may name the row they change, and then leave fields out", () => {
    expect(problems({ lines: [{ id: sampleId, quantity: "2" }] }, "change")).toEqual([]);
    expect(problems({ lines: [{ quantity: "2" }] }, "change")).toEqual([
      "/lines/0/material required",
    ]);
    expect(problems({ lines: [{ id: null, quantity: "2" }] }, "change")).toEqual([
      "/lines/0/material required",
    ]);
    expect(problems({ lines: [{ id: sampleId, material: null }] }, "change")).toEqual([
      "/lines/0/material required",
    ]);
    expect(problems({ lines: [{ id: "x", quantity: "2" }] }, "change")).toEqual([
      "/lines/0/id not_a_record_id",
    ]);
  });

  test("of a new record are complete even when they bring an id", () => {
    expect(withFields({ lines: [{ id: sampleId, quantity: "1" }] })).toEqual([
      "/lines/0/material required",
    ]);
    expect(withFields({ lines: [{ ...line, id: sampleId }] })).toEqual([]);
  });

  test("keep computed fields closed and unknown ones out", () => {
    expect(withFields({ lines: [{ ...line, amount: "1" }] })).toEqual([
      "/lines/0/amount read_only",
    ]);
    expect(withFields({ lines: [{ ...line, quantty: "1" }] })).toEqual([
      "/lines/0/quantty unknown_field",
    ]);
    expect(withFields({ lines: [{ ...line, position: 1 }] })).toEqual([
      "/lines/0/position unknown_field",
    ]);
  });
});

test("values come back in their one canonical form", () => {
  const sent = {
    ...good,
    customer: sampleId.toUpperCase(),
    total: 12,
    weight: new ExactNumber("100.5"),
    seen_at: "2026-11-22T16:30:00+08:00",
    opens: "08:30",
  };
  expect(validateRecord(sampleModel, "create", sent)).toMatchObject({
    value: {
      customer: sampleId,
      total: "12.00",
      weight: "100.500",
      seen_at: "2026-11-22T08:30:00.000Z",
      opens: "08:30:00",
    },
  });
});

test("a thousand wrong rows end in a list that somebody can read", () => {
  const model = resolveObject({
    name: "a",
    properties: {
      rows: { type: "array", items: { type: "object", properties: { n: { type: "integer" } } } },
    },
  });
  const result = validateRecord(model, "create", {
    rows: Array.from({ length: 1000 }, () => ({ n: "x" })),
  });
  expect(!result.ok && result.problems.length).toBe(100);
});

test("a pattern that stops other engines does not stop this one", () => {
  const model = resolveObject({
    name: "a",
    properties: { f: { type: "string", pattern: "^(a+)+$" } },
  });
  const result = validateRecord(model, "create", { f: `${"a".repeat(5000)}!` });
  expect(result).toMatchObject({ ok: false, problems: [{ code: "pattern_mismatch" }] });
});

test("a model is compiled once", () => {
  expect(compileRecordValidator(sampleModel, "create")).toBe(
    compileRecordValidator(sampleModel, "create"),
  );
});
