/**
 * Objects that somebody may not read, although his role names their fields: he may make records of
 * them, and sees none, by no path and no lookup.
 */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readsEverything } from "../../engine/access/rights.ts";
import { rightsOfRoles, roleId } from "../../engine/access/roles.ts";
import { callsOf, problemsOf } from "../support/calls.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { role } from "./role-document.ts";

let server: TestServer;
let maker: Person;
let client: string;
let root: string;
const { call, get, make } = callsOf(() => server);
const name = { type: "string", maxLength: 80 };

beforeAll(async () => {
  const everything = { create: true, read: true, update: true, delete: true };
  server = await startTestServer({
    documents: [
      objectDocument("client", { name }, { record_title: "name" }),
      objectDocument("category", { name, parent: { $ref: "tenon:tree_parent" } }),
      objectDocument("memo", {
        name,
        client: { $ref: "tenon:lookup", target: "client" },
        category: { $ref: "tenon:lookup", target: "category" },
      }),
      objectDocument("link", {
        name,
        related: { $ref: "tenon:dynamic_lookup", targets: ["client", "memo"] },
      }),
      role("maker", {
        client: { create: true },
        category: { create: true },
        memo: everything,
        link: everything,
      }),
    ],
  });
  maker = await person(server, "maker", "maker");
  client = await make("client", { name: "Canary" });
  root = await make("category", { name: "root" });
  await make("memo", { name: "memo", client, category: root });
  await make("link", { name: "link", related: { object: "client", id: client } });
});
afterAll(() => server.stop());

/** Refused as a question about a field that nobody has. */
async function refuses(path: string): Promise<void> {
  expect([path, (await get(path)).status]).toEqual([path, 200]);
  const answer = await get(path, maker);
  expect([path, answer.status]).toEqual([path, 400]);
  expect(JSON.stringify(answer.body)).not.toContain("Canary");
}

test("a path leads nowhere: orders, filters, selections, groups", async () => {
  for (const field of ["client.name", "client.created_at"]) {
    await refuses(`/records/memo?sort=${field}`);
    await refuses(`/records/memo?fields=${field}`);
    await refuses(`/records/memo?filter=${field}%20!%3D%20null`);
    await refuses(`/records/memo/aggregate?group=${field}&measures=count()`);
  }
});

test("a dynamic lookup leads nowhere either", async () => {
  await refuses("/records/link?fields=related.client.name");
  await refuses("/records/link?sort=related.client.name");
  await refuses("/records/link?filter=related.client.name%20!%3D%20null");
  for (const id of [client, randomUUID()]) {
    const made = await call("POST", "/records/link", { related: { object: "client", id } }, maker);
    expect([made.status, problemsOf(made)]).toEqual([422, ["unknown_record /related"]]);
  }
});

test("a tree has no branches", async () => {
  await refuses(
    `/records/memo?filter=${encodeURIComponent(`is_within(category, "${root}")`)}&fields=name`,
  );
});

test("a lookup is filled with none of its records, whether they are there or not", async () => {
  const own = await make("memo", { name: "own" }, maker);
  for (const id of [client, randomUUID()]) {
    const made = await call("POST", "/records/memo", { client: id }, maker);
    expect([made.status, problemsOf(made)]).toEqual([422, ["unknown_record /client"]]);
    const many = await call("POST", "/records/memo", [{ name: "x" }, { client: id }], maker);
    expect([many.status, problemsOf(many)]).toEqual([422, ["unknown_record /1/client"]]);
    const changed = await call("PATCH", `/records/memo/${own}`, { client: id }, maker);
    expect([changed.status, problemsOf(changed)]).toEqual([422, ["unknown_record /client"]]);
  }
});

test("rights say so, whoever asks them", async () => {
  const catalog = await server.services.catalogs.current("demo");
  const model = catalog?.objects.get("client");
  const field = model?.byName.get("name");
  if (catalog === null || model === undefined || field === undefined) throw new Error("no client");
  const rights = rightsOfRoles(catalog, [roleId(catalog, "maker") ?? ""]);
  expect([rights.mayRead(model, field), readsEverything(rights, model)]).toEqual([true, false]);
});
