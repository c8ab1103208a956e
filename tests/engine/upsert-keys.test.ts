import { afterAll, beforeAll, expect, test } from "vitest";
import { importByCommand } from "../support/import-command.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const keys = {
  text: [{ type: "string" }, "a", "a"],
  integer: [{ type: "integer" }, 12, 12],
  decimal: [{ $ref: "tenon:decimal", scale: 4 }, "1.5", "1.5000"],
  money: [{ $ref: "tenon:money" }, 7, "7.00"],
  date: [{ type: "string", format: "date" }, "2026-11-22", "2026-11-22"],
  moment: [
    { type: "string", format: "date-time" },
    "2026-11-22T10:00:00+08:00",
    "2026-11-22T02:00:00Z",
  ],
  time: [{ type: "string", format: "time" }, "08:30:00", "08:30:00"],
  choice: [{ enum: ["x", "y"] }, "x", "x"],
} as const;

let server: TestServer;
beforeAll(async () => {
  const properties = Object.entries(keys).map(([name, [schema]]) => [
    name,
    { ...schema, unique: true },
  ]);
  server = await startTestServer({
    documents: [
      objectDocument("thing", { ...Object.fromEntries(properties), note: { type: "string" } }),
      objectDocument("bill", {
        number: { $ref: "tenon:auto_number", template: "{00000}", unique: true },
        name: { type: "string" },
        label: { type: "string", formula: '"L-" + name', unique: true },
        twice: { $ref: "tenon:money", formula: "price * 2", unique: true },
        price: { $ref: "tenon:money" },
        note: { type: "string" },
      }),
    ],
  });
});
afterAll(() => server.stop());

test("a record is found again by a key of any type, however its value is written", async () => {
  for (const [name, [, first, again]] of Object.entries(keys)) {
    const put = (value: unknown, note: string) =>
      server.request("PUT", `/records/thing?key=${name}`, { [name]: value, note });
    const created = await put(first, "one");
    const changed = await put(again, "two");
    expect([created.status, changed.status], JSON.stringify(changed.body)).toEqual([201, 200]);
    expect((changed.body as { id: string }).id, name).toBe((created.body as { id: string }).id);
    expect(changed.body).toMatchObject({ note: "two", revision: 2 });
  }
});

test("a key that its field does not take is refused at the field", async () => {
  const wrong: readonly (readonly [keyof typeof keys, unknown])[] = [
    ["text", "a\u0000b"],
    ["text", 12],
    ["text", { a: 1 }],
    ["text", null],
    ["integer", "x"],
    ["integer", 1.5],
    ["integer", 1e300],
    ["decimal", "1.23456"],
    ["decimal", "9".repeat(500)],
    ["money", []],
    ["date", "2026-02-30"],
    ["moment", "yesterday"],
    ["time", "25:00:00"],
    ["choice", "z"],
  ];
  for (const [name, value] of wrong) {
    for (const [body, path] of [
      [{ [name]: value }, `/${name}`],
      [[{ [name]: value }], `/0/${name}`],
    ] as const) {
      const answer = await server.request("PUT", `/records/thing?key=${name}`, body);
      const { errors } = answer.body as { errors: { path: string }[] };
      expect([answer.status, errors[0]?.path], JSON.stringify([name, value])).toEqual([422, path]);
    }
  }
});

async function bills(): Promise<readonly unknown[]> {
  const fields = "number,label,twice,note";
  const { body } = await server.request("GET", `/records/bill?sort=number&fields=${fields}`);
  return (body as { data: Record<string, unknown>[] }).data.map(
    ({ id: _id, revision: _revision, ...values }) => values,
  );
}

test("a key that nobody may write finds records, and makes none", async () => {
  const put = (key: string, body: unknown) =>
    server.request("PUT", `/records/bill?key=${key}`, body);
  const made = [
    { name: "one", price: "1" },
    { name: "two", price: "2" },
  ];
  expect((await server.request("POST", "/records/bill", made)).status).toBe(201);
  for (const [key, value] of [
    ["number", "00002"],
    ["label", "L-two"],
    ["twice", "4"],
  ] as const) {
    const changed = await put(key, { [key]: value, note: `by ${key}` });
    expect([changed.status, changed.body]).toMatchObject([200, { name: "two", note: `by ${key}` }]);
  }
  const another = await put("number", { number: "00001", label: "L-one", note: "x" });
  expect([another.status, another.body]).toMatchObject([
    422,
    { errors: [{ path: "/label", code: "read_only" }] },
  ]);
  const missing = await put("number", [
    { number: "00001", note: "x" },
    { number: "00003", note: "x" },
  ]);
  expect([missing.status, missing.body]).toMatchObject([
    422,
    { errors: [{ path: "/1/number", code: "key_not_there" }] },
  ]);
  expect(await bills()).toEqual([
    { number: "00001", label: "L-one", twice: "2.00", note: null },
    { number: "00002", label: "L-two", twice: "4.00", note: "by twice" },
  ]);
});

test("a file that was exported changes records by the number that they were given", async () => {
  const { body } = await server.request(
    "GET",
    "/records/bill/export?fields=number,note&sort=number",
  );
  const edited = String(body).replace("by twice", "by file").replace("00001,", "00001,first");
  const done = await importByCommand(server, "bill", edited, { key: "number" });
  expect(done).toMatchObject({ status: 0, said: ["2 records stored"] });
  expect(await bills()).toMatchObject([
    { number: "00001", note: "first" },
    { number: "00002", note: "by file" },
  ]);
  const unknown = await importByCommand(server, "bill", "number,note\n00009,x\n", {
    key: "number",
  });
  expect(unknown).toMatchObject({
    status: 1,
    complaints: [expect.stringMatching(/^line 2, number: .*\(key_not_there\)$/)],
  });
});
