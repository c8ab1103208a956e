/** `copy_from`: taken over once, when a lookup is set; what is sent goes first. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const lookup = (target: string) => ({ $ref: "tenon:lookup", target });
const documents = [
  objectDocument("region", { name: { type: "string" } }),
  objectDocument("customer", {
    name: { type: "string" },
    address: { type: "string" },
    limit: { $ref: "tenon:money" },
    region: lookup("region"),
  }),
  objectDocument("product", { name: { type: "string" }, price: { $ref: "tenon:money" } }),
  objectDocument(
    "deal",
    {
      customer: lookup("customer"),
      address: { type: "string", maxLength: 20, copy_from: "customer.address" },
      limit: { $ref: "tenon:money", readOnly: true, copy_from: "customer.limit" },
      region: { ...lookup("region"), copy_from: "customer.region" },
      region_name: { type: "string", default: "none", copy_from: "customer.region.name" },
      lines: {
        type: "array",
        items: {
          type: "object",
          required: ["price"],
          properties: {
            product: lookup("product"),
            price: { $ref: "tenon:money", copy_from: "product.price" },
            amount: { $ref: "tenon:money", formula: "price * 2" },
          },
        },
      },
      total: { $ref: "tenon:money", formula: "sum(lines.amount)" },
    },
    { required: ["address"] },
  ),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

type Stored = Readonly<Record<string, unknown>> & { readonly id: string };

async function create(object: string, record: unknown): Promise<Stored> {
  const answer = await server.request("POST", `/records/${object}`, record);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body as Stored;
}
async function change(id: string, changes: unknown): Promise<Stored> {
  const path = `/records/deal/${id}`;
  const answer = await server.request("PATCH", path, changes, { headers: { "if-match": "*" } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as Stored;
}

test("a new record takes over what it leaves out, through several lookups too", async () => {
  const region = await create("region", { name: "North" });
  const near = await create("customer", { address: "1 Mill", limit: "5.5", region: region.id });
  expect(await create("deal", { customer: near.id })).toMatchObject({
    address: "1 Mill",
    limit: "5.50",
    region: region.id,
    region_name: "North",
  });
  const own = await create("deal", { customer: near.id, address: "Elsewhere", region: null });
  expect(own).toMatchObject({ address: "Elsewhere", region: null, region_name: "North" });
  const many = await server.request("POST", "/records/deal", [
    { customer: near.id },
    { address: "Direct" },
  ]);
  expect(many.body).toMatchObject({
    data: [{ address: "1 Mill" }, { address: "Direct", region_name: "none" }],
  });
});

test("another lookup brings its values along, the same one and none do not", async () => {
  const one = await create("customer", { address: "One", limit: "1" });
  const two = await create("customer", { address: "Two", limit: "2" });
  const { id } = await create("deal", { customer: one.id });
  expect(await change(id, { customer: two.id })).toMatchObject({ address: "Two", limit: "2.00" });
  await change(id, { address: "By hand" });
  expect(await change(id, { customer: two.id })).toMatchObject({ address: "By hand" });
  expect(await change(id, { customer: null })).toMatchObject({ address: "By hand" });
  const both = await change(id, { customer: one.id, address: "Sent" });
  expect(both).toMatchObject({ address: "Sent", limit: "1.00" });
  const history = await server.request("GET", `/records/deal/${id}/history`);
  expect(JSON.stringify(history.body)).toContain('"limit":{"before":"1.00","after":"2.00"}');
});

test("lines copy, too: new ones, and ones whose lookup changes", async () => {
  const tea = await create("product", { price: "3" });
  const ink = await create("product", { price: "10" });
  const deal = await create("deal", {
    address: "x",
    lines: [{ product: tea.id }, { product: tea.id, price: "1" }],
  });
  expect(deal).toMatchObject({ lines: [{ price: "3.00" }, { price: "1.00" }], total: "8.00" });
  const [first, second] = deal.lines as readonly Stored[];
  const changed = await change(deal.id, {
    lines: [{ id: first?.id, product: ink.id }, { id: second?.id }, { product: ink.id }],
  });
  expect(changed).toMatchObject({
    lines: [{ price: "10.00" }, { price: "1.00" }, { price: "10.00" }],
    total: "42.00",
  });
});

test("a value that does not fit, or a required one that is missing, is named", async () => {
  const long = await create("customer", { address: "x".repeat(21) });
  const refused = await server.request("POST", "/records/deal", { customer: long.id });
  expect(refused.body).toMatchObject({ errors: [{ code: "too_long", path: "/address" }] });
  const bare = await create("customer", { name: "bare" });
  for (const record of [{ customer: bare.id }, {}]) {
    const answer = await server.request("POST", "/records/deal", record);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ errors: [{ code: "required", path: "/address" }] });
  }
});

const restored = async (id: string, revision: number) => {
  const path = `/records/deal/${id}/history/${revision}/restore`;
  const answer = await server.request("POST", path, undefined, { headers: { "if-match": "*" } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};

test("a former revision comes back with its own values, not with those of the record it leads to", async () => {
  const region = await create("region", { name: "North" });
  const one = await create("customer", { address: "One", limit: "1", region: region.id });
  const two = await create("customer", { address: "Two", limit: "2", region: region.id });
  const tea = await create("product", { price: "3" });
  const ink = await create("product", { price: "10" });
  const kept = { address: "Depot 7", region: null, region_name: null };
  const { id, lines } = await create("deal", {
    ...kept,
    customer: one.id,
    lines: [{ product: tea.id, price: "1" }],
  });
  const [line] = lines as readonly Stored[];
  await change(id, { ...kept, customer: two.id });
  await change(id, { lines: [{ id: line?.id, product: ink.id, price: "1" }] });
  const back = await restored(id, 1);
  expect(back).toMatchObject({ ...kept, customer: one.id, lines: [{ price: "1.00" }] });
  // What nobody writes by hand follows the lookup, as in any change.
  expect(back).toMatchObject({ limit: "1.00", lines: [{ product: tea.id }] });
  const revision = Number((back as Stored).revision);
  expect(await restored(id, 1)).toMatchObject({ revision });
});
