/** What written records start, with whose rights, and how far it may go. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import {
  changed,
  idOf,
  made,
  mark,
  marks,
  objects,
  rows,
  run,
  runsOf,
  settled,
  until,
  workflow,
} from "./workflow-world.ts";

const say = (text: string) => mark(text);
const documents = [
  ...objects,
  workflow("born", {
    on: { event: "create", record: "order", when: "record.amount > 10" },
    start: "say",
    steps: { say: say("born") },
  }),
  workflow("moved", {
    on: { event: "update", record: "order", changed: ["due", "amount"] },
    start: "say",
    steps: { say: say("moved") },
  }),
  workflow("gone", {
    on: { event: "delete", record: "order" },
    start: "say",
    steps: {
      say: {
        type: "create",
        object: "mark",
        set: { text: { expression: '"gone " + record.number' } },
      },
    },
  }),
  workflow("sent", {
    on: { event: "transition", record: "order", name: "send" },
    start: "say",
    steps: { say: say("sent") },
  }),
  workflow("again", {
    on: { event: "update", record: "customer", changed: ["name"] },
    start: "rename",
    steps: {
      rename: {
        type: "update",
        record: "record",
        set: { name: { expression: 'record.name + "!"' } },
      },
    },
  }),
  workflow("as_he_may", {
    on: { event: "create", record: "customer", when: 'record.level == "he"' },
    start: "write",
    steps: { write: { type: "create", object: "mark", set: { text: "by him" } } },
  }),
  workflow("as_system", {
    on: { event: "create", record: "customer", when: 'record.level == "system"' },
    as: "system",
    start: "write",
    steps: { write: { type: "create", object: "mark", set: { text: "by the system" } } },
  }),
  workflow("off", {
    on: { event: "create", record: "order" },
    active: false,
    start: "say",
    steps: { say: say("off") },
  }),
  {
    kind: "role" as const,
    name: "clerk",
    content: {
      name: "clerk",
      id: "clerkclerk",
      objects: { customer: { create: true, read: true }, order: { create: true, read: "own" } },
    },
  },
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());
beforeEach(() => server.services.database.run({ text: `delete from "w_demo"."mark"`, values: [] }));

test("a new record starts what waits for it, if its condition holds", async () => {
  await made(server, "order", { number: "a", amount: "10" });
  const record = await made(server, "order", { number: "b", amount: "11" });
  await settled(server, "born");
  expect(await runsOf(server, "born")).toMatchObject([{ record, event: "create" }]);
  expect(await marks(server)).toEqual(["born"]);
});

test("many records at once start a run each", async () => {
  const before = (await runsOf(server, "born")).length;
  const many = Array.from({ length: 60 }, (_, index) => ({ number: `m${index}`, amount: "50" }));
  expect((await server.request("POST", "/records/order", many)).status).toBe(201);
  await settled(server, "born");
  expect((await runsOf(server, "born")).length).toBe(before + 60);
});

test("a change starts what waits for one of its fields", async () => {
  const id = await made(server, "order", { number: "c", amount: "1", due: "2026-01-01" });
  await changed(server, "order", id, { note: "x" });
  await changed(server, "order", id, { due: "2026-01-01" });
  expect(await runsOf(server, "moved")).toEqual([]);
  await changed(server, "order", id, { due: "2026-01-02", note: "y" });
  await settled(server, "moved");
  expect(await marks(server)).toEqual(["moved"]);
});

test("a deleted record is still read by what its deletion starts", async () => {
  const id = await made(server, "order", { number: "d" });
  const headers = { "if-match": "*" };
  await server.request("DELETE", `/records/order/${id}`, undefined, { headers });
  await settled(server, "gone");
  expect(await marks(server)).toEqual(["gone d"]);
});

test("a step of the lifecycle starts what waits for it by its name", async () => {
  const id = await made(server, "order", { number: "e" });
  const headers = { "if-match": "*" };
  for (const name of ["send", "close"])
    await server.request("POST", `/records/order/${id}/transitions/${name}`, {}, { headers });
  await settled(server, "sent");
  expect(await marks(server)).toEqual(["sent"]);
});

test("a write that is taken back starts nothing", async () => {
  const before = (await runsOf(server, "born")).length;
  const refused = await server.request("POST", "/records/order", [
    { number: "r", amount: "99" },
    { number: "s", amount: "not money" },
  ]);
  expect(refused.status).toBe(422);
  expect(await runsOf(server, "born")).toHaveLength(before);
});

test("a workflow that changes what started it is stopped, and the way is named", async () => {
  const id = await made(server, "customer", { name: "n" });
  await changed(server, "customer", id, { name: "m" });
  await expect
    .poll(async () => (await runsOf(server, "again")).map(({ status }) => status), {
      timeout: 60_000,
    })
    .toEqual(["failed", "done"]);
  const [last] = await runsOf(server, "again");
  const stopped = await run(server, String(last?.id));
  const link = `again.rename (${id})`;
  expect(stopped.chain).toEqual([link]);
  expect(stopped.now).toMatchObject([
    {
      step: "rename",
      problems: [{ code: "workflow_chain", params: { chain: `${link} → ${link}` } }],
    },
  ]);
  const record = await server.request("GET", `/records/customer/${id}`);
  expect(record.body).toMatchObject({ name: "m!" });
});

test("steps have the rights of who started, as they are now, or those of the system", async () => {
  const clerk = await person(server, "clerk@example.com", "clerk");
  const create = async (level: string) =>
    idOf(await server.request("POST", "/records/customer", { level }, { token: clerk.token }));
  await create("he");
  await settled(server, "as_he_may", "failed");
  const [run1] = await runsOf(server, "as_he_may");
  const failed = await until(server, String(run1?.id), "failed");
  expect(failed.now).toMatchObject([{ problems: [{ code: "unknown_object" }] }]);
  await create("system");
  await settled(server, "as_system");
  expect(await marks(server)).toEqual(["by the system"]);
});

test("who may not read the record does not see its runs", async () => {
  const clerk = await person(server, "other@example.com", "clerk");
  const foreign = await made(server, "order", { number: "z", amount: "12" });
  const own = idOf(
    await server.request(
      "POST",
      "/records/order",
      { number: "o", amount: "12" },
      { token: clerk.token },
    ),
  );
  await expect
    .poll(async () => {
      const seen = await server.request("GET", "/runs?workflow=born", undefined, {
        token: clerk.token,
      });
      return rows(seen).map(({ record }) => record);
    })
    .toEqual([own]);
  const [run1] = rows(await server.request("GET", `/runs?record=${foreign}`));
  const hidden = await server.request("GET", `/runs/${run1?.id}`, undefined, {
    token: clerk.token,
  });
  expect(hidden.status).toBe(404);
  const { id } = rows(await server.request("GET", `/runs?record=${own}`))[0] ?? {};
  const seen = await server.request("GET", `/runs/${id}`, undefined, { token: clerk.token });
  expect(seen.status).toBe(200);
  const retried = await server.request("POST", `/runs/${id}/retry`, {}, { token: clerk.token });
  expect(retried.status).toBe(403);
});

test("what is switched off starts nothing", async () => {
  await made(server, "order", { number: "q" });
  expect(await runsOf(server, "off")).toEqual([]);
});
