/** Reminders of late orders, and the carrier that hears of shipped ones. */
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Json, letTimePass, made, rows, runsOf, until } from "../engine/workflow-world.ts";
import { type HookReceiver, startHookReceiver } from "../support/hook-receiver.ts";
import { type Person, person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let receiver: HookReceiver;
let server: TestServer;
let boss: Person;
let common: Json;

beforeAll(async () => {
  receiver = await startHookReceiver();
  server = await startTestServer({
    example: "trading",
    settings: { TENON_OUTBOUND_ALLOW: receiver.host },
  });
  boss = await person(server, "boss", "member");
  const me = (await server.request("GET", "/auth/me")).body as { user: { id: string } };
  const headers = { "if-match": "*" };
  const body = { manager: boss.id };
  await server.request("PATCH", `/records/user/${me.user.id}`, body, { headers });
  const first = async (object: string) =>
    String(rows(await server.request("GET", `/records/${object}?limit=1`))[0]?.id);
  const [customer, product] = [await first("customer"), await first("product")];
  const lines = [{ product, unit_price: "2.00", quantity: 1 }];
  common = { customer, shipper: await first("shipper"), lines };
});
afterAll(async () => {
  await server?.stop();
  await receiver?.stop();
});

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const ship = (id: string) =>
  server.request(
    "POST",
    `/records/sales_order/${id}/transitions/ship`,
    { shipped_date: "2026-05-04" },
    { headers: { "if-match": "*" } },
  );
const notices = async (token: string) =>
  rows(await server.request("GET", "/notifications", undefined, { token })).map(
    ({ subject }) => subject,
  );

/** The run about an order, once it waits like that. */
async function runAbout(record: string, step: string): Promise<string> {
  const waits = async () => {
    const [run] = (await runsOf(server, "late_order")).filter((each) => each.record === record);
    const { body } = await server.request("GET", `/runs/${run?.id}`);
    const { now = [], id } = body as { now?: readonly Json[]; id?: string };
    return now[0]?.step === step && now[0]?.status === "waiting" ? String(id) : null;
  };
  await expect.poll(waits, { timeout: 60_000 }).not.toBeNull();
  return String(await waits());
}

test("who owns a late order hears of it, then his manager; of one that left in time nobody", async () => {
  const late = await made(server, "sales_order", { ...common, required_date: day(0) });
  const inTime = await made(server, "sales_order", { ...common, required_date: day(20) });
  const past = await made(server, "sales_order", { ...common, required_date: "2020-01-01" });
  await runAbout(inTime, "until_due");
  await letTimePass(server, await runAbout(late, "in_time"));
  const grace = await runAbout(late, "grace");
  expect(await notices(server.adminToken)).toEqual([
    expect.stringMatching(/^Order \d+ for .* due$/),
  ]);
  expect(await notices(boss.token)).toEqual([]);
  await letTimePass(server, grace);
  await until(server, grace, "done");
  expect(await notices(boss.token)).toEqual([
    expect.stringMatching(/^Order \d+ of .* is overdue$/),
  ]);
  expect((await ship(inTime)).status).toBe(200);
  const shipped = await runAbout(inTime, "until_due");
  await letTimePass(server, shipped);
  await until(server, shipped, "done");
  expect(await notices(server.adminToken)).toHaveLength(1);
  const about = (await runsOf(server, "late_order")).map(({ record }) => record);
  expect(about).not.toContain(past);
});

test("the carrier hears of a shipped order, once and signed, when it is switched on", async () => {
  const silent = await made(server, "sales_order", common);
  expect((await ship(silent)).status).toBe(200);
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  const to = { url: `${receiver.url}/in`, secret };
  const endpoint = await server.request("PUT", "/endpoints/carrier", to);
  expect(endpoint.status, JSON.stringify(endpoint.body)).toBe(200);
  const written: unknown = JSON.parse(
    readFileSync("examples/trading/workflows/tell_carrier.json", "utf8"),
  );
  const draft = { ...(written as Json), active: true };
  await server.request("PUT", "/metadata/drafts/workflow/tell_carrier", draft);
  const body = { message: "on", answers: {} };
  expect((await server.request("POST", "/metadata/publish", body)).status).toBe(200);
  const id = await made(server, "sales_order", { ...common, ship_city: "Reims" });
  expect((await ship(id)).status).toBe(200);
  await expect.poll(() => runsOf(server, "tell_carrier")).toMatchObject([{ status: "done" }]);
  const [hook, ...more] = receiver.received;
  expect(more).toEqual([]);
  expect(JSON.parse(String(hook?.body))).toMatchObject({
    type: "tell_carrier.tell",
    data: { object: "sales_order", record: id, city: "Reims", shipped_on: "2026-05-04" },
  });
  const {
    "webhook-id": key,
    "webhook-timestamp": at,
    "webhook-signature": signed,
  } = hook?.headers ?? {};
  const bytes = Buffer.from(secret.replace("whsec_", ""), "base64");
  const expected = createHmac("sha256", bytes)
    .update(`${key}.${at}.${hook?.body}`)
    .digest("base64");
  expect(signed).toBe(`v1,${expected}`);
});
