/** How people are organised: who knows of it, and who changes it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsOf } from "../support/calls.ts";
import { person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { role } from "./role-document.ts";

const everything = { create: true, read: true, update: true, delete: true };
const actions = { export: true, import: true, share: true };

let server: TestServer;
const { call, get, make } = callsOf(() => server);

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("note", { text: { type: "string" } }),
      role("of_everything", { "*": { ...everything, ...actions } }),
      role("personnel", { note: { read: true } }, { administration: ["users"] }),
    ],
  });
});
afterAll(() => server.stop());

test("who has no role knows nobody", async () => {
  const nobody = await person(server, "nobody");
  expect((await get("/records/user", nobody)).status).toBe(404);
  const somebody = await person(server, "somebody", "personnel");
  expect((await get("/records/user", somebody)).status).toBe(200);
});

test("people come with accounts and go with them", async () => {
  const { id } = await person(server, "comes", "personnel");
  const made = await call("POST", "/records/user", { name: "x", email: "x@example.com" });
  expect(made.status).toBe(403);
  expect((await call("DELETE", `/records/user/${id}`)).status).toBe(403);
  const { index } = (await get("/metadata")).body as {
    index: readonly { readonly name: string; readonly may: readonly string[] }[];
  };
  const verbs = index.find(({ name }) => name === "user")?.may.filter((may) => may !== "export");
  expect(verbs).toEqual(["read", "update", "import"]);
});

test("who looks after nobody changes nothing of it, whatever his roles grant", async () => {
  const wide = await person(server, "wide", "of_everything");
  expect((await call("POST", "/records/department", { name: "x" }, wide)).status).toBe(403);
  expect((await get("/records/department/export?format=csv", wide)).status).toBe(403);
  expect((await get("/records/note/export?format=csv", wide)).status).toBe(200);
});

test("who looks after users changes what a role grants him", async () => {
  const keeper = await person(server, "keeper", "personnel");
  const id = await make("department", { name: "y" });
  expect((await call("DELETE", `/records/department/${id}`, undefined, keeper)).status).toBe(403);
  const both = await person(server, "both", "personnel", "of_everything");
  expect((await call("POST", "/records/department", { name: "x" }, both)).status).toBe(201);
});

test("how people are organised is not shared: everybody knows it", async () => {
  const id = await make("department", { name: "shared" });
  const { id: receiver } = await person(server, "receiver", "personnel");
  const shared = await call("POST", `/records/department/${id}/shares`, { person: receiver });
  expect(shared.status).toBe(403);
});
