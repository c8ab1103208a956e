import { describe, expect, test } from "vitest";
import { resolveObject } from "../../metadata/model/resolve-object.ts";
import { formSections } from "../../runtime/blocks/form-sections.ts";
import { joinSentences } from "../../runtime/language/join-sentences.ts";
import { defaultValues, followedDefaults } from "../../runtime/state/form-defaults.ts";
import { placeOf } from "../../runtime/state/form-problems.ts";
import {
  carryOver,
  changeBody,
  computedRecord,
  createBody,
  type FormRow,
  sameValue,
} from "../../runtime/state/form-values.ts";

const order = resolveObject({
  name: "order",
  type: "object",
  required: ["day"],
  properties: {
    number: { $ref: "tenon:auto_number", template: "{0000}", id: "aaaaaaaaaa" },
    day: {
      type: "string",
      format: "date",
      default: { expression: "today()" },
      id: "bbbbbbbbbb",
    },
    note: { type: "string", default: "none", id: "cccccccccc" },
    freight: { $ref: "tenon:money", id: "dddddddddd" },
    lines: {
      type: "array",
      id: "eeeeeeeeee",
      items: {
        type: "object",
        properties: {
          name: { type: "string", id: "ffffffffff" },
          price: { $ref: "tenon:money", id: "gggggggggg" },
          count: { type: "integer", default: 1, id: "hhhhhhhhhh" },
          amount: { $ref: "tenon:money", formula: "price * count", id: "iiiiiiiiii" },
        },
      },
    },
    sum: { $ref: "tenon:money", formula: "sum(lines.amount)", id: "jjjjjjjjjj" },
    total: { $ref: "tenon:money", formula: "sum + freight", id: "kkkkkkkkkk" },
  },
});
const objects = new Map([["order", order]]);
const clock = { now: "2026-11-22T23:30:00.000Z", today: "2026-11-23", timeZone: "Asia/Shanghai" };
const row = (
  key: number,
  id: string | null,
  values: Record<string, unknown>,
  rows: Record<string, FormRow[]> = {},
): FormRow => ({ key, id, values, rows });

test("a new record starts with its defaults, the day being the user's", () => {
  expect(defaultValues(order, objects, clock)).toEqual({ day: "2026-11-23", note: "none" });
});

test("a default follows what it reads until somebody writes over it", () => {
  const sale = resolveObject({
    name: "sale",
    type: "object",
    properties: {
      address: { $ref: "tenon:address" },
      city: { type: "string", default: { expression: "address.city" } },
      last: { type: "integer", default: { expression: "discount * 10" } },
      begun: { type: "integer", default: 2, readOnly: true },
      discount: { type: "integer", default: { expression: 'level == "gold" ? 20 : begun' } },
      level: { enum: ["gold", "none"] },
      unseen: { type: "string", default: { expression: "hidden" } },
    },
  });
  const context = { objects: new Map([["sale", sale]]), clock };
  const begun = defaultValues(sale, context.objects, clock);
  expect(begun).toEqual({ discount: 2, last: 20 });
  expect(createBody(sale, begun, {})).toEqual({ discount: 2, last: 20 });
  const gold = { ...begun, level: "gold" };
  const followed = followedDefaults(sale, gold, begun, "level", context);
  expect(followed).toEqual({ discount: 20, last: 200 });
  expect(followedDefaults(sale, { ...gold, discount: 5 }, begun, "discount", context)).toEqual({
    last: 50,
  });
  const own = { ...gold, discount: 5, last: 50 };
  expect(followedDefaults(sale, own, { ...begun, last: 50 }, "level", context)).toEqual({
    last: 50,
  });
  const address = { city: "Bern" };
  expect(followedDefaults(sale, { ...own, address }, begun, "address", context)).toEqual({
    city: "Bern",
  });
  expect(createBody(sale, { ...own, city: null }, {})).toMatchObject({ city: null });
});

test("a new record shows the state in which it begins, and does not send it", () => {
  const task = resolveObject({
    name: "task",
    type: "object",
    properties: { name: { type: "string" }, status: { enum: ["open", "done"] } },
    lifecycle: { field: "status", transitions: [{ name: "end", from: ["open"], to: "done" }] },
  });
  const values = defaultValues(task, objects, clock);
  expect(values).toEqual({ status: "open" });
  expect(createBody(task, values, {})).toEqual({});
});

test("lines and totals are computed exactly while numbers are half typed", () => {
  const rows = {
    lines: [
      row(1, null, { price: "0.10", count: 3 }),
      row(2, null, { price: "0.20", count: 1 }),
      row(3, null, { price: "12x", count: 2 }),
    ],
  };
  const record = computedRecord(order, { freight: "0.01" }, rows, { objects, clock }, null);
  expect(record.sum).toBe("0.50");
  expect(record.total).toBe("0.51");
  expect(record.lines).toMatchObject([{ amount: "0.30" }, { amount: "0.20" }, { amount: null }]);
});

