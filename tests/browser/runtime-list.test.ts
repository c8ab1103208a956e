import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileExpression, evaluate } from "../../metadata/expressions/index.ts";
import { objectScope } from "../../metadata/model/object-scope.ts";
import { resolveObject } from "../../metadata/model/resolve-object.ts";
import { fitColumns } from "../../runtime/blocks/fit-columns.ts";
import { moveCell } from "../../runtime/blocks/grid-keys.ts";
import { isCells, parseCells } from "../../runtime/blocks/pasted-cells.ts";
import { rowWindow, scrollToRow, slotRows } from "../../runtime/blocks/virtual-window.ts";
import {
  comparedField,
  comparisonProblem,
  conditionExpression,
  filterExpression,
  searchExpression,
  textLiteral,
} from "../../runtime/state/filter-expression.ts";
import {
  emptyView,
  type FilterCondition,
  type ListView,
  readView,
  toggleSort,
  writeView,
} from "../../runtime/state/list-view.ts";

const order = resolveObject({
  name: "order",
  type: "object",
  record_title: "number",
  properties: {
    number: { type: "string" },
    paid: { type: "boolean" },
    total: { $ref: "tenon:money" },
    day: { type: "string", format: "date" },
    at: { type: "string", format: "date-time" },
    status: { enum: ["open", "closed"] },
    marks: { type: "array", uniqueItems: true, items: { enum: ["a", "b"] } },
    customer: { $ref: "tenon:lookup", target: "order" },
    friends: { type: "array", items: { $ref: "tenon:lookup", target: "order" } },
    lines: { type: "array", items: { type: "object", properties: { part: { type: "string" } } } },
  },
});
const scope = objectScope(order, new Map([["order", order]]));
const id = "0198c0de-0000-7000-8000-000000000001";

/** A value of each field that the filter builder could write. */
const samples: Readonly<Record<string, string>> = {
  number: 'a "b" \\ c',
  paid: "true",
  total: "-12.50",
  day: "2026-11-22",
  at: "2026-11-22",
  status: "open",
  marks: "a",
  customer: id,
  friends: id,
};

describe("a filter condition", () => {
  const cases = order.fields.flatMap((field) =>
    field.type.operators.map((operator) => [field.name, operator] as const),
  );

  test.each(cases)("on %s with %s is an expression the engine accepts", (field, operator) => {
    const bare = operator === "is_empty" || operator === "is_not_empty";
    const condition = { field, operator, values: bare ? [] : [samples[field] ?? ""] };
    const text = conditionExpression(order, condition);
    expect(text).toBeDefined();
    const compiled = compileExpression(text ?? "", scope, { kind: "boolean" });
    expect(compiled.ok ? [] : compiled.problems).toEqual([]);
  });

  test("of a field that is gone is left out", () => {
    const condition: FilterCondition = { field: "gone", operator: "equals", values: ["1"] };
    expect(filterExpression(order, { ...emptyView, filters: [condition] })).toBeUndefined();
  });

  test("with a number that is none is left out instead of sent", () => {
    const condition: FilterCondition = {
      field: "total",
      operator: "equals",
      values: ["1 || true"],
    };
    expect(conditionExpression(order, condition)).toBeUndefined();
  });

  test.each([
    ["total", "lots"],
    ["day", "sometime"],
    ["at", "sometime"],
    ["customer", "somebody"],
  ])("on %s with %s is refused before it is asked", (field, value) => {
    const model = order.byName.get(field);
    expect(model && comparisonProblem(model, "equals", value)).not.toBeNull();
    expect(conditionExpression(order, { field, operator: "equals", values: [value] })).toBe(
      undefined,
    );
  });

  test("on a moment is about its day, which is what is typed", () => {
    const at = order.byName.get("at");
    expect(at && comparedField(at).type.name).toBe("date");
  });

  test("may look for a piece of a text that is no value of the field", () => {
    const number = order.byName.get("number");
    expect(number && comparisonProblem(number, "contains", "SO-")).toBeNull();
  });

  test("cannot break out of its literal, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const compiled = compileExpression(`number == ${textLiteral(typed)}`, scope);
        return compiled.ok;
      }),
    );
  });
});

describe("the search of a list", () => {
  const clock = { now: "2026-07-01T11:30:00.250Z", today: "2026-07-01", timeZone: "UTC" };
  const isFound = (title: string, search: string): boolean => {
    const compiled = compileExpression(searchExpression(order, { search }) ?? "", scope);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    const record = { value: () => title, related: () => null, rows: () => [] };
    return evaluate(compiled.value, { record, clock }) === true;
  };

  test.each(["École", "Иван", "ＡＢＣ", "ΑΘΗΝΑ", "İzmir", "Tofu"])(
    "finds %s as it is written",
    (title) => {
      expect(isFound(title, title)).toBe(true);
    },
  );

  test("finds what is titled by any text that is typed", () => {
    const typed = fc.string({ unit: "grapheme" }).filter((text) => text.trim() !== "");
    fc.assert(fc.property(typed, (text) => isFound(text, text)));
  });

  test("overlooks the case of the letters A to Z", () => {
    expect(isFound("Tofu", "tOFU")).toBe(true);
    expect(isFound("tofu", "TOF")).toBe(true);
    expect(isFound("Tofu", "chai")).toBe(false);
  });
});

