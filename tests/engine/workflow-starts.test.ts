/** Runs that other systems, the time and people start; notices that people get. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { signature } from "../../engine/deliveries/sign-webhook.ts";
import { person } from "../support/people.ts";
import { type Answer, startTestServer, type TestServer } from "../support/server.ts";
import {
  type Json,
  made,
  mark,
  marks,
  objects,
  rows,
  runsOf,
  settled,
  started,
  until,
  workflow,
} from "./workflow-world.ts";

const tick = (catchUp: string) =>
  workflow(`tick_${catchUp}`, {
    on: { event: "schedule", cron: "0 4 * * *", time_zone: "Asia/Shanghai", catch_up: catchUp },
    start: "say",
    steps: { say: mark(catchUp) },
  });

const documents = [
  ...objects,
  workflow("hook", {
    on: { event: "webhook" },
    variables: {
      number: { type: "text", from: "/order/number", required: true },
      amount: { type: "number", from: "/order/amount" },
    },
    start: "make",
    steps: {
      make: {
        type: "create",
        object: "order",
        set: {
          number: { expression: "variables.number" },
          amount: { expression: "variables.amount" },
        },
      },
    },
  }),
  tick("skip"),
  tick("once"),
  tick("all"),
  workflow("for_clerks", {
    on: { event: "manual", roles: ["clerk"] },
    as: "system",
    start: "say",
    steps: { say: mark("clerk") },
  }),
  workflow("for_readers", {
    on: { event: "action", record: "order" },
    start: "tell",
    steps: {
      tell: {
        type: "notify",
        to: [{ starter: true }, { field: "record.customer.keeper" }, { role: "clerk" }],
        subject: { en: "Order {record.number}", "zh-CN": "订单 {record.number}" },
        text: "{record.note}",
      },
    },
  }),
  {
    kind: "role" as const,
    name: "clerk",
    content: { name: "clerk", id: "clerkclerk", objects: { order: { read: "own" } } },
  },
];

let server: TestServer;
let secret: string;
beforeAll(async () => {
  server = await startTestServer({ documents });
  const made = await server.request("POST", "/hooks/hook/secret", {});
  expect(made.status).toBe(201);
  secret = String((made.body as Json).secret);
});
afterAll(() => server.stop());
beforeEach(() => server.services.database.run({ text: `delete from "w_demo"."mark"`, values: [] }));

interface Sent {
  readonly id?: string;
  readonly seconds?: number;
  readonly key?: string;
  readonly name?: string;
}

function send(body: unknown, { id = "msg_1", seconds, key = secret, name = "hook" }: Sent = {}) {
  const text = JSON.stringify(body);
  const at = seconds ?? Math.floor(Date.now() / 1000);
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(at),
    "webhook-signature": signature(key, id, at, text),
  };
  return server.request("POST", `/hooks/${name}`, text, { token: null, headers });
}
const told = ({ status, body }: Answer) => [status, (body as { code?: string } | null)?.code];

test("a signed message starts a run, once, with the values it brings", async () => {
  const body = { order: { number: "H-1", amount: 12.5, more: [] } };
  expect(told(await send(body))).toEqual([202, undefined]);
  expect(told(await send(body))).toEqual([409, "hook_repeated"]);
  await settled(server, "hook");
  expect(await runsOf(server, "hook")).toHaveLength(1);
  const [order] = rows(await server.request("GET", `/records/order?filter=number=="H-1"`));
  expect(order).toMatchObject({ amount: "12.50", created_by: null });
});

test("messages that are not signed, old, or for nobody are refused alike, and do nothing", async () => {
  const body = { order: { number: "H-2" } };
  const other = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
  const old = Math.floor(Date.now() / 1000) - 360;
  const before = (await runsOf(server, "hook")).length;
  for (const sent of [{ key: other }, { seconds: old }, { name: "for_clerks" }, { name: "nobody" }])
    expect(told(await send(body, { id: "msg_2", ...sent }))).toEqual([401, "hook_refused"]);
  const bare = await server.request("POST", "/hooks/hook", body, { token: null });
  expect(told(bare)).toEqual([401, "hook_refused"]);
  expect(await runsOf(server, "hook")).toHaveLength(before);
});

test("a signed message that lacks what is needed is told what", async () => {
  const answer = await send({ order: { amount: "much" } }, { id: "msg_3" });
  expect(answer.status).toBe(422);
  const { errors } = answer.body as { errors: { path: string; code: string }[] };
  expect(errors.map(({ path, code }) => `${path} ${code}`)).toEqual([
    "/order/number required",
    "/order/amount workflow_variable_wrong",
  ]);
});

test("for a day after a change the former secret is taken, too", async () => {
  const former = secret;
  secret = String(((await server.request("POST", "/hooks/hook/secret", {})).body as Json).secret);
  expect(secret).not.toBe(former);
  for (const key of [former, secret]) {
    const answer = await send(
      { order: { number: "H-4" } },
      { id: `msg ${key.slice(-9, -2)}`.replace(/\W/g, "_"), key },
    );
    expect(answer.status).toBe(202);
  }
});

const schedules = async () =>
  (
    await server.services.database.run({
      text: `select s.name, s.next_at = j.run_at, extract(hour from s.next_at), count(*) over (partition by s.name) from core.schedule s join core.job j on j.key = s.id::text order by s.name`,
      values: [],
    })
  ).rows;

/** As if nobody had been there for three days. */
async function missThreeDays(): Promise<void> {
  const { database, jobs } = server.services;
  for (const statement of [
    "update core.schedule set next_at = next_at - interval '4 days'",
    "update core.job set run_at = run_at - interval '4 days' where kind = 'schedule'",
  ])
    await database.run({ text: statement, values: [] });
  jobs.wake();
}

