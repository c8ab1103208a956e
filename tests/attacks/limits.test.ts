import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageLimitMaximum } from "../../engine/query/list-request.ts";
import { expressionLimits } from "../../metadata/expressions/index.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";

const bodyLimit = 65_536;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("note", {
        text: { $ref: "tenon:long_text" },
        code: { type: "string" },
        number: { type: "integer" },
        extra: { $ref: "tenon:json" },
        parent: { $ref: "tenon:lookup", target: "note" },
      }),
    ],
    settings: { TENON_BODY_LIMIT: String(bodyLimit) },
  });
});
afterAll(() => server.stop());

const code = (answer: Answer): unknown => (answer.body as { code?: unknown } | null)?.code;
const outcome = (answer: Answer) => [answer.status, code(answer)];
const filtered = (filter: string) =>
  server.request("GET", `/records/note?${new URLSearchParams({ filter })}`);

describe("each limit holds at its number and not beyond", () => {
  test("bytes of a body, for single requests and for those of records", async () => {
    const signIn = (bytes: number, headers: Readonly<Record<string, string>> = {}) => {
      const start = '{"email":"a@b.c","password":"x","other":"';
      const body = `${start}${"x".repeat(bytes - start.length - 2)}"}`;
      return server.request("POST", "/auth/sign-in", body, { token: null, headers });
    };
    expect(outcome(await signIn(bodyLimit))).toEqual([422, "unknown_field"]);
    expect(outcome(await signIn(bodyLimit + 1))).toEqual([413, "body_too_large"]);
    const note = (bytes: number) =>
      server.request("POST", "/records/note", `{"text":"${"x".repeat(bytes - 11)}"}`);
    expect((await note(bodyLimit * 16)).status).toBe(201);
    expect(outcome(await note(bodyLimit * 16 + 1))).toEqual([413, "body_too_large"]);
  });

  test("bytes are counted in UTF-8, and a body without a length is counted as it comes", async () => {
    const send = (characters: number) =>
      fetch(`${server.address}/demo/api/auth/sign-in`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('{"email":"'));
            controller.enqueue(new TextEncoder().encode("云".repeat(characters)));
            controller.enqueue(new TextEncoder().encode('","password":"x"}'));
            controller.close();
          },
        }),
        duplex: "half",
      } as RequestInit);
    expect((await send(21_000)).status).toBe(422);
    expect((await send(22_000)).status).toBe(413);
  });

  test("levels of JSON", async () => {
    const nested = (levels: number) =>
      `{"extra":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
    expect((await server.request("POST", "/records/note", nested(32))).status).toBe(201);
    const deeper = await server.request("POST", "/records/note", nested(33));
    expect(outcome(deeper)).toEqual([400, "json_too_deep"]);
    const abyss = await server.request("POST", "/records/note", "[".repeat(500_000));
    expect(outcome(abyss)).toEqual([400, "json_too_deep"]);
  });

  test("characters of a filter", async () => {
    const long = (length: number) => {
      const start = 'text != "';
      return `${start}${"x".repeat(length - start.length - 1)}"`;
    };
    expect((await filtered(long(expressionLimits.length))).status).toBe(200);
    expect(outcome(await filtered(long(expressionLimits.length + 1)))).toEqual([
      400,
      "expression_too_long",
    ]);
  });

  test("levels of a filter", async () => {
    const deep = (levels: number) => `${"(".repeat(levels)}number == 1${")".repeat(levels)}`;
    expect((await filtered(deep(expressionLimits.depth))).status).toBe(200);
    expect(outcome(await filtered(deep(expressionLimits.depth + 1)))).toEqual([
      400,
      "expression_too_deep",
    ]);
    for (const nesting of ["(", "!", "-", "[", "f(", "a ? ", "a in ["]) {
      const answer = await filtered(nesting.repeat(1500));
      expect(answer.status, nesting).toBe(400);
    }
  });

  test("parts of a filter, a long list included", async () => {
    const sum = (parts: number) => `${Array.from({ length: parts }, () => "1").join("+")}>0`;
    // n numbers and n - 1 additions, a comparison and its 0.
    const most = Math.floor((expressionLimits.nodes - 1) / 2);
    expect((await filtered(sum(most))).status).toBe(200);
    expect(outcome(await filtered(sum(most + 1)))).toEqual([400, "expression_too_large"]);
    const list = (items: number) =>
      `number in [${Array.from({ length: items }, (_, n) => n).join()}]`;
    expect((await filtered(list(expressionLimits.nodes - 3))).status).toBe(200);
    expect((await filtered(list(expressionLimits.nodes + 1))).status).toBe(400);
  });

  test("steps of a path: in filters, sorts and selections", async () => {
    const path = (steps: number, last: string) =>
      [...Array.from({ length: steps }, () => "parent"), last].join(".");
    expect((await filtered(`${path(7, "number")} == 1`)).status).toBe(200);
    expect((await filtered(`${path(8, "number")} == 1`)).status).toBe(400);
    const listed = (parts: Readonly<Record<string, string>>) =>
      server.request("GET", `/records/note?${new URLSearchParams(parts)}`);
    expect((await listed({ sort: path(3, "number") })).status).toBe(200);
    expect((await listed({ sort: path(4, "number") })).status).toBe(400);
    expect((await listed({ fields: path(3, "number") })).status).toBe(200);
    expect((await listed({ fields: path(4, "number") })).status).toBe(400);
    const names = [
      "number",
      "code",
      "id",
      "created_at",
      "updated_at",
      "owner",
      "revision",
      "parent",
    ];
    expect((await listed({ sort: names.join() })).status).toBe(200);
    expect((await listed({ sort: [...names, "created_by"].join() })).status).toBe(400);
  });

  test("records of a page and of a request", async () => {
    const page = (limit: number) => server.request("GET", `/records/note?limit=${limit}`);
    expect((await page(pageLimitMaximum)).status).toBe(200);
    expect((await page(pageLimitMaximum + 1)).status).toBe(400);
    const many = (count: number) => Array.from({ length: count }, (_, number) => ({ number }));
    expect((await server.request("POST", "/records/note", many(1000))).status).toBe(201);
    const more = await server.request("POST", "/records/note", many(1001));
    expect(outcome(more)).toEqual([422, "too_many_items"]);
    expect((await page(pageLimitMaximum)).body).toMatchObject({ next: expect.any(String) });
  });

  test("groups and measures", async () => {
    const measured = (count: number) => {
      const measures = Array.from({ length: count }, (_, n) => `sum(number + ${n})`).join();
      return server.request("GET", `/records/note/aggregate?${new URLSearchParams({ measures })}`);
    };
    expect((await measured(16)).status).toBe(200);
    expect((await measured(17)).status).toBe(400);
  });

  test("characters of an Idempotency-Key", async () => {
    const post = (length: number) =>
      server.request(
        "POST",
        "/records/note",
        { code: "k" },
        {
          headers: { "idempotency-key": "k".repeat(length) },
        },
      );
    expect((await post(255)).status).toBe(201);
    const refused = await post(256);
    expect(outcome(refused)).toEqual([400, "invalid_parameter"]);
    expect(refused.body).toMatchObject({
      detail: '"Idempotency-Key" must be at most 255 characters.',
    });
  });
});

test("texts that make backtracking expressions explode cost nothing", async () => {
  const bombs = [
    `${"a".repeat(50_000)}!`,
    `${"1".repeat(50_000)}`,
    `${" ".repeat(50_000)}x`,
    `${"-".repeat(50_000)}`,
    `${"2026-".repeat(10_000)}`,
  ];
  for (const bomb of bombs) {
    for (const name of ["number", "parent", "extra", "text"]) {
      const answer = await server.request("POST", "/records/note", { [name]: bomb });
      expect([201, 422], name).toContain(answer.status);
    }
    const headers = {
      "if-match": bomb.slice(0, 8000),
      authorization: `Bearer ${bomb.slice(0, 5000)}`,
    };
    const answer = await server.request("GET", "/records/note", undefined, {
      token: null,
      headers,
    });
    expect(answer.status).toBe(401);
  }
});
