/** What is made from values that somebody may not see is hidden from him, too. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsOf } from "../support/calls.ts";
import { person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { role } from "./role-document.ts";

let server: TestServer;
let order: string;
const { get, make } = callsOf(() => server);
const text = { type: "string", maxLength: 80 };

beforeAll(async () => {
  const reads = { sales_order: { read: true } };
  server = await startTestServer({
    documents: [
      objectDocument("customer", { name: text, margin: text }),
      objectDocument("sales_order", {
        customer: { $ref: "tenon:lookup", target: "customer" },
        computed: { ...text, formula: "customer.name" },
        copied: { ...text, copy_from: "customer.name" },
        copied_margin: { ...text, copy_from: "customer.margin" },
      }),
      role("orders_alone", reads),
      // Whatever he makes he may not read again.
      role("maker", { ...reads, customer: { create: true } }),
      role("own_customers", { ...reads, customer: { read: "own" } }),
      role("without_margin", {
        ...reads,
        customer: { read: true, fields: { "*": "read", margin: "none" } },
      }),
    ],
  });
  const customer = await make("customer", { name: "Canary", margin: "Secret" });
  order = await make("sales_order", { customer });
});
afterAll(() => server.stop());

const seenBy = async (name: string) =>
  (await get(`/records/sales_order/${order}`, await person(server, name, name))).body;

test("what is computed behind a lookup is seen by who sees all records there", async () => {
  for (const name of ["orders_alone", "maker", "own_customers"])
    expect(await seenBy(name), name).not.toHaveProperty("computed");
  expect(await seenBy("without_margin")).toMatchObject({ computed: "Canary" });
});

test("what is copied from behind a lookup likewise, field by field", async () => {
  for (const name of ["orders_alone", "maker", "own_customers"])
    expect(await seenBy(name), name).not.toHaveProperty("copied");
  expect(await seenBy("without_margin")).toMatchObject({ copied: "Canary" });
  expect(await seenBy("without_margin")).not.toHaveProperty("copied_margin");
});
