/** What leaves by webhooks, requests and mails, and what comes of it. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { attemptsMaximum } from "../../engine/deliveries/deliver.ts";
import { signature } from "../../engine/deliveries/sign-webhook.ts";
import { type HookReceiver, startHookReceiver } from "../support/hook-receiver.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import {
  type Json,
  made,
  mark,
  marks,
  objects,
  rows,
  run,
  started,
  steps,
  until,
  workflow,
} from "./workflow-world.ts";

const order = { event: "action", record: "order" };
const documents = [
  ...objects,
  workflow("post", {
    on: order,
    start: "post",
    steps: {
      post: {
        type: "webhook",
        to: "erp",
        body: { number: { expression: "record.number" }, amount: { expression: "record.amount" } },
        on: { error: "sorry" },
        next: "after",
      },
      after: mark("after"),
      sorry: mark("sorry"),
    },
  }),
  workflow("pause", {
    on: order,
    start: "post",
    steps: {
      post: { type: "webhook", to: "erp", next: "rest" },
      rest: { type: "wait", for: "3 days", next: "end" },
      end: mark("end"),
    },
  }),
  workflow("ask", {
    on: order,
    start: "ask",
    steps: {
      ask: {
        type: "http",
        to: "erp",
        method: "GET",
        path: "rates/{record.number}",
        result: { rate: { type: "number", from: "/data/0/rate" } },
        next: "note",
      },
      note: {
        type: "create",
        object: "mark",
        set: { number: { expression: "steps.ask.result.rate * 2" }, text: "rate" },
      },
    },
  }),
  workflow("chat", {
    on: order,
    start: "say",
    steps: {
      say: { type: "webhook", to: "group", text: "Order {record.number}", next: "after" },
      after: mark("said"),
    },
  }),
  workflow("write", {
    on: order,
    start: "mail",
    steps: {
      mail: {
        type: "mail",
        to: [{ starter: true }],
        subject: { en: "Order {record.number}", "zh-CN": "订单 {record.number}" },
        text: "Note: {record.note}",
      },
    },
  }),
];

let receiver: HookReceiver;
let mails: MailServer;
let server: TestServer;
const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

beforeAll(async () => {
  receiver = await startHookReceiver();
  mails = await startMailServer();
  server = await startTestServer({
    documents,
    settings: {
      TENON_OUTBOUND_ALLOW: receiver.host,
      TENON_MAIL_URL: mails.url,
      TENON_MAIL_FROM: "tenon@example.com",
      TENON_PUBLIC_URL: "https://tenon.example.com",
    },
  });
});
afterAll(async () => {
  await server.stop();
  await receiver.stop();
  await mails.stop();
});
beforeEach(async () => {
  receiver.answerWith({ status: 200 });
  await endpoint("erp", { url: `${receiver.url}/in`, secret });
  await server.services.database.run({ text: `delete from "w_demo"."mark"`, values: [] });
});

const endpoint = async (name: string, values: Json) => {
  const answer = await server.request("PUT", `/endpoints/${name}`, values);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as Json;
};
const deliveriesOf = async (run: string) =>
  rows(await server.request("GET", `/deliveries?run=${run}`));

/** The next attempt of a run's delivery comes now. */
const hurry = async () => {
  await server.services.database.run({
    text: "update core.job set run_at = now() where kind = 'delivery'",
    values: [],
  });
  server.services.jobs.wake();
};

test("a webhook is signed, carries its key, and the run waits for it", async () => {
  const record = await made(server, "order", { number: "1", amount: "12.50" });
  const done = await until(server, await started(server, "post", { record }), "done");
  expect(steps(done)).toEqual(["post waiting", "post done", "after done"]);
  const { method, path, headers, body } = receiver.received.at(-1) ?? {};
  expect([method, path]).toEqual(["POST", "/in"]);
  expect(JSON.parse(body ?? "")).toEqual({
    type: "post.post",
    timestamp: expect.any(String),
    data: { object: "order", record, number: "1", amount: "12.5" },
  });
  const id = String(headers?.["webhook-id"]);
  const seconds = Number(headers?.["webhook-timestamp"]);
  expect(headers?.["idempotency-key"]).toBe(id);
  expect(headers?.["webhook-signature"]).toBe(signature(secret, id, seconds, body ?? ""));
  expect(await deliveriesOf(done.id)).toMatchObject([{ id, status: "done", response_code: 200 }]);
});

