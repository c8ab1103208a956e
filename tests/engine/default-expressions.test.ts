/** Defaults that are computed and give nothing, or a value that their field does not take. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsOf, problemsOf } from "../support/calls.ts";
import { importCalls } from "../support/import-calls.ts";
import { script } from "../support/script-documents.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const text = { type: "string" };
const date = { type: "string", format: "date" };
const later = { ...date, default: { expression: "add_days(issued, 30)" } };
const rows = (properties: Record<string, unknown>) => ({
  type: "array",
  items: { type: "object", required: ["due"], properties },
});

const documents = [
  objectDocument("invoice", { note: text, issued: date, due: later }, { required: ["due"] }),
  objectDocument(
    "sealed",
    { issued: date, due: { ...later, readOnly: true } },
    { required: ["due"] },
  ),
  objectDocument("order", {
    name: text,
    lines: rows({ issued: date, due: later, parts: rows({ issued: date, due: later }) }),
  }),
  objectDocument(
    "filled",
    { issued: date, due: later, lines: rows({ due: later, issued: date }) },
    { required: ["due"] },
  ),
  script(
    "fill",
    `import type { Input } from "tenon";
export default function ({ records }: Input<"fill">) {
  for (const { record } of records) {
    if (record.issued !== null) record.lines = [{ issued: record.issued }] as never;
    else if (record.lines.length > 0) record.due ??= "2026-03-01";
  }
}
`,
    { trigger: { object: "filled", before: ["create"] } },
  ),
  objectDocument("part", {
    code: text,
    short: { type: "string", maxLength: 3, default: { expression: "code" } },
    level: { enum: ["low", "high"], default: { expression: "code" } },
    size: { type: "integer", maximum: 9, default: { expression: "length(code)" } },
  }),
];

let server: TestServer;
const { call, make } = callsOf(() => server);
const { ended, post } = importCalls(() => server);
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

const refused = async (method: string, path: string, body: unknown) => {
  const answer = await call(method, path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(422);
  return problemsOf(answer);
};

test("a required field for which its default gives nothing is to be filled in", async () => {
  for (const record of [{}, { due: null }, { issued: null, due: null }])
    expect(await refused("POST", "/records/invoice", record)).toEqual(["required /due"]);
  expect(await refused("POST", "/records/invoice", [{ issued: "2026-01-01" }, {}])).toEqual([
    "required /1/due",
  ]);
  const given = await call("POST", "/records/invoice", { issued: "2026-01-01" });
  expect(given.body).toMatchObject({ due: "2026-01-31" });
  expect(await make("invoice", { due: "2026-02-01" })).toBeTypeOf("string");
});

test("one that nobody can fill in says what its value is taken from", async () => {
  expect(await refused("POST", "/records/sealed", {})).toEqual(["default_gave_nothing /due"]);
  const given = await call("POST", "/records/sealed", { issued: "2026-01-01" });
  expect(given.body).toMatchObject({ due: "2026-01-31" });
});

test("new rows are looked at like records, at every level", async () => {
  const good = { due: "2026-02-01" };
  const lines = [good, { parts: [good, {}] }];
  const places = ["required /lines/1/due", "required /lines/1/parts/1/due"];
  expect(await refused("POST", "/records/order", { lines })).toEqual(places);
  const made = await call("POST", "/records/order", { lines: [good] });
  const order = made.body as { id: string; lines: readonly { id: string }[] };
  const [{ id } = { id: "" }] = order.lines;
  expect(await refused("PATCH", `/records/order/${order.id}`, { lines })).toEqual(places);
  const below = { lines: [{ id, parts: [good, { due: null }] }] };
  expect(await refused("PATCH", `/records/order/${order.id}`, below)).toEqual([
    "required /lines/0/parts/1/due",
  ]);
});

test("an import refuses the rows, and takes the others", async () => {
  const file = "note,issued\na,2026-01-01\nb,\nc,2026-01-03\n";
  const answer = await post(file, { mode: "valid" }, "/import/invoice");
  const job = await ended((answer.body as { id: string }).id);
  expect(job).toMatchObject({ state: "done", created: 2, refused: 1 });
  expect(job.rows.map(({ row, code }) => [row, code])).toEqual([[3, "required"]]);
});

test("a value that the field does not take is refused as if it were sent", async () => {
  expect(await refused("POST", "/records/part", { code: "far too long" })).toEqual([
    "too_long /short",
    "unknown_option /level",
    "too_large /size",
  ]);
  const own = { code: "far too long", short: "far", level: "low", size: 3 };
  expect((await call("POST", "/records/part", own)).body).toMatchObject(own);
  expect((await call("POST", "/records/part", {})).body).toMatchObject({
    short: null,
    level: null,
  });
});

test("a script may fill what the default does not, but no row", async () => {
  const row = { due: "2026-02-01" };
  const filled = await call("POST", "/records/filled", { lines: [row] });
  expect(filled.body).toMatchObject({ due: "2026-03-01" });
  expect(await refused("POST", "/records/filled", {})).toEqual(["required /due"]);
  expect(await refused("POST", "/records/filled", { lines: [row, {}] })).toEqual([
    "required /lines/1/due",
  ]);
});

test("rows that a script adds take their defaults", async () => {
  const made = await call("POST", "/records/filled", { issued: "2026-01-01" });
  expect(made.body).toMatchObject({
    due: "2026-01-31",
    lines: [{ due: "2026-01-31" }],
  });
});
