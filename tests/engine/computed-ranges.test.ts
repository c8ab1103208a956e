/** Computed numbers are exact, and refused at their field where it cannot hold them. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clockAt } from "../../engine/clock.ts";
import type { Executor } from "../../engine/db/database.ts";
import { clockValues } from "../../engine/query/read-plans.ts";
import { findFormulaDrift, repairFormulas } from "../../engine/records/formula-drift.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const whole = (formula: string) => ({ type: "integer", formula });

const documents = [
  objectDocument("square", {
    n: { type: "integer" },
    area: whole("n * n"),
    time: { $ref: "tenon:duration", formula: "n * n / 3000" },
    price: { $ref: "tenon:decimal", precision: 14, scale: 2, formula: "n * n / 100" },
  }),
  objectDocument("filled", {
    n: { type: "integer" },
    area: { type: "integer", default: { expression: "n * n" } },
  }),
  objectDocument("sum", {
    base: { type: "integer" },
    lines: {
      type: "array",
      items: {
        type: "object",
        properties: { q: { type: "integer" }, area: whole("q * q") },
      },
    },
    total: whole("sum(lines.q)"),
  }),
  objectDocument("part", {
    of: { $ref: "tenon:lookup", target: "sum" },
    scaled: whole("of.total * 1000000"),
  }),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

const post = async (object: string, body: unknown) => {
  const { status, body: answer } = await server.request("POST", `/records/${object}`, body);
  return { status, row: answer as Row, places: placesIn(answer) };
};
const patch = async (path: string, body: unknown) => {
  const headers = { "if-match": "*" };
  const answer = await server.request("PATCH", `/records/${path}`, body, { headers });
  return { status: answer.status, row: answer.body as Row, places: placesIn(answer.body) };
};

const placesIn = (body: unknown): readonly string[] => {
  const { errors = [] } = body as { errors?: readonly { code: string; path: string }[] };
  return errors.map(({ code, path }) => `${code} ${path}`);
};

const largest = 9_007_199_254_740_991;
/** Its square is the first beyond what every reader of JSON holds exactly. */
const root = 94_906_267;

describe("a number that the record alone decides", () => {
  test("is exact up to the largest", async () => {
    const made = await post("square", { n: root - 2 });
    expect(made.status).toBe(422);
    expect(made.places).toEqual(["value_out_of_range /price"]);
    const small = await post("square", { n: 1_000_000 });
    expect(small.row).toMatchObject({
      area: 1_000_000_000_000,
      time: "PT92592H35M33S",
      price: "10000000000.00",
    });
    expect((await post("sum", { lines: [{ q: root - 2 }] })).row.lines).toMatchObject([
      { area: 9_007_199_136_250_225 },
    ]);
  });

  test.each([root, 3_037_000_500, 31_622_776_602, largest])(
    "is refused when it is the square of %d",
    async (n) => {
      const beyond = ["/area", ...(n === root ? [] : ["/time"]), "/price"];
      const expected = beyond.map((path) => `value_out_of_range ${path}`);
      expect((await post("square", { n })).places).toEqual(expected);
      const many = await post("square", [{ n: 1 }, { n }]);
      expect(many.places).toEqual(beyond.map((path) => `value_out_of_range /1${path}`));
      const made = await post("square", { n: 1 });
      const changed = await patch(`square/${made.row.id}`, { n });
      expect([changed.status, ...[...changed.places].sort()]).toEqual([
        422,
        ...[...expected].sort(),
      ]);
      const lines = await post("sum", { lines: [{ q: 1 }, { q: n }] });
      expect(lines.places).toContain("value_out_of_range /lines/1/area");
      expect((await post("filled", { n })).places).toEqual(["value_out_of_range /area"]);
    },
  );
});

test("totals of rows, and what looks at them, are refused as well", async () => {
  const q = 90_000_000;
  const made = await post("sum", { lines: [{ q }] });
  expect(made.row).toMatchObject({ total: q, lines: [{ area: q * q }] });
  const line = { id: (made.row.lines as Row[])[0]?.id, q: root };
  const changed = await patch(`sum/${made.row.id}`, { lines: [line] });
  expect([changed.status, changed.places]).toEqual([422, ["value_out_of_range /lines/area"]]);
  const sums = await post("sum", { lines: [{ q: largest }, { q: largest }] });
  expect(sums.places.at(-1)).toBe("value_out_of_range /total");
  const lone = await post("sum", { lines: [{ q: 5 }] });
  await post("part", { of: lone.row.id });
  const many = Array.from({ length: 60 }, () => ({ q: 90_000_000 }));
  const elsewhere = await patch(`sum/${lone.row.id}`, { lines: [...many, ...many] });
  expect([elsewhere.status, elsewhere.places]).toEqual([422, ["value_out_of_range "]]);
  const added = await patch(`sum/${made.row.id}`, { lines: [{ q: 1 }, { q: root }] });
  expect([added.status, added.places]).toEqual([422, ["value_out_of_range /lines/1/area"]]);
});

test("one row does not keep the others from being examined and set right", async () => {
  const [first, second] = [await post("square", { n: 3 }), await post("square", { n: 4 })];
  const at = { first: first.row.id, second: second.row.id };
  const { catalogs, database } = server.services;
  const catalog = await catalogs.current(server.workspace);
  if (catalog === null) throw new Error("no catalog");
  const clock = clockValues(clockAt(new Date(), "Asia/Shanghai"));
  const work = (executor: Executor) => ({ executor, catalog, clock });
  const table = `"${catalog.schema}"."square"`;
  await database.run({
    text: `update ${table} set n = ${largest} where id = '${at.first}'`,
    values: [],
  });
  await database.run({
    text: `update ${table} set area = 17 where id = '${at.second}'`,
    values: [],
  });
  const drift = async () =>
    (await findFormulaDrift(work(database))).map(({ field, rows }) => `${field} ${rows}`);
  expect(await drift()).toEqual(["area 2", "time 1", "price 1"]);
  await database.transaction((executor) => repairFormulas(work(executor)));
  expect(await drift()).toEqual(["area 1", "time 1", "price 1"]);
  const shown = await server.request("GET", `/records/square/${at.second}`);
  expect(shown.body).toMatchObject({ area: 16 });
});

test("a publish stores no number that its field cannot hold", async () => {
  const made = await post("sum", { base: root });
  const sum = documents.find(({ name }) => name === "sum");
  const content = sum?.content as { readonly properties: Record<string, unknown> };
  const squared = { ...content.properties, squared: whole("base * base") };
  const path = "/metadata/drafts/object/sum";
  await server.request("PUT", path, { ...content, properties: squared });
  const refused = await server.request("POST", "/metadata/publish", { answers: {} });
  expect(refused.body).toMatchObject({ status: 409, code: "data_in_the_way" });
  await patch(`sum/${made.row.id}`, { base: 3 });
  const done = await server.request("POST", "/metadata/publish", { answers: {} });
  expect(done.status, JSON.stringify(done.body)).toBe(200);
  const shown = await server.request("GET", `/records/sum/${made.row.id}`);
  expect(shown.body).toMatchObject({ squared: 9 });
});
