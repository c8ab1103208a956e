/** Every closed route of the table, asked by everybody who may not. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createToken } from "../../engine/access/credentials.ts";
import type { Route } from "../../engine/http/route.ts";
import { routes } from "../../engine/http/routes.ts";
import { databaseContents } from "../support/database-contents.ts";
import { person } from "../support/people.ts";
import { routeAddress } from "../support/route-address.ts";
import { secondWorkspace } from "../support/second-workspace.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";
import { code, ours, sessionOf } from "../support/sessions.ts";

const canary = "canary-route-7f3a";
const documents = [objectDocument("note", { text: { type: "string" } })];
const closed = routes.filter(({ guard }) => guard !== "public");
const opening = (route: Route) => `${route.method} ${route.path}`;

let server: TestServer;
let neighbour: TestServer;
let note: string;

beforeAll(async () => {
  server = await startTestServer({ documents });
  neighbour = await secondWorkspace(server, "neighbour", documents);
  const made = await server.request("POST", "/records/note", { text: canary });
  note = (made.body as { id: string }).id;
});
afterAll(() => server.stop());

/** What was read may be noted in the audit log. */
const isNoLog = (line: string): boolean => !line.startsWith("core.audit_");

const address = (route: Route) => routeAddress(route, { id: note });

/** A call of a route as somebody; changes are sent with a body that could be taken. */
const call = (
  route: Route,
  token: string | null,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  server.request(route.method, address(route), route.method === "GET" ? undefined : {}, {
    token,
    headers: { "if-match": "*", ...headers },
  });

const silent = (answer: Answer, about: string) =>
  expect(JSON.stringify([answer.body, [...answer.headers]]), about).not.toContain(canary);

describe("each route of the table", () => {
  test("answers 401 to who has no credential, or one of another workspace", async () => {
    const other = await sessionOf(neighbour, neighbour.admin.email, neighbour.admin.password);
    const value = other.split("=")[1] ?? "";
    const before = await databaseContents(server);
    for (const route of closed) {
      const answers = [
        await call(route, null, ours),
        await call(route, neighbour.adminToken),
        await call(route, `tenon_${"x".repeat(43)}`),
        await call(route, null, { ...ours, cookie: other }),
        await call(route, null, { ...ours, cookie: `tenon-demo=${value}` }),
        await call(route, null, { ...ours, cookie: `tenon-demo=${server.adminToken.slice(6)}` }),
      ];
      for (const [index, answer] of answers.entries()) {
        const about = `${opening(route)} ${index}`;
        expect([about, answer.status, code(answer)]).toEqual([about, 401, "not_signed_in"]);
        silent(answer, about);
      }
    }
    expect(await databaseContents(server)).toEqual(before);
  });

  test("shows a member without a role nothing but what is his own", async () => {
    const { token } = await person(server, "nobody");
    const before = await databaseContents(server, "demo");
    for (const route of closed) {
      // His own account is his: what he does to it is no attack.
      if (route.path.startsWith("/account") || route.path.startsWith("/auth")) continue;
      const answer = await call(route, token);
      const about = opening(route);
      silent(answer, about);
      if (route.guard !== "signed_in")
        expect([about, answer.status, code(answer)]).toEqual([about, 403, "not_permitted"]);
      else if (route.path.includes(":object"))
        expect([about, answer.status, code(answer)]).toEqual([about, 404, "unknown_object"]);
      else expect([about, answer.status < 500]).toEqual([about, true]);
    }
    const changed = (await databaseContents(server)).filter((line) => !before.includes(line));
    // That his token was used is noted, and nothing else.
    expect(changed.map((line) => line.split(" ")[0])).toEqual(
      changed.length === 0 ? [] : ["core.token"],
    );
  });

  test("lets a token that only reads change nothing, whatever it asks", async () => {
    const { database, catalogs } = server.services;
    const catalog = await catalogs.current("demo");
    const { rows } = await database.run({
      text: "select id from core.account where email = $1",
      values: [server.admin.email],
    });
    const reading = await createToken(database, catalog?.workspaceId ?? "", rows[0]?.[0] ?? "", {
      name: "reading",
      scope: "read",
      expiresAt: null,
    });
    await server.request("GET", "/auth/me", undefined, { token: reading });
    const before = (await databaseContents(server)).filter(isNoLog);
    for (const route of closed) {
      const answer = await call(route, reading);
      const about = opening(route);
      if (route.method === "GET")
        expect([about, [401, 403].includes(answer.status)]).toEqual([about, false]);
      // What ends a session or a view of others has nothing to end for a token.
      else if (route.whileViewing !== true)
        expect([about, answer.status, code(answer)]).toEqual([about, 403, "token_only_reads"]);
    }
    expect((await databaseContents(server)).filter(isNoLog)).toEqual(before);
  });
});
