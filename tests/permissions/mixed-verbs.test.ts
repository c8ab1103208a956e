/** Roles that reach other records with one verb than with another. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsOf, dataOf, problemsOf } from "../support/calls.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { role } from "./role-document.ts";

const names = ["wide", "blind", "stepper", "looker", "changer", "sharer"] as const;

let server: TestServer;
let foreign: string;
const people = new Map<string, Person>();
const { call, get, make } = callsOf(() => server);

const as = (name: (typeof names)[number]): Person => {
  const found = people.get(name);
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found;
};

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument(
        "task",
        {
          name: { type: "string", maxLength: 80 },
          code: { type: "string", maxLength: 20, unique: true },
          margin: { type: "integer" },
          state: { enum: ["open", "closed"], default: "open" },
        },
        {
          lifecycle: {
            field: "state",
            transitions: [
              { name: "close", from: ["open"], to: "closed" },
              { name: "reopen", from: ["closed"], to: "open" },
            ],
          },
        },
      ),
      objectDocument("remark", { task: { $ref: "tenon:lookup", target: "task" } }),
      role("wide", { task: { read: "own", create: true, update: true, delete: true } }),
      role("blind", { task: { create: true, update: true } }),
      role("stepper", {
        task: {
          read: "own",
          create: true,
          update: "own",
          transitions: true,
          fields: { "*": "write", margin: "read" },
        },
        remark: { read: true, create: true },
      }),
      role("looker", { task: { read: true, update: "own", transitions: true } }),
      role("changer", { task: { read: true, update: true } }),
      role("sharer", { task: { read: true, share: true } }),
    ],
  });
  foreign = await make("task", { name: "foreign" });
  for (const name of names) people.set(name, await person(server, name, name));
});
afterAll(() => server.stop());

const nameOf = async (id: string) => (await get(`/records/task/${id}`)).body as { name: string };

test("who may change more than he sees changes what he sees", async () => {
  expect((await call("PATCH", `/records/task/${foreign}`, { name: "x" }, as("wide"))).status).toBe(
    404,
  );
  expect((await call("DELETE", `/records/task/${foreign}`, undefined, as("wide"))).status).toBe(
    404,
  );
  expect(await nameOf(foreign)).toMatchObject({ name: "foreign" });
});

test("who may not read changes nothing, and it is explained so", async () => {
  const changed = await call("PATCH", `/records/task/${foreign}`, { name: "x" }, as("blind"));
  expect(changed.status).toBe(404);
  const explained = await get(`/access/explain?user=${as("blind").id}&object=task&verb=update`);
  expect([explained.status, explained.body]).toMatchObject([200, { allowed: false }]);
});

test("what is created in one statement leads to records that are seen", async () => {
  const remark = { task: foreign };
  const made = await call("POST", "/records/remark", remark, as("stepper"));
  expect([made.status, problemsOf(made)]).toEqual([422, ["unknown_record /task"]]);
});

test("a step of a record is taken by who sees it, with what he may change of it", async () => {
  const path = `/records/task/${foreign}/transitions`;
  // Which steps are possible from where it stands tells its state.
  expect((await call("POST", `${path}/reopen`, {}, as("stepper"))).status).toBe(404);
  expect((await call("POST", `${path}/close`, { name: "x" }, as("looker"))).status).toBe(403);
  const own = await make("task", { name: "own" }, as("stepper"));
  const slipped = await call(
    "POST",
    `/records/task/${own}/transitions/close`,
    { margin: 1 },
    as("stepper"),
  );
  expect([slipped.status, problemsOf(slipped)]).toEqual([403, ["field_not_writable /margin"]]);
  expect(await nameOf(foreign)).toMatchObject({ name: "foreign", state: "open" });
});

test("the steps of a record are listed for who sees it, as far as they are his", async () => {
  const path = `/records/task/${foreign}/transitions`;
  expect((await get(path, as("stepper"))).status).toBe(404);
  expect(dataOf(await get(path, as("looker")))).toMatchObject([{ name: "close" }]);
  expect(dataOf(await get(path, as("changer")))).toEqual([]);
});

test("an upsert takes the right to create", async () => {
  const put = await call("PUT", "/records/task?key=code", { code: "new" }, as("changer"));
  expect(put.status).toBe(403);
});

test("who may read and not change shares to be read", async () => {
  const { id } = as("changer");
  const share = (access: string) =>
    call("POST", `/records/task/${foreign}/shares`, { person: id, access }, as("sharer"));
  expect((await share("update")).status).toBe(403);
  expect((await share("read")).status).toBe(201);
});
