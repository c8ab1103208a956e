/** A guarded route stays so however its address or its method is written. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Route } from "../../engine/http/route.ts";
import { routes } from "../../engine/http/routes.ts";
import { databaseContents } from "../support/database-contents.ts";
import { rawRequest } from "../support/raw-request.ts";
import { routeAddress } from "../support/route-address.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const canary = "canary-route-7f3a";
const closed = routes.filter(({ guard }) => guard !== "public");
const opening = (route: Route) => `${route.method} ${route.path}`;

let server: TestServer;
let note: string;
beforeAll(async () => {
  server = await startTestServer({
    documents: [objectDocument("note", { text: { type: "string" } })],
  });
  const made = await server.request("POST", "/records/note", { text: canary });
  note = (made.body as { id: string }).id;
});
afterAll(() => server.stop());

const address = (route: Route) => routeAddress(route, { id: note });

/** Ways to write an address that means, or could be taken to mean, the same one. */
const spellings: readonly ((path: string) => string)[] = [
  (path) => `${path}?x=/public`,
  (path) => `${path}?x=/demo/api/auth/sign-in`,
  (path) => `${path}?/auth/sign-in`,
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => path.replace("/api/", "/api//"),
  (path) => path.replace("/api/", "/api/./"),
  (path) => path.replace("/api/", "/api/auth/sign-in/../../"),
  (path) => path.replace("/api/", "/api/auth/sign-in/%2e%2e/%2e%2e/"),
  (path) => path.replace("/api/", "/api/auth/sign-in/..%2f..%2f"),
  (path) => path.replace("/api/", "/api%2f"),
  (path) => path.replace("/api/", "\\api\\"),
  (path) => path.replace("/demo/", "/demo;/"),
  (path) => `${path};public`,
  (path) => `${path};.css`,
  (path) => `${path}%00`,
  (path) => `${path}%20`,
  (path) => `${path}/.`,
  (path) => `${path}.json`,
  (path) => path.toUpperCase(),
  (path) => path.replace("/api/", "/API/"),
  (path) => path.replace(/[a-z](?=[^/]*$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
];

describe("Budibase CVE-2026-31816, CVE-2026-41428: a guard by the look of an address", () => {
  test("is not what we have: no spelling of any closed route is answered to a stranger", async () => {
    const before = await databaseContents(server);
    for (const route of closed) {
      for (const spelled of spellings) {
        const path = spelled(`/demo/api${address(route)}`);
        const answer = await rawRequest(server, route.method, path);
        const about = `${route.method} ${path} ${answer.status}`;
        // What is no address of the API may be one of a screen, the same for every stranger.
        const isScreen = route.method === "GET" && answer.type.startsWith("text/html");
        expect([about, isScreen || [400, 401, 404, 405].includes(answer.status)]).toEqual([
          about,
          true,
        ]);
        expect(answer.body, about).not.toContain(canary);
      }
    }
    expect(await databaseContents(server)).toEqual(before);
  });

  const overrides = [
    "x-http-method-override",
    "x-http-method",
    "x-method-override",
    "x-original-method",
  ];
  const rewrites = ["x-original-url", "x-rewrite-url", "x-forwarded-path", "x-forwarded-uri"];

  test("is not moved by headers: the method is the method, and the address the address", async () => {
    const path = `/demo/api/records/note/${note}`;
    const read = { authorization: `Bearer ${server.adminToken}` };
    for (const header of overrides) {
      for (const method of ["DELETE", "PATCH", "PUT", "POST"]) {
        const answer = await rawRequest(server, "GET", path, { ...read, [header]: method });
        expect([header, method, answer.status]).toEqual([header, method, 200]);
        const asked = await rawRequest(server, "GET", `${path}?_method=${method}`, read);
        expect([method, asked.status]).toEqual([method, 400]);
      }
      for (const method of ["POST", "PUT"]) {
        const answer = await rawRequest(server, method, path, { ...read, [header]: "DELETE" });
        expect([header, method, answer.status]).toEqual([header, method, 405]);
      }
    }
    for (const header of rewrites) {
      const answer = await rawRequest(server, "GET", path, { [header]: "/demo/api/auth/methods" });
      expect([header, answer.status]).toEqual([header, 401]);
      const open = await rawRequest(server, "GET", "/demo/api/auth/methods", { [header]: path });
      expect([header, open.status, open.body.includes(canary)]).toEqual([header, 200, false]);
    }
    const kept = await server.request("GET", `/records/note/${note}`);
    expect(kept.body).toMatchObject({ text: canary, revision: 1 });
  });

  test("is not moved by methods that nobody declares", async () => {
    for (const method of ["TRACE", "OPTIONS", "PROPFIND", "LOCK", "PURGE", "SEARCH"]) {
      for (const token of [null, server.adminToken]) {
        const headers = token === null ? {} : { authorization: `Bearer ${token}` };
        const path = `/demo/api/records/note/${note}`;
        const answer = await rawRequest(server, method, path, { "x-echo": canary, ...headers });
        expect([method, answer.status]).toEqual([method, 405]);
        expect(answer.body).not.toContain(canary);
      }
    }
  });

  test("does not show a stranger by HEAD what he may not GET", async () => {
    for (const route of closed.filter(({ method }) => method === "GET")) {
      const answer = await rawRequest(server, "HEAD", `/demo/api${address(route)}`);
      expect([opening(route), answer.status, answer.body]).toEqual([opening(route), 401, ""]);
    }
  });
});
