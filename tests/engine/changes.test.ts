/** Live changes: who writes what is heard, on every server, once it is committed. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { RecordJson } from "../../metadata/wire.ts";
import { type FollowOptions, follow, type TestStream } from "../support/change-stream.ts";
import { importCalls } from "../support/import-calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let other: TestServer;
const streams: TestStream[] = [];

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument(
        "part",
        {
          text: { type: "string", maxLength: 80, unique: true },
          stage: { enum: ["open", "done"], default: "open" },
          lines: {
            type: "array",
            items: { type: "object", properties: { word: { type: "string" } } },
          },
        },
        {
          lifecycle: {
            field: "stage",
            transitions: [{ name: "finish", title: "Finish", from: ["open"], to: "done" }],
          },
        },
      ),
      objectDocument("other", { text: { type: "string" } }),
    ],
  });
  other = await server.second();
});
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close();
});
afterAll(async () => {
  await other.stop();
  await server.stop();
});

async function opened(at: TestServer, options: FollowOptions = {}): Promise<TestStream> {
  const stream = await follow(at, { objects: "part", ...options });
  streams.push(stream);
  return stream;
}

const { imported, undone } = importCalls(() => server);

let number = 0;
async function create(object = "part", more: object = {}): Promise<RecordJson> {
  const made = await server.request("POST", `/records/${object}`, {
    text: `secret ${number++}`,
    ...more,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body as RecordJson;
}

const any = { headers: { "if-match": "*" } };
const change = (id: string, body: object) =>
  server.request("PATCH", `/records/part/${id}`, body, any);

test("what happens to a record is heard on every server, without a value", async () => {
  const both = [await opened(server), await opened(other)];
  const { id } = await create();
  for (const stream of both)
    expect(await stream.change(id, "created")).toEqual({
      object: "part",
      id,
      kind: "created",
      revision: 1,
    });
  await change(id, { text: "secret of now" });
  for (const stream of both) expect((await stream.change(id, "changed")).kind).toBe("changed");
  await server.request("DELETE", `/records/part/${id}`, undefined, any);
  for (const stream of both)
    expect(await stream.change(id, "deleted")).toMatchObject({ revision: 3 });
  await server.request("POST", `/records/part/${id}/restore`);
  for (const stream of both) {
    expect(await stream.change(id, "restored")).toMatchObject({ revision: 4 });
    expect(stream.text()).not.toContain("secret");
  }
});

test("every way to write is heard: many at once, child rows, upsert, steps, imports and undoing", async () => {
  const stream = await opened(other);
  const many = await server.request("POST", "/records/part", [{ text: "a" }, { text: "b" }]);
  const [first, second] = (many.body as { data: RecordJson[] }).data;
  await stream.change(String(first?.id), "created");
  await stream.change(String(second?.id), "created");

  const nested = await create("part", { lines: [{ word: "one" }] });
  await stream.change(nested.id, "created");
  await change(nested.id, { lines: [{ word: "two" }] });
  expect(await stream.change(nested.id, "changed")).toMatchObject({ object: "part", revision: 2 });

  await server.request("PUT", "/records/part?key=text", { text: "a", lines: [{ word: "x" }] });
  await stream.change(String(first?.id), "changed");

  await server.request("POST", `/records/part/${second?.id}/transitions/finish`, {}, any);
  expect(await stream.change(String(second?.id), "changed")).toMatchObject({ revision: 2 });

  const job = await imported("text\nimported");
  const listed = await server.request(
    "GET",
    `/records/part?filter=${encodeURIComponent('text == "imported"')}`,
  );
  const [row] = (listed.body as { data: RecordJson[] }).data;
  await stream.change(String(row?.id), "created");
  await undone(job);
  await stream.change(String(row?.id), "deleted");

  await server.request("POST", `/records/part/${nested.id}/history/1/restore`, undefined, any);
  await stream.event("change", ({ id, revision }) => id === nested.id && revision === 3);
});

test("a receiver hears of the objects that he named; of all that he may read if of none", async () => {
  const parts = await opened(server);
  const all = await follow(server);
  streams.push(all);
  const { id } = await create("other");
  expect(await all.change(id, "created")).toMatchObject({ object: "other" });
  const part = await create();
  await parts.change(part.id, "created");
  expect(parts.changes().map((each) => each.id)).toEqual([part.id]);
  const [ready] = all.text().split("\n\n");
  expect(ready).toContain('"part"');
  expect(ready).toContain('"department"');
});

test("what commits late is heard, although later transactions were heard before", async () => {
  const stream = await opened(other);
  const record = await create();
  await stream.change(record.id, "created");
  let commit = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let begun = (): void => undefined;
  const written = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const late = server.services.database.transaction(async (transaction) => {
    await transaction.run({
      text: `insert into w_demo._history ("object", "record", "revision", "kind", "at", "cause")
        select "object", "record", 2, 'changed', now() - interval '1 hour', 'user' from w_demo._history where "record" = $1`,
      values: [record.id],
    });
    begun();
    await held;
  });
  await written;
  // Each of these is heard in a look of its own, while the first transaction is open.
  for (let count = 0; count < 3; count++) await stream.change((await create()).id, "created");
  expect(stream.changes().filter(({ id }) => id === record.id)).toHaveLength(1);
  commit();
  await late;
  expect(await stream.change(record.id, "changed")).toMatchObject({ revision: 2 });
  const next = await create();
  await stream.change(next.id, "created");
  expect(stream.changes().filter(({ id }) => id === record.id)).toHaveLength(2);
});

test("changes are heard when the connections that listen are lost", async () => {
  const both = [await opened(server), await opened(other)];
  const { rows } = await server.services.database.run({
    text: "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'",
    values: [],
  });
  expect(rows.length).toBeGreaterThanOrEqual(2);
  const { id } = await create();
  for (const stream of both) await stream.change(id, "created");
});

test("who comes back hears what he missed, on whatever server; who was away too long reads again", async () => {
  const stream = await opened(server);
  const before = await create();
  await stream.change(before.id, "created");
  const from = stream.lastId();
  stream.close();
  const missed = await create();
  const back = await opened(other, { headers: { "last-event-id": from } });
  await back.change(missed.id, "created");
  await back.change((await create()).id, "created");
  expect(back.text()).not.toContain("event: reset");

  for (const id of ["1", "x".repeat(90), `${from}x`, from.replace(/.$/, "~")]) {
    const lost = await opened(other, { headers: { "last-event-id": id } });
    expect(JSON.parse((await lost.event("reset")).data)).toEqual({ objects: ["part"] });
  }
});

test("more than a thousand changes at a time are one word to read again", async () => {
  const stream = await opened(server);
  const lines = Array.from({ length: 1001 }, (_, index) => `flood ${index}`);
  await imported(["text", ...lines].join("\n"));
  await stream.event("reset");
  const { id } = await create();
  await stream.change(id, "created");
});

test("as many as are told one by one are told", async () => {
  const stream = await opened(server, { objects: "other" });
  const records = Array.from({ length: 1000 }, (_, index) => ({ text: `${index}` }));
  const made = await server.request("POST", "/records/other", records);
  const ids = (made.body as { data: RecordJson[] }).data.map(({ id }) => id);
  for (const id of ids) await stream.change(id, "created");
  expect(stream.text()).not.toContain("event: reset");
});
