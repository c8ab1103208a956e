/** NUL, and bytes that are no text, in every part of an address that a route reads. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Route } from "../../engine/http/route.ts";
import { routes } from "../../engine/http/routes.ts";
import { rawRequest } from "../support/raw-request.ts";
import { routeAddress } from "../support/route-address.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let note: string;
beforeAll(async () => {
  server = await startTestServer({
    documents: [objectDocument("note", { text: { type: "string" } })],
  });
  const made = await server.request("POST", "/records/note", { text: "a" });
  note = (made.body as { id: string }).id;
});
afterAll(() => server.stop());

const parametersOf = ({ path }: Route): readonly string[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);

/** Answers to a route with `spelled` in the place of each parameter and under each query key. */
async function answersTo(
  route: Route,
  spelled: string,
): Promise<readonly (readonly [string, number, string])[]> {
  const base = routeAddress(
    { path: route.path === "/changes" ? "/changes/" : route.path },
    {
      id: note,
    },
  );
  const addresses = [
    ...parametersOf(route).map((name) => routeAddress(route, { id: note, [name]: spelled })),
    ...[...route.query, "locale"].map((key) => `${base}?${key}=${spelled}`),
    `${base}?${spelled}=1`,
  ];
  return Promise.all(
    addresses.map(async (address) => {
      const { status, body } = await rawRequest(server, route.method, `/demo/api${address}`, {
        authorization: `Bearer ${server.adminToken}`,
        "if-match": "*",
      });
      return [`${route.method} ${address}`, status, body] as const;
    }),
  );
}

describe("what the database cannot hold", () => {
  test.each(["%00", "a%00b"])("is refused on every route as %s, whoever asks", async (spelled) => {
    for (const route of routes) {
      for (const [about, status, body] of await answersTo(route, spelled)) {
        const refused = [400, 404].includes(status) && body.includes('"code"');
        expect([about, status, refused]).toEqual([about, status, true]);
      }
    }
  });

  test("is not read as another text: bytes that are no UTF-8 are refused by name", async () => {
    const ask = (query: string) => server.request("GET", `/records/note?filter=${query}`);
    const refused = await ask("text==%22%ff%22");
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      code: "invalid_parameter",
      errors: [{ path: "", params: { name: "filter" } }],
    });
    expect((await ask("text==%22%EF%BF%BD%22")).body).toMatchObject({ data: [] });
  });
});