test("what may pass is sent again as it was first, under one key, until it is taken", async () => {
  receiver.answerWith({ status: 503, body: '{"busy":true}' });
  const record = await made(server, "order", { number: "2" });
  const id = await started(server, "post", { record });
  await expect.poll(() => deliveriesOf(id)).toMatchObject([{ attempt: 1, status: "waiting" }]);
  const [waiting] = await deliveriesOf(id);
  expect(waiting).toMatchObject({ response_code: 503, response_excerpt: '{"busy":true}' });
  receiver.answerWith({ status: 204 });
  await hurry();
  await until(server, id, "done");
  const [first, second] = receiver.received.slice(-2);
  expect(second?.body).toBe(first?.body);
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
});

test("what is refused ends at once, and the run goes its way out; it can be sent again", async () => {
  receiver.answerWith({ status: 422 });
  const before = receiver.received.length;
  const record = await made(server, "order", { number: "3" });
  const id = await started(server, "post", { record });
  await until(server, id, "done");
  expect(await marks(server)).toEqual(["sorry"]);
  expect(receiver.received).toHaveLength(before + 1);
  const [failed] = await deliveriesOf(id);
  expect(failed).toMatchObject({ status: "failed", attempt: 1 });
  receiver.answerWith({ status: 200 });
  const again = await server.request("POST", `/deliveries/${failed?.id}/resend`);
  expect(again.status).toBe(202);
  await expect.poll(() => deliveriesOf(id)).toMatchObject([{ status: "done" }]);
  expect(await marks(server)).toEqual(["sorry"]);
});

test("what is sent again does not end what the run waits for by now", async () => {
  const record = await made(server, "order", { number: "3b" });
  const id = await started(server, "pause", { record });
  const isResting = async () => (await run(server, id)).now.map(({ step }) => step);
  await expect.poll(isResting).toEqual(["rest"]);
  const [sent] = await deliveriesOf(id);
  const before = receiver.received.length;
  await server.request("POST", `/deliveries/${sent?.id}/resend`);
  await expect.poll(() => receiver.received.length).toBe(before + 1);
  const jobs = () =>
    server.services.database.run({
      text: "select count(*) from core.job where run_at <= now() + interval '1 hour'",
      values: [],
    });
  await expect.poll(async () => (await jobs()).rows).toEqual([["0"]]);
  expect(await isResting()).toEqual(["rest"]);
});

test("after the last attempt it is given up", async () => {
  receiver.answerWith({ status: 500 });
  const record = await made(server, "order", { number: "4" });
  const id = await started(server, "post", { record });
  for (let attempt = 1; attempt < attemptsMaximum; attempt++) {
    await expect.poll(() => deliveriesOf(id)).toMatchObject([{ attempt }]);
    await hurry();
  }
  await until(server, id, "done");
  expect(await deliveriesOf(id)).toMatchObject([{ status: "failed", attempt: attemptsMaximum }]);
});

test("an endpoint that is gone is paused; what comes meanwhile is kept until it goes on", async () => {
  receiver.answerWith({ status: 410 });
  const record = await made(server, "order", { number: "5" });
  await until(server, await started(server, "post", { record }), "done");
  const { body } = await server.request("GET", "/endpoints");
  expect(body).toMatchObject({ data: [{ name: "erp", paused_at: expect.any(String) }] });
  expect(JSON.stringify(body)).not.toContain(secret.slice(6));
  const id = await started(server, "post", { record });
  await expect.poll(() => deliveriesOf(id)).toMatchObject([{ status: "paused", attempt: 0 }]);
  receiver.answerWith({ status: 200 });
  const resumed = await server.request("POST", "/endpoints/erp/resume");
  expect(resumed.body).toEqual({ released: 1 });
  await until(server, id, "done");
});

