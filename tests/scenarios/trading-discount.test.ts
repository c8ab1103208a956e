/** A large discount is approved by one manager or by two before the order is shipped. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TaskPage } from "../../metadata/task-wire.ts";
import { type Json, made, rows, started, until } from "../engine/workflow-world.ts";
import { type Person, person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let manager: Person;
let director: Person;
let common: Json;
let product: unknown;

beforeAll(async () => {
  server = await startTestServer({ example: "trading" });
  manager = await person(server, "manager", "member");
  director = await person(server, "director", "member");
  const { body } = await server.request("GET", "/auth/me");
  await isUnder((body as { user: { id: string } }).user.id, manager);
  await isUnder(manager.id, director);
  const first = async (object: string) =>
    rows(await server.request("GET", `/records/${object}?limit=1`))[0]?.id;
  product = await first("product");
  common = { customer: await first("customer"), shipper: await first("shipper") };
});
afterAll(() => server?.stop());

async function isUnder(id: string, above: Person): Promise<void> {
  const headers = { "if-match": "*" };
  const body = { manager: above.id };
  const answer = await server.request("PATCH", `/records/user/${id}`, body, { headers });
  expect(answer.status).toBe(200);
}

const order = (discounted: string) =>
  made(server, "sales_order", {
    ...common,
    lines: [{ product, unit_price: discounted, quantity: 2, discount: "0.50" }],
  });
const change = (id: string, values: Json) =>
  server.request("PATCH", `/records/sales_order/${id}`, values, { headers: { "if-match": "*" } });
const ship = (id: string) =>
  server.request(
    "POST",
    `/records/sales_order/${id}/transitions/ship`,
    { shipped_date: "2026-05-04" },
    { headers: { "if-match": "*" } },
  );
const ask = (record: string) => started(server, "approve_discount", { record });

/** Decides what a person is asked, once he is. */
async function decides({ token }: Person, decision: "approve" | "reject"): Promise<void> {
  const mine = async () =>
    (await server.request("GET", "/tasks?box=mine", undefined, { token })).body as TaskPage;
  await expect.poll(async () => (await mine()).data.length, { timeout: 60_000 }).toBe(1);
  const id = (await mine()).data[0]?.id;
  const answer = await server.request("POST", `/tasks/${id}/${decision}`, {}, { token });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

test("up to 2000 the manager decides; then the order is shipped, unless its lines change", async () => {
  const id = await order("600.00");
  expect((await ship(id)).body).toMatchObject({ errors: [{ path: "/discount_approved" }] });
  expect((await change(id, { discount_approved: true })).body).toMatchObject({
    errors: [{ path: "/discount_approved" }],
  });
  const run = await ask(id);
  await until(server, run, "waiting");
  expect((await change(id, { freight: "1.00" })).status).toBe(409);
  await decides(manager, "approve");
  await until(server, run, "done");
  const { body } = await server.request("GET", `/records/sales_order/${id}`);
  expect(body).toMatchObject({ discount_approved: true });
  const lines = [{ product, unit_price: "700.00", quantity: 2, discount: "0.50" }];
  expect((await change(id, { lines })).body).toMatchObject({ discount_approved: false });
  expect((await ship(id)).status).toBe(422);
});

test("beyond 2000 both decide in turn, and whoever refuses ends it", async () => {
  const id = await order("3000.00");
  const run = await ask(id);
  await decides(manager, "approve");
  await decides(director, "approve");
  await until(server, run, "done");
  expect((await ship(id)).status).toBe(200);
  const refused = await order("3000.00");
  const second = await ask(refused);
  await decides(manager, "reject");
  await until(server, second, "done");
  expect((await ship(refused)).status).toBe(422);
  const notices = rows(await server.request("GET", "/notifications"));
  expect(notices.map(({ subject }) => subject)).toContainEqual(
    expect.stringMatching(/^The discount of order \d+ is not approved$/),
  );
});

test("a small discount asks nobody", async () => {
  const id = await order("400.00");
  const answer = await server.request("POST", "/workflows/approve_discount/runs", { record: id });
  expect(answer.status).toBe(409);
  expect((await ship(id)).status).toBe(200);
});
