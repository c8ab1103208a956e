/** Computed fields follow what they read: at any distance, and whoever writes at the same moment. */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clockAt } from "../../engine/clock.ts";
import type { Executor } from "../../engine/db/database.ts";
import { clockValues } from "../../engine/query/read-plans.ts";
import { findFormulaDrift, repairFormulas } from "../../engine/records/formula-drift.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const depth = 20;
const decimalField = { $ref: "tenon:decimal", precision: 30, scale: 6 };
const lookup = (target: string) => ({ $ref: "tenon:lookup", target });
const computed = (formula: string) => ({ ...decimalField, formula });

const documents = [
  objectDocument("product", { price: decimalField }),
  objectDocument("invoice", {
    rate: decimalField,
    lines: {
      type: "array",
      items: {
        type: "object",
        properties: {
          product: lookup("product"),
          quantity: { type: "integer" },
          amount: computed("quantity * product.price"),
          share: computed("amount / parent.total"),
        },
      },
    },
    total: computed("sum(lines.amount)"),
    list: computed("sum(lines, product.price * parent.rate)"),
  }),
  objectDocument("dunning", {
    invoice: lookup("invoice"),
    due: computed("invoice.total * 2"),
    most: computed("max(invoice.lines, amount)"),
  }),
  objectDocument("customer", { rate: decimalField }),
  objectDocument("bill", {
    rate: decimalField,
    customer: lookup("customer"),
    lines: {
      type: "array",
      items: {
        type: "object",
        properties: {
          quantity: { type: "integer" },
          amount: computed("quantity * coalesce(parent.customer.rate, parent.rate)"),
        },
      },
    },
    total: computed("sum(lines.amount)"),
  }),
  objectDocument("reminder", { bill: lookup("bill"), due: computed("bill.total * 2") }),
  objectDocument("level_0", { value: decimalField }),
  ...Array.from({ length: depth }, (_, index) =>
    objectDocument(`level_${index + 1}`, {
      below: lookup(`level_${index}`),
      value: computed("below.value + 1"),
    }),
  ),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

async function create(object: string, record: Record<string, unknown>): Promise<Row> {
  const answer = await server.request("POST", `/records/${object}`, record);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body as Row;
}

async function change(object: string, id: string, record: Record<string, unknown>): Promise<void> {
  const headers = { "if-match": "*" };
  const answer = await server.request("PATCH", `/records/${object}/${id}`, record, { headers });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

const get = async (object: string, id: string) =>
  (await server.request("GET", `/records/${object}/${id}`)).body as Row;

test("a change arrives at any distance", async () => {
  let below = await create("level_0", { value: "1" });
  const first = below.id;
  for (let index = 1; index <= depth; index++) {
    below = await create(`level_${index}`, { below: below.id });
  }
  expect(Number(below.value)).toBe(depth + 1);
  await change("level_0", first, { value: "100" });
  expect(Number((await get(`level_${depth}`, below.id)).value)).toBe(depth + 100);
});

test("totals of rows, shares of totals, and what looks at either follow a price", async () => {
  const product = await create("product", { price: "10" });
  const other = await create("product", { price: "30" });
  const lines = [
    { product: product.id, quantity: 1 },
    { product: other.id, quantity: 1 },
  ];
  const invoice = await create("invoice", { rate: "2", lines });
  expect((invoice.lines as Row[]).map(({ share }) => Number(share))).toEqual([0.25, 0.75]);
  const dunning = await create("dunning", { invoice: invoice.id });
  await change("product", product.id, { price: "90" });
  const after = await get("invoice", invoice.id);
  expect((after.lines as Row[]).map(({ share }) => Number(share))).toEqual([0.75, 0.25]);
  expect([Number(after.total), Number(after.list)]).toEqual([120, 240]);
  const told = await get("dunning", dunning.id);
  expect([Number(told.due), Number(told.most)]).toEqual([240, 90]);
  await change("invoice", invoice.id, { rate: "3" });
  expect(Number((await get("invoice", invoice.id)).list)).toBe(360);
});

test("who looks at a total follows what its rows alone read", async () => {
  const [cheap, dear] = [
    await create("customer", { rate: "5" }),
    await create("customer", { rate: "7" }),
  ];
  const bill = await create("bill", { rate: "2", lines: [{ quantity: 1 }, { quantity: 9 }] });
  const reminder = await create("reminder", { bill: bill.id });
  const due = async () => Number((await get("reminder", reminder.id)).due);
  expect(await due()).toBe(40);
  await change("bill", bill.id, { rate: "3" });
  expect(await due()).toBe(60);
  await change("bill", bill.id, { customer: cheap.id });
  expect(await due()).toBe(100);
  await change("bill", bill.id, { customer: dear.id });
  expect(await due()).toBe(140);
  await change("customer", dear.id, { rate: "8" });
  expect(await due()).toBe(160);
  expect(await drift()).toEqual([]);
});

test("writers at the same moment leave what a recomputation gives", async () => {
  const products: Row[] = [];
  for (let index = 0; index < 3; index++) products.push(await create("product", { price: "1" }));
  const line = (at: number) => ({ product: products[at % 3]?.id, quantity: (at % 5) + 1 });
  const shared = await create("invoice", { rate: "1", lines: [line(0), line(1)] });
  const writer = async (number: number) => {
    for (let step = 0; step < 12; step++) {
      const at = number * 7 + step;
      if (at % 3 === 0) await change("product", products[at % 3]?.id ?? "", { price: `${at + 2}` });
      else if (at % 3 === 1) {
        const made = await create("invoice", { rate: "1", lines: [line(at), line(at + 1)] });
        await create("dunning", { invoice: made.id });
      } else {
        await change("product", products[(at + 1) % 3]?.id ?? "", { price: `${at + 5}` });
        await change("invoice", shared.id, { lines: [line(at), line(at + 2)] });
      }
    }
  };
  await Promise.all(Array.from({ length: 6 }, (_, number) => writer(number)));
  expect(await drift()).toEqual([]);
});

test("what drifted is found and repaired", async () => {
  const product = await create("product", { price: "10" });
  const invoice = await create("invoice", { lines: [{ product: product.id, quantity: 1 }] });
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  const { schema } = (await server.services.catalogs.current(server.workspace)) ?? { schema: "" };
  await client.query(`update "${schema}"."invoice" set total = 1 where id = $1`, [invoice.id]);
  await client.end();
  // The share of its line would be another one by that total.
  expect(await drift()).toEqual([
    { object: "invoice", field: "total", rows: 1 },
    { object: "invoice$lines", field: "share", rows: 1 },
  ]);
  await server.services.database.transaction(async (executor) =>
    repairFormulas(await recomputation(executor)),
  );
  expect(await drift()).toEqual([]);
});

async function recomputation(executor: Executor) {
  const catalog = await server.services.catalogs.current(server.workspace);
  if (catalog === null) throw new Error("no workspace");
  return { executor, catalog, clock: clockValues(clockAt(new Date(), "UTC")) };
}

const drift = async () => findFormulaDrift(await recomputation(server.services.database));
