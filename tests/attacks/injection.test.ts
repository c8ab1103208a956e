import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";

const payloads = [
  "'; drop table w_demo.note; --",
  '"; drop table w_demo.note; --',
  "x'||(select password from core.account limit 1)||'",
  '" or 1=1 --',
  "' or '1'='1",
  "1; select pg_sleep(5)",
  "text) from w_demo.note; delete from w_demo.note; --",
  "text, (select password from core.account limit 1)",
  "(select 1)",
  "text desc; drop table w_demo.note",
  "$1",
  "$$; drop table w_demo.note; $$",
  "\\'; drop table w_demo.note; --",
  "\\",
  "/**/union/**/select/**/1",
  "text::regclass",
  "pg_sleep(5)",
  "current_setting('is_superuser')",
  "lo_export(1,'/tmp/x')",
  'note"."text',
  "w_demo.note",
  "_request",
  "lines$x",
  "\u0000",
  "\u2019 or 1=1",
  "＇ or 1=1",
  "%27%20or%201%3D1",
  "constructor",
  "__proto__",
  "toString",
  "{{7*7}}",
  "$" + "{process.env.HOME}",
  "[object Object]",
  "\ud83d\ude00",
  "%",
  "_",
  "",
];

let server: TestServer;
let recordId: string;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("note", {
        text: { type: "string", unique: true },
        body: { $ref: "tenon:long_text" },
        extra: { $ref: "tenon:json" },
        number: { type: "integer" },
        day: { type: "string", format: "date" },
        kind: { enum: ["a", "b"] },
        lines: {
          type: "array",
          items: { type: "object", properties: { part: { type: "string" } } },
        },
      }),
      objectDocument("untouched", { text: { type: "string" } }),
    ],
  });
  const made = await server.request("POST", "/records/note", { text: "first", number: 1 });
  recordId = (made.body as { id: string }).id;
  await server.request("POST", "/records/untouched", { text: "whole" });
});
afterAll(() => server.stop());

/** Everything there is: tables, columns, indexes, and what every table but the log of changes holds. */
async function everything(): Promise<readonly unknown[]> {
  const { database } = server.services;
  const read = async (text: string) => (await database.run({ text, values: [] })).rows;
  const columns = await read(
    "select table_schema, table_name, column_name, data_type from information_schema.columns where table_schema in ('core', 'w_demo', 'public') order by 1, 2, 3",
  );
  const indexes = await read(
    "select indexname from pg_indexes where schemaname in ('core', 'w_demo')  order by 1",
  );
  const roles = await read("select rolname, rolsuper from pg_roles order by 1");
  const contents = await read(
    "select (select json_agg(n order by n.id) from w_demo.note n)::text, (select json_agg(u) from w_demo.untouched u)::text, (select json_agg(a order by a.id) from core.account a)::text",
  );
  return [columns, indexes, roles, contents];
}

const answered = (answer: Answer): string => JSON.stringify([answer.status, answer.body]);
const query = (parts: Readonly<Record<string, string>>) => new URLSearchParams(parts).toString();

