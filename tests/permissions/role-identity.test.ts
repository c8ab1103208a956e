/** What memberships keep is a role's identity, not its name; secrets in clear are a right of their own. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { rightsOfRoles, roleId } from "../../engine/access/roles.ts";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const role = (name: string, objects: Readonly<Record<string, unknown>>): MetadataDocument => ({
  kind: "role",
  name,
  content: { name, title: name, objects },
});

const clerk = role("clerk", { note: { read: true } });

let server: TestServer;
beforeAll(async () => {
  const secret = { $ref: "tenon:secret" };
  server = await startTestServer({
    documents: [
      objectDocument("note", {
        name: { type: "string", maxLength: 80 },
        key: secret,
        other: secret,
      }),
      clerk,
      role("opener", { note: { read: true, reveal: ["key"] } }),
      role("blind", { note: { read: true, reveal: true, fields: { "*": "read", key: "none" } } }),
    ],
  });
});
afterAll(() => server.stop());

async function publish(): Promise<void> {
  const { status, body } = await server.request("POST", "/metadata/publish", { message: "test" });
  expect(status, JSON.stringify(body)).toBe(200);
}

test("a role that is made anew under the name of a removed one has none of its people", async () => {
  const { token } = await person(server, "ann", "clerk");
  const read = async () =>
    (await server.request("GET", "/records/note", undefined, { token })).status;
  expect(await read()).toBe(200);
  await server.request("DELETE", "/metadata/drafts/role/clerk");
  await publish();
  expect(await read()).toBe(404);
  await server.request("PUT", "/metadata/drafts/role/clerk", clerk.content);
  await publish();
  expect(await read()).toBe(404);
  const { body } = await server.request("GET", "/users?search=ann");
  expect(body).toMatchObject({ data: [{ name: "ann", roles: [] }] });
  const again = await person(server, "ann", "clerk");
  expect(
    (await server.request("GET", "/records/note", undefined, { token: again.token })).status,
  ).toBe(200);
});

test("secrets are opened by who may, one field at a time, and by nobody who may not see the field", async () => {
  const made = await server.request("POST", "/records/note", { name: "a", key: "k", other: "o" });
  const { id } = made.body as { readonly id: string };
  const reveal = async (name: string, field: string) => {
    const { token } = await person(server, name, name);
    const path = `/records/note/${id}/secrets/${field}`;
    return (await server.request("POST", path, undefined, { token })).status;
  };
  expect(await reveal("opener", "key")).toBe(200);
  expect(await reveal("opener", "other")).toBe(403);
  expect(await reveal("blind", "key")).toBe(422);
  expect(await reveal("blind", "other")).toBe(200);
  const admin = await server.request("POST", `/records/note/${id}/secrets/key`);
  expect(admin.status).toBe(200);
  // Whoever asks the rights alone is told the same.
  const catalog = await server.services.catalogs.current("demo");
  const note = catalog?.objects.get("note");
  const key = note?.byName.get("key");
  if (catalog === null || note === undefined || key === undefined) throw new Error("no note");
  const may = (name: string) =>
    rightsOfRoles(catalog, [roleId(catalog, name) ?? ""]).mayReveal(note, key);
  expect([may("opener"), may("blind")]).toEqual([true, false]);
});
