import { afterAll, beforeAll, expect, test } from "vitest";
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
