/** Tests that a workspace carries: they see what a publish would make of it, and may forbid it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseContents } from "../../support/database-contents.ts";
import { draft } from "../../support/script-documents.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { check, guard, guardTest, otherTest } from "./tested-scripts.ts";
import { tradeObjects } from "./trading-scripts.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [...tradeObjects, guard("bad"), guardTest, otherTest],
  });
});
afterAll(() => server?.stop());

const run = async () => (await server.request("POST", "/scripts/tests")).body;
const publish = () => server.request("POST", "/metadata/publish", { message: "" });
const discard = (name: string, kind = "script") =>
  server.request("DELETE", `/metadata/drafts/${kind}/${name}?discard=true`);
const passed = { passed: true, file: null, line: null, message: null };
const milliseconds = expect.any(Number);

test("they run with triggers, each by itself, and leave nothing", async () => {
  await run();
  const before = await databaseContents(server);
  expect(await run()).toEqual({
    data: ["guard_test", "other_test"].map((name) => ({ script: name, ...passed, milliseconds })),
  });
  await server.services.scripts.ledger.flush();
  expect(await databaseContents(server)).toEqual(before);
});

test("one that fails forbids the publish, with file, line and message", async () => {
  await draft(server, guard("worse"));
  const failed = {
    script: "guard_test",
    passed: false,
    file: "scripts/guard_test.ts",
    line: 6,
    message: expect.stringContaining("It was to fail, and has not"),
    milliseconds,
  };
  expect(await run()).toMatchObject({ data: [failed, passed] });
  const refused = await publish();
  expect([refused.status, refused.body]).toMatchObject([
    422,
    { code: "script_test_failed", errors: [{ params: { line: 6 } }] },
  ]);
  const versions = await server.request("GET", "/metadata/versions");
  expect(versions.body).toMatchObject({ data: [{ version: 1 }] });
  await discard("guard");
});

test("they see fields that are not published yet, whose columns are gone afterwards", async () => {
  const [customer, ...others] = tradeObjects;
  if (customer === undefined) throw new Error("no customer");
  const properties = { ...(customer.content.properties as object), vip: { type: "boolean" } };
  await draft(
    server,
    { ...customer, content: { ...customer.content, properties } },
    check("vip_test", 'equal((await db.create("customer", { name: "V", vip: true })).vip, true);'),
  );
  expect(others).toHaveLength(2);
  expect(await run()).toMatchObject({ data: [passed, passed, passed] });
  const columns = () =>
    server.services.database.run({
      text: "select 1 from information_schema.columns where table_schema = 'w_demo' and column_name = 'vip'",
      values: [],
    });
  expect((await columns()).rowCount).toBe(0);
  expect((await publish()).status).toBe(200);
  expect((await columns()).rowCount).toBe(1);
});

test("what a test uses up, sends or asks stays its own", async () => {
  await draft(
    server,
    check(
      "asks",
      'await refused(() => http.request({ url: "http://a.example" }), "http_in_transaction");',
    ),
    check("spins", "for (;;);"),
    check("spends", 'for (;;) await db.find("customer");'),
    check("notes", 'await jobs.add("later", null);'),
  );
  await draft(server, {
    kind: "script",
    name: "later",
    content: { name: "later", job: {}, source: "export default () => undefined;\n" },
  });
  const before = await databaseContents(server);
  const { data } = (await run()) as { data: { script: string; message: string | null }[] };
  const said = Object.fromEntries(data.map(({ script, message }) => [script, message]));
  expect(said).toMatchObject({
    asks: null,
    notes: null,
    spins: expect.stringMatching(/was ended: (cpu|wall)/),
    spends: expect.stringContaining("queries"),
  });
  expect(await databaseContents(server)).toEqual(before);
});

test("only who designs runs them", async () => {
  const { status } = await server.request("POST", "/scripts/tests", undefined, {
    token: server.memberToken,
  });
  expect(status).toBe(403);
});