test("while a secret changes both sign", async () => {
  const newer = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
  await endpoint("erp", { url: `${receiver.url}/in`, secret: newer });
  const record = await made(server, "order", { number: "6" });
  await until(server, await started(server, "post", { record }), "done");
  const { headers, body = "" } = receiver.received.at(-1) ?? {};
  const id = String(headers?.["webhook-id"]);
  const seconds = Number(headers?.["webhook-timestamp"]);
  expect(headers?.["webhook-signature"]).toBe(
    [newer, secret].map((key) => signature(key, id, seconds, body)).join(" "),
  );
});

test("a request brings values of its answer, and leads nowhere but below its endpoint", async () => {
  receiver.answerWith({ status: 200, body: '{"data":[{"rate":"1.25"}]}' });
  const record = await made(server, "order", { number: "../../x?y" });
  await until(server, await started(server, "ask", { record }), "done");
  expect(receiver.received.at(-1)).toMatchObject({
    method: "GET",
    path: "/in/rates/..%2F..%2Fx%3Fy",
    headers: { authorization: `Bearer ${secret}` },
  });
  const [note] = rows(await server.request("GET", "/records/mark"));
  expect(note).toMatchObject({ text: "rate", number: 3 });
});

test("a robot gets a text in its own form, and its own code decides", async () => {
  await endpoint("group", { url: `${receiver.url}/robot`, format: "wecom" });
  receiver.answerWith({ status: 200, body: '{"errcode":0}' });
  const record = await made(server, "order", { number: "7" });
  await until(server, await started(server, "chat", { record }), "done");
  const sent = receiver.received.at(-1);
  expect(JSON.parse(sent?.body ?? "")).toEqual({ msgtype: "text", text: { content: "Order 7" } });
  receiver.answerWith({ status: 200, body: '{"errcode":93000}' });
  await until(server, await started(server, "chat", { record }), "failed");
});

test("nothing is sent inside of the network", async () => {
  await endpoint("erp", { url: "http://169.254.169.254/latest" });
  const record = await made(server, "order", { number: "8" });
  const id = await started(server, "post", { record });
  await until(server, id, "done");
  expect(await deliveriesOf(id)).toMatchObject([
    { status: "failed", response_excerpt: "address_refused" },
  ]);
});

test("an endpoint that nobody named fails the step", async () => {
  expect((await server.request("DELETE", "/endpoints/erp")).status).toBe(204);
  const record = await made(server, "order", { number: "9" });
  const id = await started(server, "post", { record });
  const done = await until(server, id, "done");
  expect(done.steps[0]).toMatchObject({
    event: "failed",
    problems: [{ code: "endpoint_unknown" }],
  });
});

test("a mail is written by the outbox of mails; values in it are text", async () => {
  const note = `<b>{"record.number"}</b> {{1}} $\{1}`;
  const record = await made(server, "order", { number: "10", note });
  await until(server, await started(server, "write", { record }), "done");
  const mail = await mails.mail(0);
  expect(mail).toMatchObject({ to: ["admin@example.com"], subject: "Order 10" });
  expect(mail.text.trim()).toBe(`Note: ${note}`);
  expect(mail.html).toContain("&lt;b&gt;");
  expect(mail.html).not.toContain("<b>");
});

test("addresses and secrets that cannot be are refused", async () => {
  const answer = await server.request("PUT", "/endpoints/erp", { url: "ftp://x", secret: "short" });
  const { errors } = answer.body as { errors: { path: string; code: string }[] };
  expect(errors.map(({ path, code }) => `${path} ${code}`).toSorted()).toEqual([
    "/secret endpoint_secret_weak",
    "/url endpoint_address_invalid",
  ]);
});
