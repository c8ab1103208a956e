/** What scripts ask of others: which hosts, when, and what they are told. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { answerBytesForScripts } from "../../../engine/automation/send-request.ts";
import { askingDocuments } from "./asking-scripts.ts";
import { type AskingWorld, asked, failedRun, noted, startAskingWorld } from "./asking-world.ts";

let world: AskingWorld;

beforeAll(async () => {
  world = await startAskingWorld(askingDocuments);
});
afterAll(() => world?.stop());
beforeEach(() => world.receiver.answerWith({ status: 200 }));

describe("a job", () => {
  test("asks with what it is given, and is told status, headers and text", async () => {
    world.receiver.answerWith({ status: 404, body: '{"rate":"7.10"}' });
    const url = `${world.erp}/rates?day=1`;
    const answers = await asked(
      world,
      { url, headers: { "X-Day": "1" } },
      { url, method: "POST", body: { day: 1 } },
    );
    const answer = { status: 404, text: '{"rate":"7.10"}', type: "application/json" };
    expect(answers).toEqual([answer, answer]);
    const [get, post] = world.receiver.received.slice(-2);
    expect(get).toMatchObject({ method: "GET", path: "/rates?day=1", headers: { "x-day": "1" } });
    expect(get?.headers).not.toHaveProperty("idempotency-key");
    expect(post).toMatchObject({ method: "POST", body: '{"day":1}' });
    expect(post?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}-2$/);
  });

  test("follows redirects of named hosts only", async () => {
    const { receiver, erp, other } = world;
    receiver.redirectOnce(`${erp}/again`);
    const before = receiver.received.length;
    expect(await asked(world, { url: erp })).toMatchObject([{ status: 200 }]);
    receiver.redirectOnce(`${other}/there`);
    expect(await asked(world, { url: erp })).toEqual(["http_host_unnamed /url"]);
    expect(receiver.received.slice(before).map(({ path }) => path)).toEqual(["/", "/again", "/"]);
    receiver.redirectOnce(`${erp}/again`);
    expect(await asked(world, { url: erp, method: "POST" })).toMatchObject([{ status: 302 }]);
  });

  test("is not given more than it may hold", async () => {
    world.receiver.answerWith({ status: 200, body: "x".repeat(answerBytesForScripts + 1) });
    expect(await asked(world, { url: world.erp })).toEqual(["http_answer_too_large /url"]);
    world.receiver.answerWith({ status: 200, body: "x".repeat(answerBytesForScripts) });
    expect(await asked(world, { url: world.erp })).toMatchObject([{ status: 200 }]);
  });
});

test("what was started by a transaction that is rolled back never runs", async () => {
  const refused = await world.server.request("POST", "/x/begin", {
    about: "refused",
    requests: "[]",
  });
  expect(refused.status).toBe(422);
  const { rows } = await world.server.services.database.run({
    text: `select 1 from core.job where kind in ('script', 'asking_script')`,
    values: [],
  });
  expect(rows).toEqual([]);
});

describe("nobody waits for others with a transaction open", () => {
  test("not in a trigger, which is told what to do instead", async () => {
    const answer = await world.server.request("POST", "/records/message", { text: "ask" });
    expect(answer.body).toMatchObject({ order: "http_in_transaction" });
  });

  test("not in a trigger of what a job writes, and not after it wrote", async () => {
    const { told } = await start("writes_first");
    expect(told).toBe("200 http_in_transaction http_after_write");
  });

  test("and while a job waits, it has no connection", async () => {
    const { database } = world.server.services;
    // Those whose last statement is the script's own reading.
    const open = `select count(*) from pg_stat_activity where datname = current_database() and state = 'idle in transaction' and query like '%"message"%'`;
    const seen = await start(
      "looks",
      async () => (await database.run({ text: open, values: [] })).rows[0]?.[0],
    );
    expect(seen.told).toBe("0");
  });
});

test("what is used up cannot be caught, and leaves nothing", async () => {
  await world.server.request("POST", "/x/start", { name: "many", url: world.erp });
  expect(await failedRun(world.server, "many")).toMatchObject({
    outcome: "stopped",
    code: "budget",
    usage: { http_requests: 21 },
  });
});

/** The note of a job that is started by its name. */
async function start(name: string, answer?: () => Promise<unknown>) {
  if (answer !== undefined) world.receiver.answerBy(async () => String(await answer()));
  await world.server.request("POST", "/x/start", { name, url: world.erp });
  return noted(world.server, name);
}