describe("SQL in any place of a request stays text", () => {
  const readings: readonly (readonly [string, (payload: string) => string])[] = [
    ["filter", (text) => `/records/note?${query({ filter: text })}`],
    [
      "text in a filter",
      (text) => `/records/note?${query({ filter: `text == ${JSON.stringify(text)}` })}`,
    ],
    [
      "list in a filter",
      (text) => `/records/note?${query({ filter: `text in [${JSON.stringify(text)}]` })}`,
    ],
    [
      "search text",
      (text) => `/records/note?${query({ filter: `contains(text, ${JSON.stringify(text)})` })}`,
    ],
    ["sort", (text) => `/records/note?${query({ sort: text })}`],
    ["descending sort", (text) => `/records/note?${query({ sort: `-text,${text}` })}`],
    ["fields", (text) => `/records/note?${query({ fields: text })}`],
    ["path in fields", (text) => `/records/note?${query({ fields: `lines.${text}` })}`],
    ["limit", (text) => `/records/note?${query({ limit: text })}`],
    ["count", (text) => `/records/note?${query({ count: text })}`],
    ["cursor", (text) => `/records/note?${query({ after: text })}`],
    [
      "cursor's content",
      (text) =>
        `/records/note?${query({ sort: "text", after: Buffer.from(JSON.stringify([text, text, text])).toString("base64url") })}`,
    ],
    ["key of the query", (text) => `/records/note?${query({ [text]: "1" })}`],
    ["group", (text) => `/records/note/aggregate?${query({ group: text })}`],
    ["measures", (text) => `/records/note/aggregate?${query({ measures: text })}`],
    [
      "text of a measure",
      (text) =>
        `/records/note/aggregate?${query({ measures: `count(text, text == ${JSON.stringify(text)})` })}`,
    ],
    ["object", (text) => `/records/${encodeURIComponent(text)}`],
    ["id", (text) => `/records/note/${encodeURIComponent(text)}`],
    ["history", (text) => `/records/note/${encodeURIComponent(text)}/history`],
    ["export", (text) => `/records/note/export?${query({ format: text })}`],
    ["schema", (text) => `/metadata/objects/${encodeURIComponent(text)}/schema`],
    ["metadata", (text) => `/metadata?${query({ objects: text })}`],
    ["locale", (text) => `/metadata?${query({ locale: text })}`],
  ];

  test("of what is read", async () => {
    const before = await everything();
    for (const [place, address] of readings) {
      for (const payload of payloads) {
        const answer = await server.request("GET", address(payload));
        const about = `${place}: ${payload} → ${answered(answer)}`;
        expect([200, 400, 404], about).toContain(answer.status);
        expect(answered(answer), about).not.toMatch(
          /argon2id|syntax error at or near|pg_catalog|PostgreSQL/,
        );
      }
    }
    expect(await everything()).toEqual(before);
  });

  test("of what is refused: names, keys, headers", async () => {
    const before = await everything();
    for (const payload of payloads) {
      const keyed = JSON.stringify({ [payload]: 1 });
      const refused = await Promise.all([
        server.request("POST", "/records/note", keyed),
        server.request("POST", "/records/note", `{"lines":[${keyed}]}`),
        server.request("PATCH", `/records/note/${recordId}`, keyed, {
          headers: { "if-match": "*" },
        }),
        server.request("PUT", `/records/note?${query({ key: payload })}`, { text: "x" }),
        server.request("POST", "/records/note", { number: payload || "x" }),
        server.request("POST", "/records/note", { day: payload || "x" }),
        server.request("POST", "/records/note", { kind: payload || "x" }),
        server.request("POST", "/records/note", { id: payload }),
        server.request("POST", "/records/note", { lines: [{ id: payload }] }),
        server.request(
          "PATCH",
          `/records/note/${encodeURIComponent(payload)}`,
          { number: 2 },
          { headers: { "if-match": "*" } },
        ),
        server.request("DELETE", `/records/note/${encodeURIComponent(payload) || "x"}`, undefined, {
          headers: { "if-match": "*" },
        }),
        server.request(
          "POST",
          "/auth/sign-in",
          { email: payload || "x", password: payload || "x" },
          { token: null },
        ),
        server.request("PUT", `/metadata/drafts/object/${encodeURIComponent(payload)}`, "[]"),
        server.request("DELETE", `/metadata/drafts/object/${encodeURIComponent(payload)}`),
        server.request("POST", `/metadata/versions/${encodeURIComponent(payload)}/publish`),
      ]);
      for (const [index, answer] of refused.entries()) {
        expect([400, 401, 404, 405, 422, 429], `${index} ${payload} ${answered(answer)}`).toContain(
          answer.status,
        );
      }
    }
    for (const header of [
      "' or 1=1",
      '"1; drop table x"',
      'W/"x"',
      '"99999999999999999999"',
      "1",
    ]) {
      const answer = await server.request(
        "PATCH",
        `/records/note/${recordId}`,
        { number: 5 },
        { headers: { "if-match": header } },
      );
      expect([400, 412], `${header} ${answered(answer)}`).toContain(answer.status);
    }
    expect(await everything()).toEqual(before);
  });

  test("of what is stored, under any Idempotency-Key", async () => {
    for (const [index, payload] of payloads.entries()) {
      if (payload.includes("\0")) continue;
      const key = Array.from(payload)
        .filter((character) => character >= " " && character <= "~")
        .join("");
      const answer = await server.request(
        "POST",
        "/records/note",
        {
          text: `stored ${payload}`,
          body: payload,
          extra: { [`k${payload}`]: payload },
          lines: [{ part: payload }],
        },
        { headers: { "idempotency-key": `${index} ${key}` } },
      );
      expect(answer.status, answered(answer)).toBe(201);
      const { id } = answer.body as { id: string };
      const read = await server.request("GET", `/records/note/${id}`);
      expect(read.body).toMatchObject({
        text: `stored ${payload}`,
        body: payload === "" ? expect.anything() : payload,
        extra: { [`k${payload}`]: payload },
        lines: [{ part: payload === "" ? expect.anything() : payload }],
      });
      const found = await server.request(
        "GET",
        `/records/note?${query({ filter: `text == ${JSON.stringify(`stored ${payload}`)}` })}`,
      );
      expect((found.body as { data: { id: string }[] }).data.map((row) => row.id)).toEqual([id]);
      const upserted = await server.request("PUT", "/records/note?key=text", {
        text: `stored ${payload}`,
        number: 3,
      });
      expect([upserted.status, (upserted.body as { id: string }).id]).toEqual([200, id]);
    }
  });
});

