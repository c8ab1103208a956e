import { afterAll, beforeAll, expect, test } from "vitest";
import { routes } from "../../engine/http/routes.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [objectDocument("customer", { name: { type: "string" } })],
  });
});
afterAll(() => server.stop());

test("no route overlooks a query key it does not know", async () => {
  expect(routes.length).toBeGreaterThan(20);
  for (const { method, path } of routes) {
    const address = path
      .replace(":object", "customer")
      .replace(":id", "01a00000-0000-7000-8000-000000000000")
      .replace(":kind", "object")
      .replace(":name", "customer")
      .replace(":version", "1");
    const answer = await server.request(
      method,
      `${address}?nonsense=1`,
      method === "GET" ? undefined : {},
    );
    expect(answer, `${method} ${path}`).toMatchObject({
      status: 400,
      body: { code: "unknown_parameter" },
    });
  }
});

test("the language of sentences can be asked for everywhere", async () => {
  const answer = await server.request("GET", "/records/customer?locale=zh-CN&limit=0");
  expect(answer).toMatchObject({ status: 400, body: { title: "请求无法识别" } });
  expect((await server.request("GET", "/records/customer?locale=zh-CN")).status).toBe(200);
});
