/** Secrets of scripts: set, listed and taken away by who designs; told to nobody. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { rotateSecrets } from "../../engine/rotate-secrets.ts";
import { openNamedSecret } from "../../engine/secrets/named-secrets.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
const value = "first of all secrets";
const hosts = ["erp.example.com", "*.inside.example.com"];

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

const put = (name: string, body: unknown, token = server.adminToken) =>
  server.request("PUT", `/secrets/${name}`, body, { token });
const listed = async () => (await server.request("GET", "/secrets")).body;
const opened = async (name = "erp_key") => {
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  return openNamedSecret(server.services.database, server.services.secrets, catalog, name);
};

test("one is set with its hosts, changed whole, listed without its text, and removed", async () => {
  expect((await put("erp_key", { value, hosts })).status).toBe(204);
  expect(await listed()).toEqual({
    data: [
      {
        name: "erp_key",
        hosts,
        changed_at: expect.any(String),
        changed_by: expect.any(String),
      },
    ],
  });
  expect(await opened()).toEqual({ clear: value, hosts });
  await put("erp_key", { value: "another secret", hosts: ["api.example.com"] });
  expect(await opened()).toEqual({ clear: "another secret", hosts: ["api.example.com"] });
  expect((await server.request("DELETE", "/secrets/erp_key")).status).toBe(204);
  expect(await listed()).toEqual({ data: [] });
  expect((await server.request("DELETE", "/secrets/erp_key")).body).toMatchObject({
    code: "secret_unknown",
  });
});

test("hosts are not changed without the text: who knows it not has it sent nowhere else", async () => {
  await put("erp_key", { value, hosts });
  const moved = await put("erp_key", { hosts: ["evil.example.com"] });
  expect(moved.body).toMatchObject({ errors: [{ path: "/value", code: "required" }] });
  expect(await opened()).toEqual({ clear: value, hosts });
});

test.each([
  ["ERP", { value, hosts }, "/name", "name_invalid"],
  ["a", { value: "short", hosts }, "/value", "secret_not_sendable"],
  ["a", { value: "two\nlines of text", hosts }, "/value", "secret_not_sendable"],
  ["a", { value, hosts: [] }, "/hosts", "required"],
  ["a", { value, hosts: ["10.0.0.1"] }, "/hosts/0", "host_invalid"],
  ["a", { value, hosts, more: 1 }, "/more", "unknown_field"],
])("%s with %j is refused at %s: %s", async (name, body, path, code) => {
  expect((await put(name, body)).body).toMatchObject({ errors: [{ path, code }] });
});

test("nobody else sets, lists or removes any", async () => {
  const token = server.memberToken;
  expect((await put("erp_key", { value, hosts }, token)).status).toBe(403);
  for (const [method, path] of [
    ["GET", "/secrets"],
    ["DELETE", "/secrets/erp_key"],
  ] as const)
    expect((await server.request(method, path, undefined, { token })).status).toBe(403);
});

test("the audit log says who set which for whom, and not what", async () => {
  const { body } = await server.request("GET", "/audit?action=secret_changed");
  const text = JSON.stringify(body);
  expect(text).toContain("*.inside.example.com");
  expect(text).not.toContain(value);
});

test("it follows the keys, and opens nowhere but where it was put", async () => {
  const { database, secrets } = server.services;
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  secrets.addKey();
  const work = { executor: database, catalog, secrets };
  expect(await rotateSecrets(work)).toEqual({ sealed: 1, unreadable: [] });
  expect(await opened()).toEqual({ clear: value, hosts });
  await put("other", { value: "of the other one", hosts });
  await database.run({
    text: `update "w_demo"."_secret" set "sealed" = (select "sealed" from "w_demo"."_secret" where "name" = 'other') where "name" = 'erp_key'`,
    values: [],
  });
  expect(await opened()).toMatchObject({ clear: null });
});
