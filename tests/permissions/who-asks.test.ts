/** Who shares a record or asks for an explanation learns nothing by it. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsOf, dataOf, problemsOf } from "../support/calls.ts";
import { type Person, person } from "../support/people.ts";
import { secondWorkspace } from "../support/second-workspace.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { role } from "./role-document.ts";

let server: TestServer;
let member: Person;
let note: string;
const { call, get, make } = callsOf(() => server);
const text = { type: "string", maxLength: 80 };

const documents = [
  objectDocument(
    "note",
    {
      name: text,
      margin: text,
      state: { enum: ["open", "closed"], default: "open" },
      lines: { type: "array", items: { type: "object", properties: { cost: text } } },
    },
    {
      lifecycle: {
        field: "state",
        transitions: [{ name: "close", from: ["open"], to: "closed" }],
        locked: ["closed"],
      },
    },
  ),
  objectDocument("hidden", { name: text }),
  role(
    "keeper",
    {
      note: {
        create: true,
        read: "own",
        fields: { "*": "read", name: "write", margin: "none", lines: "none", "lines.cost": "read" },
      },
    },
    { administration: ["users"] },
  ),
  role("clerk", {
    note: { read: true, update: true, fields: { "*": "write", name: "read" } },
    hidden: { read: true },
  }),
  role("forbidden", {}, { restrictions: { note: { update: false } } }),
];

beforeAll(async () => {
  server = await startTestServer({ documents });
  member = await person(server, "member", "clerk");
  note = await make("note", { name: "x" });
});
afterAll(() => server.stop());

const explain = (query: Readonly<Record<string, string>>, by?: Person) =>
  get(`/access/explain?${new URLSearchParams({ user: member.id, object: "note", ...query })}`, by);

test("a record is shared with who may come in here", async () => {
  const neighbour = await secondWorkspace(server, "neighbour", documents);
  const { rows } = await server.services.database.run({
    text: "select id from core.account where email = 'admin@neighbour.example'",
    values: [],
  });
  const disabled = await person(server, "disabled", "clerk");
  await call("PATCH", `/users/${disabled.id}`, { disabled: true });
  for (const receiver of [String(rows[0]?.[0]), disabled.id, randomUUID()]) {
    const shared = await call("POST", `/records/note/${note}/shares`, { person: receiver });
    expect([shared.status, problemsOf(shared)]).toEqual([422, ["receiver_unknown /person"]]);
  }
  expect(neighbour.workspace).toBe("neighbour");
});

test("a share is ended at its record", async () => {
  const other = await make("note", { name: "other" });
  const shared = await call("POST", `/records/note/${note}/shares`, { person: member.id });
  const { id } = shared.body as { readonly id: string };
  const end = (record: string) => call("DELETE", `/records/note/${record}/shares/${id}`);
  expect((await end(other)).status).toBe(404);
  expect(dataOf(await get(`/records/note/${note}/shares`))).toMatchObject([{ id }]);
  const reader = await call("DELETE", `/records/note/${note}/shares/${id}`, undefined, member);
  expect(reader.status).toBe(403);
  expect((await end(note)).status).toBe(204);
});

test("a locked record is explained as one", async () => {
  const closed = await make("note", { name: "closed" });
  await call("POST", `/records/note/${closed}/transitions/close`, {});
  const codes = async (verb: string) => {
    const { status, body } = await explain({ record: closed, verb });
    const { allowed, steps } = body as { allowed: boolean; steps: readonly { code: string }[] };
    return [status, allowed, steps.at(-1)?.code];
  };
  expect(await codes("update")).toEqual([200, false, "record_locked"]);
  expect((await codes("read")).slice(0, 2)).toEqual([200, true]);
});

test("a field is explained for what is done with it; what the engine writes is none", async () => {
  const allowed = async (field: string, verb: string) => {
    const { status, body } = await explain({ field, verb });
    return [status, (body as { allowed?: boolean }).allowed];
  };
  expect(await allowed("name", "read")).toEqual([200, true]);
  expect(await allowed("name", "update")).toEqual([200, false]);
  expect(await allowed("margin", "update")).toEqual([200, true]);
  expect(await allowed("created_at", "update")).toEqual([422, undefined]);
});

test("nothing that who asks may not see himself is explained to him", async () => {
  const keeper = await person(server, "keeper", "keeper");
  const own = await make("note", { name: "own" }, keeper);
  expect((await explain({ record: own }, keeper)).status).toBe(200);
  expect((await explain({ record: note }, keeper)).status).toBe(404);
  expect((await explain({ object: "hidden" }, keeper)).status).toBe(404);
  for (const field of ["margin", "lines.cost", "nothing"]) {
    const answer = await explain({ field }, keeper);
    expect([field, answer.status, problemsOf(answer)]).toEqual([field, 422, ["unknown_field"]]);
  }
});

test("what a restriction forbids is explained as forbidden", async () => {
  const both = await person(server, "both", "clerk", "forbidden");
  const { status, body } = await explain({ user: both.id, verb: "update" });
  expect([status, body]).toMatchObject([200, { allowed: false }]);
  expect(JSON.stringify(body)).toContain("role_forbids");
});