test("schedules are published with their workflows, and keep their time with the next version", async () => {
  const wanted = ["tick_all", "tick_once", "tick_skip"].map((name) => [name, "t", "20", "1"]);
  expect(await schedules()).toEqual(wanted);
  const before = await server.services.database.run({
    text: "select id from core.schedule order by id",
    values: [],
  });
  const put = await server.request("PUT", "/metadata/drafts/workflow/extra", {
    name: "extra",
    on: { event: "manual" },
    start: "say",
    steps: { say: mark("x") },
  });
  expect(put.status).toBeLessThan(300);
  const published = await server.request("POST", "/metadata/publish", {
    message: "x",
    answers: {},
  });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
  const after = await server.services.database.run({
    text: "select id from core.schedule order by id",
    values: [],
  });
  expect(after.rows).toEqual(before.rows);
});

test("times that were missed are left out, made up once, or made up all", async () => {
  await missThreeDays();
  await expect
    .poll(async () => (await runsOf(server, "tick_all")).length, { timeout: 60_000 })
    .toBe(4);
  for (const name of ["tick_all", "tick_once"]) await settled(server, name);
  expect((await marks(server)).toSorted()).toEqual(["all", "all", "all", "all", "once"]);
  expect(await runsOf(server, "tick_skip")).toEqual([]);
  const wanted = ["tick_all", "tick_once", "tick_skip"].map((name) => [name, "t", "20", "1"]);
  await expect.poll(schedules).toEqual(wanted);
});

test("who has the role may start it, with the rights of the system; nobody else knows of it", async () => {
  const clerk = await person(server, "clerk", "clerk");
  const start = (token: string) =>
    server.request("POST", "/workflows/for_clerks/runs", {}, { token });
  expect(told(await start(server.memberToken))).toEqual([404, "workflow_unknown"]);
  expect((await start(clerk.token)).status).toBe(202);
  await settled(server, "for_clerks");
  expect(await marks(server)).toEqual(["clerk"]);
});

test("a record that may not be read starts nothing", async () => {
  const clerk = await person(server, "clerk", "clerk");
  const record = await made(server, "order", { number: "n" });
  const answer = await server.request(
    "POST",
    "/workflows/for_readers/runs",
    { record },
    { token: clerk.token },
  );
  expect(told(answer)).toEqual([404, "record_not_found"]);
});

test("people are told, each once, in their language, and say that they have read it", async () => {
  const clerk = await person(server, "clerk", "clerk");
  const keeper = await person(server, "keeper", "member");
  const customer = await made(server, "customer", { name: "C", keeper: keeper.id });
  const record = await made(server, "order", { number: "5", note: "{{7*7}}", customer });
  await until(server, await started(server, "for_readers", { record }), "done");
  for (const { token } of [clerk, keeper, { token: server.adminToken }]) {
    const list = await server.request("GET", "/notifications", undefined, { token });
    expect(list.body).toMatchObject({
      data: [{ subject: "Order 5", text: "{{7*7}}", object: "order", record, read_at: null }],
      unread: 1,
    });
  }
  const headers = { "accept-language": "zh" };
  const chinese = await server.request("GET", "/notifications", undefined, { headers });
  expect(rows(chinese)).toMatchObject([{ subject: "订单 5" }]);
  const [{ id } = {}] = rows(
    await server.request("GET", "/notifications", undefined, { token: keeper.token }),
  );
  const readBy = (token: string) =>
    server.request("POST", "/notifications/read", { ids: [id] }, { token });
  expect((await readBy(clerk.token)).status).toBe(204);
  const unread = async () =>
    (await server.request("GET", "/notifications?unread=true", undefined, { token: keeper.token }))
      .body;
  expect(await unread()).toMatchObject({ unread: 1 });
  await readBy(keeper.token);
  expect(await unread()).toEqual({ data: [], next: null, unread: 0 });
});