describe("the address of a list", () => {
  const condition = fc.record({
    field: fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/),
    operator: fc.constantFrom("equals", "one_of", "contains"),
    values: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }),
  }) as fc.Arbitrary<FilterCondition>;
  const sort = fc.array(
    fc.record({ field: fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/), descending: fc.boolean() }),
    { maxLength: 3 },
  );
  const view: fc.Arbitrary<ListView> = fc.record({
    view: fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/),
    search: fc.string(),
    filters: fc.array(condition, { maxLength: 3 }),
    sort,
  });

  test("gives back the view it was written from", () => {
    fc.assert(
      fc.property(view, (written) => {
        const address = new URLSearchParams(writeView(written).toString());
        expect(readView(address)).toEqual(written);
      }),
    );
  });

  test("leaves out conditions with operators that do not exist", () => {
    expect(readView(new URLSearchParams("where=name~explodes~1")).filters).toEqual([]);
  });
});

test("a header sorts up, then down, then not at all, and beside others when added", () => {
  const up = toggleSort([], "name", false);
  const down = toggleSort(up, "name", false);
  expect(up).toEqual([{ field: "name", descending: false }]);
  expect(down).toEqual([{ field: "name", descending: true }]);
  expect(toggleSort(down, "name", false)).toEqual([]);
  expect(toggleSort(up, "city", true)).toEqual([...up, { field: "city", descending: false }]);
  expect(toggleSort(up, "city", false)).toEqual([{ field: "city", descending: false }]);
});

describe("the window of a long list", () => {
  test("holds every row in sight, each in one slot of its own", () => {
    fc.assert(
      fc.property(
        fc.nat(400_000),
        fc.integer({ min: 0, max: 2000 }),
        fc.nat(10_000),
        (top, height, count) => {
          const seen = rowWindow(top, height, 32, count);
          const drawn = slotRows(seen, seen.end - seen.first).filter((row) => row >= 0);
          expect(new Set(drawn).size).toBe(seen.end - seen.first);
          for (let row = Math.ceil(top / 32); row * 32 < top + height && row < count; row++) {
            expect(drawn).toContain(row);
          }
        },
      ),
    );
  });

  test("keeps a row in its slot while it scrolls", () => {
    const before = slotRows({ first: 10, end: 20 }, 16);
    const after = slotRows({ first: 11, end: 21 }, 16);
    for (let row = 11; row < 20; row++) expect(after.indexOf(row)).toBe(before.indexOf(row));
  });

  test("scrolls as little as possible to show a row", () => {
    expect(scrollToRow(2, 32, { top: 0, height: 320 })).toBe(0);
    expect(scrollToRow(10, 32, { top: 0, height: 320 })).toBe(32);
    expect(scrollToRow(1, 32, { top: 320, height: 320 })).toBe(32);
  });
});

test("columns fill the room exactly and are never narrower than asked", () => {
  const column = fc.record({ width: fc.integer({ min: 1, max: 400 }), flexible: fc.boolean() });
  fc.assert(
    fc.property(fc.array(column), fc.nat(3000), (columns, room) => {
      const widths = fitColumns(columns, room);
      const used = columns.reduce((sum, entry) => sum + entry.width, 0);
      const sum = widths.reduce((total, width) => total + width, 0);
      for (const [index, width] of widths.entries()) {
        expect(width).toBeGreaterThanOrEqual(columns[index]?.width ?? 0);
      }
      const stretches = columns.some((entry) => entry.flexible) && room > used;
      expect(sum).toBe(stretches ? room : used);
    }),
  );
});

test.each([
  ["ArrowDown", false, { row: 4, column: 2 }],
  ["ArrowDown", true, { row: 99, column: 2 }],
  ["PageDown", false, { row: 13, column: 2 }],
  ["Home", false, { row: 3, column: 0 }],
  ["Home", true, { row: 0, column: 0 }],
  ["End", true, { row: 99, column: 7 }],
  ["a", false, undefined],
])("the key %s (with Ctrl: %s) moves from row 3, column 2 to %o", (key, ctrlKey, expected) => {
  const size = { rows: 100, columns: 8, page: 10 };
  const moved = moveCell({ key, ctrlKey, metaKey: false }, { row: 3, column: 2 }, size);
  expect(moved).toEqual(expected);
});

describe("pasted cells", () => {
  test("are read as a spreadsheet writes them", () => {
    expect(parseCells('Chai\t18\r\n"two\nlines"\t"a ""quote"""\r\n')).toEqual([
      ["Chai", "18"],
      ["two\nlines", 'a "quote"'],
    ]);
  });

  test("are told from a plain text", () => {
    expect(isCells("Chai")).toBe(false);
    expect(isCells("Chai\n")).toBe(false);
    expect(isCells("Chai\t18")).toBe(true);
    expect(isCells("Chai\nTofu")).toBe(true);
  });
});
