/** Whom each kind of guard lets pass. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsOf } from "../support/calls.ts";
import { person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { code } from "../support/sessions.ts";
import { role } from "./role-document.ts";

let server: TestServer;
const { call, get } = callsOf(() => server);

const rights = ["design", "users", "view_as", "audit_log"] as const;

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("note", { text: { type: "string" } }),
      ...rights.map((right) => role(`only_${right}`, {}, { administration: [right] })),
    ],
  });
});
afterAll(() => server.stop());

test("each kind of guard lets pass who has its right, and nobody else", async () => {
  const asked: Readonly<Record<(typeof rights)[number], readonly [string, string]>> = {
    design: ["GET", "/metadata/documents"],
    users: ["GET", "/users"],
    view_as: ["POST", "/users/019c0000-0000-7000-8000-000000000000/view-as"],
    audit_log: ["GET", "/audit"],
  };
  const plain = await person(server, "plain", "member");
  for (const right of rights) {
    const [method, path] = asked[right];
    for (const own of rights) {
      const by = await person(server, own, `only_${own}`);
      const refused = code(await call(method, path, undefined, by)) === "not_permitted";
      expect([right, own, refused]).toEqual([right, own, right !== own]);
    }
    expect(code(await call(method, path, undefined, plain))).toBe("not_permitted");
  }
});

test("drafts are compiled for who may design", async () => {
  const path = "/metadata/objects/note/validator.js?draft=true";
  expect((await get(path, await person(server, "plain", "member"))).status).toBe(403);
  expect((await get(path)).status).toBe(200);
});
