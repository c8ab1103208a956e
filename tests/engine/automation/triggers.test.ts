import { afterAll, beforeAll, expect, test } from "vitest";
import { isJsonObject } from "../../../metadata/json-object.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { documents } from "./trigger-scripts.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server?.stop());

const call = async (method: string, path: string, body?: unknown) =>
  server.request(
    method,
    path,
    body,
    method === "PATCH" || method === "DELETE" || path.includes("/transitions/")
      ? { headers: { "if-match": "*" } }
      : {},
  );

async function made(object: string, values: Record<string, unknown>) {
  const answer = await call("POST", `/records/${object}`, values);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  if (!isJsonObject(answer.body)) throw new Error("No record");
  return answer.body;
}

test("a trigger before a write changes what is written, formulas follow", async () => {
  const customer = await made("customer", { name: "Anker" });
  const order = await made("sales_order", { customer: customer.id, quantity: 3, price: "12.50" });
  expect(order).toMatchObject({ number: "SO-0003", note: "[37.50]", total: "37.50" });
  const changed = await call("PATCH", `/records/sales_order/${order.id}`, {
    number: null,
    quantity: 7,
  });
  expect(changed.body).toMatchObject({ number: "SO-0007", total: "87.50" });
});

test("a trigger before a write fills what is required; what it leaves is asked for", async () => {
  const filled = await made("reminder", { text: "Call back" });
  expect(filled).toMatchObject({ code: "R-CALL BACK" });
  const empty = await call("POST", "/records/reminder", [{ text: "Write" }, { code: "R-1" }]);
  expect(empty.status).toBe(422);
  expect(empty.body).toMatchObject({ errors: [{ path: "/1/text", code: "required" }] });
  const wrong = await call("POST", "/records/reminder", { text: "Call", code: "x".repeat(99) });
  expect(wrong.body).toMatchObject({ errors: [{ path: "/code", code: "too_long" }] });
});

test("a trigger after a write writes others in the same transaction, deletions too", async () => {
  const customer = await made("customer", { name: "Boreal" });
  const orders = await call("POST", "/records/sales_order", [
    { customer: customer.id, quantity: 1, price: "1" },
    { customer: customer.id, quantity: 2, price: "1" },
  ]);
  expect(orders.status).toBe(201);
  const read = await call("GET", `/records/customer/${customer.id}`);
  expect(read.body).toMatchObject({ orders: 2 });
  const { data } = orders.body as { data: { id: string }[] };
  await call("DELETE", `/records/sales_order/${data[0]?.id}`);
  expect((await call("GET", `/records/customer/${customer.id}`)).body).toMatchObject({ orders: 1 });
  const history = await call("GET", `/records/customer/${customer.id}/history`);
  expect(history.body).toMatchObject({ data: [{ cause: "script:count_orders" }, {}, {}, {}] });
});

test("what a trigger refuses reaches the field, and nothing is written", async () => {
  const customer = await made("customer", { name: "Cedar", credit_limit: "100.00" });
  const small = await made("sales_order", { customer: customer.id, quantity: 2, price: "40" });
  const large = await made("sales_order", { customer: customer.id, quantity: 1, price: "30.5" });
  const first = await call("POST", `/records/sales_order/${small.id}/transitions/confirm`);
  expect(first.body, JSON.stringify(first.body)).toMatchObject({ status: "confirmed" });
  const second = await call("POST", `/records/sales_order/${large.id}/transitions/confirm`);
  expect(second.status).toBe(422);
  expect(second.body).toMatchObject({
    errors: [
      { path: "/customer", code: "script_refused", message: "Over the credit limit by 10.50" },
    ],
  });
  expect((await call("GET", `/records/sales_order/${large.id}`)).body).toMatchObject({
    status: "draft",
  });
});

test("a condition decides for which records a trigger runs", async () => {
  const customer = await made("customer", { name: "Delta" });
  const one = await made("sales_order", { customer: customer.id, quantity: 1, price: "1" });
  const two = await made("sales_order", { customer: customer.id, quantity: 2, price: "1" });
  for (const order of [one, two])
    await call("POST", `/records/sales_order/${order.id}/transitions/confirm`);
  const found = await call(
    "GET",
    `/records/message?filter=${encodeURIComponent(`order in ["${one.id}", "${two.id}"]`)}`,
  );
  expect(found.body).toMatchObject({
    data: [{ order: two.id, text: "draft -> confirmed by confirm" }],
  });
  expect((await call("GET", "/notifications")).body).toMatchObject({
    data: [{ object: "sales_order", record: two.id, subject: "Confirmed" }, {}],
  });
});