describe("values that computing refuses are answers, not failures", () => {
  const odd = [
    'add_days(day, 999999999) > "2026-01-01"',
    "add_days(day, 99999999999999999999999) == null",
    "add_months(day, -999999999) == null",
    "number / 0 == 1",
    "number % 0 == null",
    "number == 9999999999999999999999999999999999",
    `number * ${"9".repeat(900)} * ${"9".repeat(900)} > 1`,
    "round(number, 20) == 1",
    "number(text) == 1",
    'date(created_at) == "0001-01-01"',
    "contains(text, text)",
    'created_at > "9999-12-31"',
    `text == "${"x".repeat(9000)}"`,
    "year(day) == 0",
    'id == "x"',
    "owner == created_by",
  ];
  test("in filters and measures", async () => {
    await server.request("POST", "/records/note", {
      text: "12,5 no number",
      number: Number.MAX_SAFE_INTEGER,
      day: "9999-12-31",
    });
    await server.request("POST", "/records/note", {
      text: "1e400000",
      number: 0,
      day: "0001-01-01",
    });
    for (const filter of odd) {
      for (const path of [
        `/records/note?${query({ filter, count: "exact" })}`,
        `/records/note/aggregate?${query({ filter, measures: "count(),sum(number * number * number)" })}`,
        `/records/note/aggregate?${query({ group: filter })}`,
      ]) {
        const answer = await server.request("GET", path);
        expect([200, 400], `${filter} → ${answered(answer)}`).toContain(answer.status);
      }
    }
  });
});

describe("naughty strings", () => {
  const naughty: readonly string[] = JSON.parse(
    readFileSync(new URL("../fixtures/blns.json", import.meta.url), "utf8"),
  );

  test("come back as they were sent, alone and in lists, or are refused with a reason", async () => {
    expect(naughty.length).toBeGreaterThan(400);
    const stored: string[] = [];
    for (const text of naughty) {
      const answer = await server.request("POST", "/records/untouched", { text });
      expect([201, 422], `${JSON.stringify(text)} → ${answered(answer)}`).toContain(answer.status);
      if (answer.status !== 201) continue;
      expect(answer.body).toMatchObject({ text: text === "" ? expect.anything() : text });
      stored.push(text);
    }
    expect(stored.length).toBeGreaterThan(naughty.length - 10);
    const answer = await server.request("GET", "/records/untouched?limit=1000&sort=created_at");
    const texts = (answer.body as { data: { text: string }[] }).data.map(({ text }) => text);
    for (const text of stored) if (text !== "") expect(texts).toContain(text);
  });

  test("find themselves as texts of a filter", async () => {
    for (const text of naughty.filter((text) => text !== "")) {
      const filter = `text == ${JSON.stringify(text)}`;
      const answer = await server.request(
        "GET",
        `/records/untouched?${query({ filter, limit: "1" })}`,
      );
      expect(answer.status, `${filter} → ${answered(answer)}`).toBe(200);
      expect((answer.body as { data: { text: string }[] }).data[0]?.text).toBe(text);
    }
  });
});
