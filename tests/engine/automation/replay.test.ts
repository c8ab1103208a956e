/** Failed runs once more: as then, without the database, and where new code parts from them. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isJsonObject } from "../../../metadata/json-object.ts";
import { databaseContents } from "../../support/database-contents.ts";
import { draft } from "../../support/script-documents.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { failedRun } from "./asking-world.ts";
import { script, tradeObjects } from "./trading-scripts.ts";

let server: TestServer;

/** @param steps what it does after it has found a customer */
const check = (steps: string) =>
  script(
    "check",
    `import { db, log, now, today, user, type Input } from "tenon";
export default async function ({ input }: Input<"check">) {
  const chance = String(Math.random());
  const [first] = await db.find("customer", { sort: "name", limit: 1 });
  ${steps}
  const { id } = await db.create("message", { text: chance, order: first!.name });
  log.info(chance, id, now(), today(), user!.name);
  if (input.end === "budget") for (;;) await db.find("customer");
  if (input.end === "error") throw new TypeError("wrong with " + first!.name);
  return id;
}`,
    { endpoint: { method: "POST", input: { properties: { end: { type: "string" } } } } },
  );

const guard = script(
  "guard",
  `import { db, fail, type Input } from "tenon";
export default async function ({ records }: Input<"guard">) {
  const [first] = await db.find("customer", { sort: "name", limit: 1 });
  for (const { record } of records)
    if (record.note === "bad") fail({ message: "Not of " + first!.name, at: "/note" });
}`,
  { trigger: { object: "sales_order", before: ["create"] } },
);

beforeAll(async () => {
  server = await startTestServer({ documents: [...tradeObjects, check(""), guard] });
  await server.request("POST", "/records/customer", { name: "Anker" });
});
afterAll(() => server?.stop());

async function failed(end: string) {
  const answer = await server.request("POST", "/x/check", { end });
  expect(answer.status).toBe(422);
  const { id } = await failedRun(server, "check");
  return (await server.request("GET", `/scripts/runs/${id}`)).body as Record<string, unknown>;
}
const replay = async (id: unknown, code = "then", token = server.adminToken) =>
  server.request("POST", `/scripts/runs/${id}/replay?code=${code}`, undefined, { token });

async function publish(steps: string) {
  await draft(server, check(steps));
  const published = await server.request("POST", "/metadata/publish", { message: "changed" });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
}

describe("a run that failed", () => {
  test("goes as it went, whatever the records are now, and writes nothing", async () => {
    const run = await failed("error");
    await server.request("POST", "/records/customer", { name: "Aachen" });
    const before = await databaseContents(server);
    const { status, body } = await replay(run.id);
    expect([status, body]).toEqual([
      200,
      {
        same: true,
        same_code: true,
        outcome: "threw",
        code: "TypeError",
        message: "wrong with Anker",
        place: run.place,
        log: run.log,
        difference: null,
      },
    ]);
    expect(run.log).toHaveLength(1);
    await server.services.scripts.ledger.flush();
    expect(await databaseContents(server)).toEqual(before);
  });

  test("that used up its budget does so again", async () => {
    const run = await failed("budget");
    expect(run).toMatchObject({ outcome: "stopped", code: "budget" });
    expect((await replay(run.id)).body).toMatchObject({ same: true, code: "budget" });
  });

  test("of a trigger has what was given to it, and around it", async () => {
    const customer = await server.request("POST", "/records/customer", { name: "Bach" });
    const id = isJsonObject(customer.body) ? customer.body.id : null;
    await server.request("POST", "/records/sales_order", { customer: id, note: "bad" });
    const run = await failedRun(server, "guard");
    expect((await replay(run.id)).body).toMatchObject({
      same: true,
      code: "failed",
      message: expect.stringMatching(/^Not of A/),
    });
  });
});

test("new code is told from that of then, and where it asks something else", async () => {
  const run = await failed("error");
  await publish('await db.get("customer", first!.id);');
  expect((await replay(run.id)).body).toMatchObject({ same: true, same_code: true });
  const get = { operation: "db.get", argument: { object: "customer", id: expect.any(String) } };
  expect((await replay(run.id, "now")).body).toMatchObject({
    same: false,
    same_code: false,
    outcome: null,
    difference: { call: 2, was: { operation: "db.create" }, is: get },
  });
  await publish("return null;");
  expect((await replay(run.id, "now")).body).toMatchObject({
    same: false,
    outcome: "returned",
    difference: { call: 2, was: { operation: "db.create" }, is: null },
  });
  await publish("if (input.end === 'error') throw new TypeError('wrong with ' + first!.name);");
  expect((await replay(run.id, "now")).body).toMatchObject({ same: false, outcome: "threw" });
  await server.services.database.run({
    text: `update "w_demo"."_script_run" set "digest" = 'check gone' where "id" = $1`,
    values: [run.id],
  });
  expect((await replay(run.id)).body).toMatchObject({ code: "run_code_gone" });
});

test("one that went well, is unknown, or is not one's to look after is not repeated", async () => {
  const well = await server.request("POST", "/x/check", { end: "well" });
  expect(well.status).toBe(200);
  await server.services.scripts.ledger.flush();
  const { body } = await server.request("GET", "/scripts/runs?script=check&limit=1");
  const [first] = (body as { data: { id: string }[] }).data;
  expect((await replay(first?.id)).body).toMatchObject({ code: "run_not_recorded" });
  expect((await replay("01a00000-0000-7000-8000-000000000000")).status).toBe(404);
  expect((await replay("x")).status).toBe(404);
  expect((await replay(first?.id, "soon")).status).toBe(400);
  expect((await replay(first?.id, "then", server.memberToken)).status).toBe(403);
});
