import Big from "big.js";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, startTestServer, type TestServer } from "../support/server.ts";
import { compareTexts, conditions, type Item } from "./list-oracle.ts";
import { fillSampleList, filterNames, sampleDocuments } from "./sample-list.ts";

let server: TestServer;
let items: readonly Item[];
beforeAll(async () => {
  server = await startTestServer({ documents: sampleDocuments });
  items = await fillSampleList(server);
});
afterAll(() => server.stop());

type Row = Readonly<Record<string, unknown>>;

const aggregate = (query: Readonly<Record<string, string>>): Promise<Answer> =>
  server.request("GET", `/records/entry/aggregate?${new URLSearchParams(query)}`);

async function rows(query: Readonly<Record<string, string>>): Promise<readonly Row[]> {
  const answer = await aggregate(query);
  expect(answer.status, JSON.stringify([query, answer.body])).toBe(200);
  return (answer.body as { data: readonly Row[] }).data;
}

const present = (some: readonly Item[], name: string): readonly string[] =>
  some.flatMap((item) =>
    item[name] === null || item[name] === undefined ? [] : [String(item[name])],
  );

const total = (some: readonly Item[], name: string): Big =>
  present(some, name).reduce((sum, value) => sum.plus(value), new Big(0));

/** Sums with the digits of their column; a sum of nothing is 0. */
const sumText = (some: readonly Item[], name: string, scale: number): string =>
  present(some, name).length === 0 ? "0" : total(some, name).toFixed(scale);

function averageText(some: readonly Item[], name: string): string | null {
  const count = present(some, name).length;
  if (count === 0) return null;
  Big.DP = 10;
  Big.RM = Big.roundHalfUp;
  return total(some, name).div(count).toFixed();
}

const exact = (value: unknown) => (value === null ? null : new Big(String(value)).toFixed());

test("measures of any group are exact to the last digit", async () => {
  const groups = ["level", "customer.name", "active", "month(day)", "quantity > 0"];
  const measures = "count(),count(note),sum(amount),sum(price),avg(amount),min(price),max(price)";
  const keyOf: Readonly<Record<string, (item: Item) => Item[string] | undefined>> = {
    level: (item) => item.level,
    "customer.name": (item) => item["customer.name"],
    active: (item) => item.active,
    "month(day)": (item) => (typeof item.day === "string" ? item.day.slice(0, 7) : null),
    "quantity > 0": (item) => (item.quantity === null ? null : Number(item.quantity) > 0),
  };
  const property = fc.asyncProperty(
    fc.constantFrom(...groups),
    fc.option(conditions(items, filterNames)),
    async (group, condition) => {
      const filter = condition === null ? {} : { filter: condition.text };
      const found = await rows({ group, measures, ...filter });
      const chosen = items.filter((item) => condition === null || condition.holds(item) === true);
      const expected = Map.groupBy(chosen, (item) => keyOf[group]?.(item) ?? null);
      expect(found.map((row) => row[group])).toEqual(inOrder([...expected.keys()]));
      for (const row of found) {
        const some = chosen.filter((item) => (keyOf[group]?.(item) ?? null) === row[group]);
        expect(row["count()"]).toBe(some.length);
        expect(row["count(note)"]).toBe(present(some, "note").length);
        expect(row["sum(amount)"]).toBe(sumText(some, "amount", 6));
        expect(row["sum(price)"]).toBe(sumText(some, "price", 2));
        expect(exact(row["avg(amount)"])).toBe(averageText(some, "amount"));
        const prices = present(some, "price").toSorted((a, b) => new Big(a).cmp(b));
        expect([row["min(price)"], row["max(price)"]]).toEqual([prices[0], prices.at(-1)]);
      }
    },
  );
  await fc.assert(property, { numRuns: 60, seed: 11, interruptAfterTimeLimit: 10_000 });
});

/** Upwards, empty last; false before true. */
function inOrder(keys: readonly unknown[]): readonly unknown[] {
  return keys.toSorted((left, right) => {
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return compareTexts(String(left), String(right));
  });
}

test("a measure may have a condition of its own", async () => {
  const [row] = await rows({
    measures: 'sum(price, level == "high"), count(note, active), sum(price)',
  });
  const high = items.filter(({ level }) => level === "high");
  expect(row).toEqual({
    'sum(price, level == "high")': sumText(high, "price", 2),
    "count(note, active)": items.filter(({ note, active }) => note !== null && active === true)
      .length,
    "sum(price)": sumText(items, "price", 2),
  });
});

test("several groups, and measures of texts, dates and moments", async () => {
  const found = await rows({ group: "level, active", measures: "count(),max(day),min(title)" });
  const expected = Map.groupBy(items, ({ level, active }) => `${level} ${active}`);
  expect(found).toHaveLength(expected.size);
  for (const row of found) {
    const some = expected.get(`${row.level} ${row.active}`) ?? [];
    expect(row["count()"]).toBe(some.length);
    expect(row["max(day)"]).toBe(present(some, "day").toSorted().at(-1) ?? null);
    expect(row["min(title)"]).toBe(present(some, "title").toSorted(compareTexts)[0]);
  }
  const [moments] = await rows({ measures: "max(moment)" });
  expect(moments).toEqual({ "max(moment)": present(items, "moment").toSorted().at(-1) });
});

test("nothing to add up is 0, nothing to average or compare is empty", async () => {
  const none = { filter: 'title == "there is none"' };
  expect(await rows({ ...none, measures: "count(),sum(price),avg(price),max(day)" })).toEqual([
    { "count()": 0, "sum(price)": "0", "avg(price)": null, "max(day)": null },
  ]);
  expect(await rows({ ...none, group: "level", measures: "count()" })).toEqual([]);
  expect(await rows({ group: "" })).toEqual([{ "count()": items.length }]);
});

test("what is no measure, no group or too much is refused at its parameter", async () => {
  const refused: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ measures: "price" }, "measures"],
    [{ measures: "" }, "measures"],
    [{ measures: "sum()" }, "measures"],
    [{ measures: "sum(title)" }, "measures"],
    [{ measures: "round(price)" }, "measures"],
    [{ measures: "sum(price) + 1" }, "measures"],
    [{ measures: "sum(price, 1)" }, "measures"],
    [{ measures: "sum(sum(price))" }, "measures"],
    [{ measures: "count(),count()" }, "measures"],
    [{ measures: Array.from({ length: 17 }, (_, n) => `sum(price + ${n})`).join() }, "measures"],
    [{ measures: "sum(nope)" }, "measures"],
    [{ group: "nope" }, "group"],
    [{ group: "parts" }, "group"],
    [{ group: "null" }, "group"],
    [{ group: "level," }, "group"],
    [{ group: "level,level" }, "group"],
    [{ filter: "price" }, "filter"],
  ];
  for (const [query, parameter] of refused) {
    const answer = await aggregate(query);
    expect(answer, JSON.stringify(query)).toMatchObject({
      status: 400,
      body: { errors: [{ path: "", params: { parameter } }] },
    });
  }
  expect((await aggregate({ having: "1" })).status).toBe(400);
});
