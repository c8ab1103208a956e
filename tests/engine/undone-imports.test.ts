/** An import is taken back with what rules of assignment and scripts made of its records. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { importCalls } from "../support/import-calls.ts";
import { person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { script } from "./automation/trading-scripts.ts";

const text = { type: "string" };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument(
        "part",
        { code: { ...text, unique: true }, name: text, note: text, keeper: { $ref: "tenon:user" } },
        { assign: [{ when: "keeper != null", to: { field: "keeper" } }] },
      ),
      {
        kind: "role",
        name: "clerk",
        content: { name: "clerk", objects: { part: { read: "own" } } },
      },
      script(
        "note_parts",
        `import { db, type Input } from "tenon";
export default async function ({ records }: Input<"note_parts">) {
  for (const { record } of records) await db.update("part", record.id, { note: "seen " + record.name });
}`,
        {
          trigger: {
            object: "part",
            after: ["create", "update"],
            when: 'name == "noted" && note == null',
          },
        },
      ),
    ],
  });
});
afterAll(() => server?.stop());

const { imported, undone } = importCalls(() => server);

async function parts(prefix: string) {
  const filter = encodeURIComponent(`starts_with(code, "${prefix}")`);
  const { body } = await server.request("GET", `/records/part?sort=code&filter=${filter}`);
  return (
    body as { data: { id: string; code: string; name: string; note: string; revision: number }[] }
  ).data;
}

const change = async (id: string | undefined, values: Readonly<Record<string, unknown>>) => {
  const changed = await server.request("PATCH", `/records/part/${id}`, values, {
    headers: { "if-match": "*" },
  });
  expect(changed.status, JSON.stringify(changed.body)).toBe(200);
};

test("records that a rule has given to somebody go", async () => {
  const clerk = await person(server, "clerk", "clerk");
  const rows = Array.from({ length: 500 }, (_, row) => `A-${1000 + row},${clerk.id}`);
  const job = await imported(`code,keeper\n${rows.join("\n")}\n`);
  expect(job).toMatchObject({ state: "done", created: 500 });
  expect((await parts("A-1000"))[0]).toMatchObject({ owner: clerk.id, revision: 2 });
  expect(await undone(job)).toMatchObject({ state: "undone", not_undone: [] });
  expect(await parts("A-")).toEqual([]);
});

test("records that a script has changed as they were made go", async () => {
  const job = await imported("code,name\nB-1,noted\nB-2,plain\n");
  expect(await parts("B-")).toMatchObject([
    { note: "seen noted", revision: 2 },
    { note: null, revision: 1 },
  ]);
  expect(await undone(job)).toMatchObject({ state: "undone", not_undone: [] });
  expect(await parts("B-")).toEqual([]);
});

test("records that were there get what they held before script and import", async () => {
  await imported("code,name\nC-1,old\n");
  const job = await imported("code,name\nC-1,noted\n", { key: "code" });
  expect(await parts("C-")).toMatchObject([{ name: "noted", note: "seen noted", revision: 3 }]);
  expect(await undone(job)).toMatchObject({ state: "undone", not_undone: [] });
  expect(await parts("C-")).toMatchObject([{ name: "old", note: null, revision: 4 }]);
});

test("a record that somebody has changed since stays", async () => {
  const job = await imported("code,name\nD-1,noted\nD-2,noted\n");
  const [first] = await parts("D-1");
  await change(first?.id, { name: "mine" });
  expect(await undone(job)).toMatchObject({
    not_undone: [{ record: first?.id, code: "changed_since_import" }],
  });
  expect(await parts("D-")).toMatchObject([{ code: "D-1", name: "mine" }]);
});

test("a record stays whose change by somebody lies between what the import set off", async () => {
  const job = await imported("code,name\nE-1,plain\n");
  const [only] = await parts("E-");
  await change(only?.id, { name: "mine" });
  await change(only?.id, { note: "later" });
  // As a script leaves it that had to wait for its turn.
  await server.services.database.run({
    text: `update w_demo._history set causality = $1 where record = $2 and revision = 3`,
    values: [job.id, only?.id ?? null],
  });
  expect(await undone(job)).toMatchObject({ not_undone: [{ code: "changed_since_import" }] });
  expect(await parts("E-")).toMatchObject([{ name: "mine", note: "later", revision: 3 }]);
});