describe("what is sent", () => {
  test("of a new record leaves out what is empty, except an emptied default", () => {
    const rows = { lines: [row(1, null, { name: "a", count: null })] };
    expect(createBody(order, { day: "2026-11-22", note: null, freight: null }, rows)).toEqual({
      day: "2026-11-22",
      note: null,
      lines: [{ name: "a", count: null }],
    });
  });

  const base = {
    day: "2026-11-22",
    note: "x",
    freight: null,
    total: "5.00",
    lines: [
      { id: "r1", name: "a", price: "1.00", count: 1, amount: "1.00" },
      { id: "r2", name: "b", price: "2.00", count: 2, amount: "4.00" },
    ],
  };
  const loaded = [
    row(1, "r1", { name: "a", price: "1.00", count: 1 }),
    row(2, "r2", { name: "b", price: "2.00", count: 2 }),
  ];

  test("of an untouched record is nothing", () => {
    expect(changeBody(order, base, base, { lines: loaded })).toEqual({});
  });

  test("of a change is the changed field alone", () => {
    expect(changeBody(order, base, { ...base, note: null }, { lines: loaded })).toEqual({
      note: null,
    });
  });

  test("of changed lines names the others by their id, so that they are kept", () => {
    const lines = [loaded[1]!, row(1, "r1", { name: "A", price: "1.00", count: 1 })];
    expect(changeBody(order, base, base, { lines })).toEqual({
      lines: [{ id: "r2" }, { id: "r1", name: "A" }],
    });
  });

  test("of a removed and an added line is the list without and with them", () => {
    const lines = [loaded[0]!, row(3, null, { name: "c", count: 1 })];
    expect(changeBody(order, base, base, { lines })).toEqual({
      lines: [{ id: "r1" }, { name: "c", count: 1 }],
    });
  });
});

test("absent, null, empty text and empty list are the same emptiness", () => {
  for (const value of [undefined, null, "", []]) expect(sameValue(value, null)).toBe(true);
  expect(sameValue(false, null)).toBe(false);
  expect(sameValue(["a"], ["a"])).toBe(true);
  expect(sameValue(["a", "b"], ["b", "a"])).toBe(false);
});

test("typed values follow their field through a published rename", () => {
  const renamed = resolveObject({
    name: "order",
    type: "object",
    properties: {
      remark: { type: "string", id: "cccccccccc" },
      day: { type: "string", format: "date", id: "bbbbbbbbbb" },
    },
  });
  const typed = { note: "by hand", day: "2026-11-22", freight: "1.00" };
  expect(carryOver(typed, order, renamed)).toEqual({ remark: "by hand", day: "2026-11-22" });
});

test("a pointer into lines becomes the place of that line, wherever it moves", () => {
  const rows = { lines: [row(7, null, {}), row(9, null, {})] };
  expect(placeOf("/lines/1/price", rows).place).toBe("lines#9.price");
  expect(placeOf("/note", rows).place).toBe("note");
  expect(placeOf("/lines", rows)).toMatchObject({ place: "lines", cells: [] });
  const deeper = { lines: [row(7, null, {}, { parts: [row(8, null, {}), row(5, null, {})] })] };
  expect(placeOf("/lines/0/parts/1/weight", deeper)).toEqual({
    place: "lines#7.parts#5.weight",
    field: "lines",
    cells: [
      { list: "lines", key: 7, column: "parts" },
      { list: "lines#7.parts", key: 5, column: "weight" },
    ],
  });
  expect(placeOf("/lines/0/parts", deeper).place).toBe("lines#7.parts");
});

test("lines of lines are computed, and sent with the id of their line where they differ", () => {
  const kit = resolveObject({
    name: "kit",
    type: "object",
    properties: {
      lines: {
        type: "array",
        items: {
          type: "object",
          properties: {
            name: { type: "string" },
            parts: {
              type: "array",
              items: {
                type: "object",
                properties: {
                  count: { type: "integer" },
                  weight: { $ref: "tenon:decimal", scale: 1 },
                },
              },
            },
            weight: { $ref: "tenon:decimal", scale: 1, formula: "sum(parts, count * weight)" },
          },
        },
      },
      weight: { $ref: "tenon:decimal", scale: 1, formula: "sum(lines.weight)" },
    },
  });
  const base = {
    lines: [
      { id: "r1", name: "a", parts: [{ id: "p1", count: 2, weight: "1.5" }], weight: "3.0" },
      { id: "r2", name: "b", parts: [], weight: "0.0" },
    ],
  };
  const start = (count: number, added: FormRow[]) => ({
    lines: [
      row(1, "r1", { name: "a" }, { parts: [row(3, "p1", { count, weight: "1.5" })] }),
      row(2, "r2", { name: "b" }, { parts: added }),
    ],
  });
  expect(changeBody(kit, base, base, start(2, []))).toEqual({});
  const changed = start(4, [row(4, null, { count: 1, weight: "0.5" })]);
  expect(changeBody(kit, base, base, changed)).toEqual({
    lines: [
      { id: "r1", parts: [{ id: "p1", count: 4 }] },
      { id: "r2", parts: [{ count: 1, weight: "0.5" }] },
    ],
  });
  const record = computedRecord(
    kit,
    {},
    changed,
    { objects: new Map([["kit", kit]]), clock },
    null,
  );
  expect(record.weight).toBe("6.5");
});

test("a sentence follows another behind a blank, where its stop does not bring one", () => {
  expect(joinSentences("Short.", "For example ABC.")).toBe("Short. For example ABC.");
  expect(joinSentences("简短的编码。", "例如 ABC。")).toBe("简短的编码。例如 ABC。");
  expect([joinSentences("", "One."), joinSentences("One.", "")]).toEqual(["One.", "One."]);
});

test("a form puts what is added up from lines under them, through other totals too", () => {
  const sections = formSections(order);
  expect(sections.lines.map((field) => field.name)).toEqual(["lines"]);
  expect(sections.totals.map((field) => field.name)).toEqual(["sum", "total"]);
  expect(sections.panels.flatMap(({ fields }) => fields).map((field) => field.name)).toEqual([
    "number",
    "day",
    "note",
    "freight",
  ]);
});
