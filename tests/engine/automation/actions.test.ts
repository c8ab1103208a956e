import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isJsonObject } from "../../../metadata/json-object.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { documents } from "./action-scripts.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server?.stop());

async function order(values: Record<string, unknown> = {}) {
  const customer = await server.request("POST", "/records/customer", { name: "Anker" });
  const made = await server.request("POST", "/records/sales_order", {
    customer: isJsonObject(customer.body) ? customer.body.id : null,
    quantity: 2,
    price: "100",
    ...values,
  });
  if (!isJsonObject(made.body)) throw new Error("No order");
  return String(made.body.id);
}

const run = (id: string, name: string, body?: unknown) =>
  server.request("POST", `/records/sales_order/${id}/actions/${name}`, body);

describe("an action on a record", () => {
  test("is offered while its condition holds, with what it asks", async () => {
    const id = await order();
    const path = `/records/sales_order/${id}/actions`;
    expect((await server.request("GET", path)).body).toMatchObject({
      data: [{ name: "discount", title: "Give a discount", input: { required: ["percent"] } }],
    });
    await server.request("POST", `/records/sales_order/${id}/transitions/confirm`, undefined, {
      headers: { "if-match": "*" },
    });
    expect((await server.request("GET", path)).body).toEqual({ data: [] });
    const late = await run(id, "discount", { percent: "5" });
    expect([late.status, late.body]).toMatchObject([409, { code: "action_not_possible" }]);
  });

  test("runs with what was sent, checked, and answers what people are told", async () => {
    const id = await order();
    const done = await run(id, "discount", { percent: "12.5" });
    expect([done.status, done.body]).toEqual([200, { message: "Now 87.50", open: null }]);
    expect((await server.request("GET", `/records/sales_order/${id}`)).body).toMatchObject({
      price: "87.50",
      total: "175.00",
      note: "none given",
    });
  });

  test("refuses what does not fit, at the field, and knows no other names", async () => {
    const id = await order();
    const wrong = await run(id, "discount", { percent: "60", more: 1 });
    expect(wrong.body).toMatchObject({
      errors: [
        { path: "/percent", code: "too_large" },
        { path: "/more", code: "unknown_field" },
      ],
    });
    expect((await run(id, "discount")).body).toMatchObject({ errors: [{ path: "/percent" }] });
    for (const name of ["constructor", "close_all", "nothing"])
      expect((await run(id, name, {})).body).toMatchObject({ code: "unknown_action" });
  });
});

test("an action on a list takes its roles only, all records or none", async () => {
  const ids = [await order(), await order()];
  const path = "/records/sales_order/actions/close_all";
  const member = await server.request("POST", path, { ids }, { token: server.memberToken });
  expect(member.body).toMatchObject({ code: "unknown_action" });
  const none = await server.request("POST", path, { ids: [...ids, ids[0]?.replace(/.$/, "z")] });
  expect(none.status).toBe(404);
  expect((await server.request("POST", path, { ids })).status).toBe(200);
  for (const id of ids)
    expect((await server.request("GET", `/records/sales_order/${id}`)).body).toMatchObject({
      status: "closed",
    });
  const again = await server.request("POST", path, { ids: [await order(), ...ids] });
  const module = (name: string, token = server.adminToken) =>
    server.request("GET", `/records/sales_order/actions/${name}/validator.js`, undefined, {
      token,
    });
  expect((await module("discount")).headers.get("content-type")).toContain("text/javascript");
  expect((await module("close_all", server.memberToken)).body).toMatchObject({
    code: "unknown_action",
  });
  for (const name of ["constructor", "nothing"]) expect((await module(name)).status).toBe(404);
  expect(again.body).toMatchObject({ code: "script_failed_at" });
});

describe("an endpoint", () => {
  test("takes and gives what it declares", async () => {
    await order({ quantity: 40, price: "2.25" });
    const path = `/x/turnover?input=${encodeURIComponent('{"least":40}')}`;
    expect((await server.request("GET", path)).body).toEqual({ orders: 1, total: "90.00" });
    const wrong = await server.request(
      "GET",
      `/x/turnover?input=${encodeURIComponent('{"least":"x"}')}`,
    );
    expect(wrong.body).toMatchObject({ errors: [{ path: "/least" }] });
    expect((await server.request("GET", "/x/turnover?input=[")).status).toBe(400);
  });

  test("that answers something else is its own fault", async () => {
    const answer = await server.request("POST", "/x/wrong_answer", {});
    expect([answer.status, answer.body]).toMatchObject([500, { code: "script_answer_wrong" }]);
  });

  test("is there by its method and name, for who is signed in", async () => {
    expect((await server.request("POST", "/x/turnover", {})).status).toBe(405);
    expect((await server.request("GET", "/x/nothing")).status).toBe(404);
    expect((await server.request("GET", "/x/turnover", undefined, { token: null })).status).toBe(
      401,
    );
  });
});
