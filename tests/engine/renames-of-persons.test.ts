/** Renames beside conditions that speak of who asks, and renames and uses of what nobody has. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import type { DesignerDocuments } from "../../metadata/wire.ts";
import { callsOf, problemsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const role: MetadataDocument = {
  kind: "role",
  name: "worker",
  content: {
    name: "worker",
    title: "Worker",
    objects: { task: { read: { when: "user.department == department && assignee == user" } } },
  },
};

let server: TestServer;
const { call, get } = callsOf(() => server);
beforeEach(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("task", {
        user: { type: "string" },
        assignee: { $ref: "tenon:user" },
        department: { $ref: "tenon:lookup", target: "department" },
        shown: { type: "string", formula: "user" },
      }),
      role,
    ],
  });
});
afterEach(() => server.stop());

const drafted = async (name: string) =>
  JSON.stringify(
    ((await get("/metadata/documents")).body as DesignerDocuments).documents.find(
      (each) => each.name === name,
    )?.draft ?? null,
  );

test("who asks stays who asks, whatever a field of that name is called from now on", async () => {
  const renamed = { object: "task", field: "user", to: "person" };
  expect((await call("POST", "/metadata/rename", renamed)).status).toBe(200);
  expect(await drafted("task")).toContain('"formula":"person"');
  expect(await drafted("worker")).not.toContain("person");
});

test("no field comes to be called as who asks", async () => {
  const answer = await call("POST", "/metadata/rename", {
    object: "task",
    field: "assignee",
    to: "user",
  });
  expect(problemsOf(answer)).toContain("name_reserved /to");
});

test("names that nobody has are told, whatever signs they are of", async () => {
  const field = await get(`/metadata/uses?object=task&field=${encodeURIComponent("lock(")}`);
  expect(problemsOf(field)).toEqual(["unknown_selection"]);
  for (const body of [
    { object: "task(", field: "user", to: "x" },
    { object: "task", field: "user(", to: "x" },
  ]) {
    const answer = await call("POST", "/metadata/rename", body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  }
});
