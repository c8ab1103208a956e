import fc from "fast-check";
import type { JsonSchema } from "../../../metadata/fields/field-type.ts";
import { resolveObject } from "../../../metadata/model/resolve-object.ts";

/** An object with a field of every type, with and without conditions. */
export const sampleDocument: JsonSchema = {
  name: "sales_order",
  required: ["code", "customer", "lines", "total", "grades"],
  properties: {
    number: { $ref: "tenon:auto_number", template: "SO-{00000}" },
    code: { type: "string", minLength: 2, maxLength: 5, pattern: "^[A-Z]+$" },
    reference: { type: "string", pattern: "(?:ab|c)+d$" },
    note: { $ref: "tenon:long_text" },
    customer: { $ref: "tenon:lookup", target: "customer" },
    tags: { type: "array", items: { $ref: "tenon:lookup", target: "tag" }, maxItems: 2 },
    pieces: { type: "integer", minimum: 0, maximum: 100, multipleOf: 5 },
    weight: { $ref: "tenon:decimal", precision: 6, scale: 3, exclusiveMinimum: "0" },
    total: { $ref: "tenon:money", minimum: "-10.00", maximum: "1000.00" },
    paid: { type: "boolean", default: false },
    order_date: { type: "string", format: "date" },
    seen_at: { type: "string", format: "date-time" },
    opens: { type: "string", format: "time" },
    status: { enum: ["draft", "sent"], default: "draft" },
    grades: { type: "array", uniqueItems: true, items: { enum: ["a", "b", "c"] } },
    email: { type: "string", format: "email" },
    phone: { $ref: "tenon:phone" },
    website: { type: "string", format: "uri" },
    settings: { type: "object", properties: { depth: { type: "integer" } }, required: ["depth"] },
    either: { anyOf: [{ type: "integer" }, { type: "string", maxLength: 1 }] },
    seal: { type: "string", readOnly: true },
    double: { $ref: "tenon:money", formula: "total * 2" },
    lines: {
      type: "array",
      maxItems: 3,
      items: {
        type: "object",
        required: ["material", "quantity"],
        properties: {
          material: { $ref: "tenon:lookup", target: "material" },
          quantity: { $ref: "tenon:decimal", precision: 9, scale: 2, multipleOf: "0.25" },
          discount: { type: "integer", default: 0 },
          amount: { $ref: "tenon:money", formula: "quantity * 2" },
        },
      },
    },
  },
};

export const sampleModel = resolveObject(sampleDocument);

export const sampleId = "0192f0c1-7b1a-7c3e-8000-00000000000a";

/** A record without mistakes. */
export const good: Readonly<Record<string, unknown>> = {
  code: "ABC",
  reference: "abcd",
  note: "第一行\nsecond",
  customer: sampleId,
  tags: [sampleId],
  pieces: 15,
  weight: "1.500",
  total: "999.99",
  paid: true,
  order_date: "2026-11-22",
  seen_at: "2026-11-22T08:30:00.000Z",
  opens: "08:30:00",
  status: "sent",
  grades: ["a", "c"],
  email: "a@example.com",
  phone: "+86 21 5555 0100",
  website: "https://example.com",
  settings: { depth: 2 },
  either: "a",
  lines: [{ material: sampleId, quantity: "1.25", discount: 0 }],
};

const nothing = fc.constantFrom(null, undefined);
const anything = fc.oneof(
  fc.constantFrom<unknown>("", "x", "2026-02-30", 0, -1, 1.5, true, [], {}, [null], [{}], "12.345"),
  fc.string({ maxLength: 6 }),
  fc.array(fc.oneof(fc.string({ maxLength: 2 }), fc.integer()), { maxLength: 4 }),
);

const id = fc.uuid();
const decimal = fc
  .tuple(fc.integer({ min: -1200, max: 1200 }), fc.integer({ min: 0, max: 9999 }))
  .map(([whole, fraction]) => `${whole}.${fraction}`);

const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  code: fc.constantFrom("AB", "ABCDE", "ABCDEF", "A", "ab", "A1"),
  reference: fc.constantFrom("abcd", "cd", "abc", "xcd", "d"),
  note: fc.string({ unit: "grapheme" }),
  customer: fc.oneof(id, fc.constantFrom("x", "0192F0C1-7B1A-7C3E-8000-00000000000A")),
  tags: fc.array(id, { maxLength: 3 }),
  pieces: fc.integer({ min: -5, max: 105 }),
  weight: fc.oneof(decimal, fc.double({ noNaN: true, noDefaultInfinity: true })),
  total: fc.oneof(decimal, fc.integer({ min: -20, max: 1100 })),
  paid: fc.boolean(),
  order_date: fc.constantFrom("2026-02-28", "2024-02-29", "2026-02-29", "0000-01-01", "26-1-1"),
  seen_at: fc.constantFrom("2026-01-01T00:00:00Z", "2026-01-01t10:00:00+08:00", "2026-01-01", "x"),
  opens: fc.constantFrom("08:30", "08:30:15", "24:00", "8:30"),
  status: fc.constantFrom("draft", "sent", "Draft", ""),
  grades: fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 4 }),
  email: fc.constantFrom("a@example.com", "A.B@EXAMPLE.org", "a@", "a@b", "a b@example.com", "@"),
  phone: fc.constantFrom("+86 21 5555 0100", "12", "phone", "(030) 123456"),
  website: fc.constantFrom("https://example.com/a?b=c", "example.com", "http://a b"),
  settings: fc.constantFrom<unknown>({ depth: 1 }, { depth: "1" }, {}, [], "x"),
  either: fc.constantFrom<unknown>(1, "a", "ab", 1.5, true),
};

/** Mostly sensible, now and then empty or of any kind. */
const member = (value: fc.Arbitrary<unknown>, sensible: unknown = null) =>
  fc.oneof(
    { arbitrary: fc.constant(sensible), weight: 5 },
    { arbitrary: value, weight: 8 },
    { arbitrary: nothing, weight: 2 },
    { arbitrary: anything, weight: 1 },
  );

const row = fc.record({
  id: fc.oneof({ arbitrary: nothing, weight: 4 }, { arbitrary: id, weight: 1 }),
  material: member(id),
  quantity: member(fc.constantFrom("1.00", "0.25", "0.3", "-1.75", "12345678", 2, 0.5)),
  discount: member(fc.integer()),
});
const goodRow = fc.record({ material: id, quantity: fc.constantFrom("1.00", 2.25) });
const lines = fc.oneof(fc.array(goodRow, { maxLength: 4 }), fc.array(fc.oneof(row, anything)));

/** Names that no caller may send. */
const intruders = ["number", "seal", "double", "id", "revision", "owner", "custmer"];

/** Records as callers might send them: the good one with up to four fields replaced. */
export const sampleRecord: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(
    fc.record({
      ...Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, member(value, good[name])]),
      ),
      lines: member(lines, good.lines),
    }),
    fc.subarray([...Object.keys(values), "lines"], { maxLength: 3 }),
    fc.oneof(
      { arbitrary: fc.constant(null), weight: 9 },
      { arbitrary: fc.constantFrom(...intruders), weight: 1 },
    ),
  )
  .map(([replacements, replaced, intruder]) => {
    const sent: Record<string, unknown> = { ...good, ...(intruder ? { [intruder]: "x" } : {}) };
    for (const name of replaced) {
      const value = (replacements as Record<string, unknown>)[name];
      if (value === undefined) delete sent[name];
      else sent[name] = value;
    }
    return sent;
  });
