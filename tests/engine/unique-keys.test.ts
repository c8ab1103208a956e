/** Keys of several fields, through whatever becomes of their object. */
import { afterEach, expect, test } from "vitest";
import { findDrift } from "../../engine/publish/drift.ts";
import { completeWorkspaces } from "../../engine/workspaces.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
afterEach(() => server.stop());
const { call, make } = callsOf(() => server);
const text = { type: "string", maxLength: 80 };

async function drift() {
  const catalog = await server.services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  return findDrift(server.services.database, catalog);
}

async function publish(answers: object = {}) {
  const answer = await call("POST", "/metadata/publish", { answers });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  expect(await drift()).toEqual([]);
}

test("keys of fields with much the same ids are keys of their own", async () => {
  const fields = ["code", "name", "kind"].map((name) => [name, { ...text, id: `part${name}00` }]);
  const unique = [
    ["code", "name"],
    ["code", "kind"],
  ];
  server = await startTestServer({
    documents: [objectDocument("part", Object.fromEntries(fields), { unique })],
  });
  expect(await drift()).toEqual([]);
  await make("part", { code: "a", name: "x", kind: "1" });
  for (const values of [
    { code: "a", name: "x", kind: "2" },
    { code: "a", name: "y", kind: "1" },
  ])
    expect((await call("POST", "/records/part", values)).status).toBe(409);
});

test("indexes that earlier engines made are called anew, kept ones too", async () => {
  const { id, ...other } = { id: "partpartpa", unique: [["code", "name"]] };
  const fields = {
    code: { ...text, id: "codecodeco", unique: false },
    name: { ...text, id: "namenameco" },
  };
  server = await startTestServer({
    documents: [
      objectDocument("part", fields, { id, ...other }),
      objectDocument("tag", { name: text }),
    ],
  });
  const run = (statement: string) => server.services.database.run({ text: statement, values: [] });
  const keys = async () => {
    const { rows } = await run(
      "select indexname from pg_indexes where schemaname = 'w_demo' and indexname ~ '^(uk|key)_' order by 1",
    );
    return rows.flat();
  };
  const [name] = await keys();
  const goBack = () => run(`alter index "w_demo"."${name}" rename to "uk_partpartpa_codename"`);
  await goBack();
  expect(await drift()).not.toEqual([]);
  await completeWorkspaces(server.services.database);
  expect([await keys(), await drift()]).toEqual([[name], []]);
  await call("DELETE", "/metadata/drafts/object/part");
  await publish();
  await goBack();
  await completeWorkspaces(server.services.database);
  expect(await keys()).toEqual([name]);
});

test("a key comes back with its object, whatever its fields were called when it went", async () => {
  const id = "partpartpa";
  const rows = (field: string) => ({
    type: "array",
    id: field,
    items: { type: "object", id: "rowsrowsro", properties: { note: text } },
  });
  const properties = (column: string, own: string) => ({
    code: { ...text, id: "codecodeco" },
    [column]: { ...text, id: "colucoluco" },
    [own]: rows("ownownowno"),
  });
  const first = objectDocument("part", properties("one", "two"), { id, unique: [["code", "one"]] });
  const swapped = objectDocument("part", properties("two", "one"), {
    id,
    unique: [["code", "two"]],
  });
  server = await startTestServer({ documents: [first, objectDocument("other", { name: text })] });
  await make("part", { code: "a", one: "b", two: [{ note: "n" }] });
  const save = ({ content }: typeof first) => call("PUT", "/metadata/drafts/object/part", content);
  await save(swapped);
  await publish();
  await call("DELETE", "/metadata/drafts/object/part");
  await publish();
  await save(first);
  await publish();
  const again = await call("POST", "/records/part", { code: "a", one: "b" });
  expect(again.status).toBe(409);
});
