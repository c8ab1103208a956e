/** Many who write at once what formulas connect: everybody is answered, and nobody meets a deadlock. */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clockAt } from "../../engine/clock.ts";
import { clockValues } from "../../engine/query/read-plans.ts";
import { findFormulaDrift } from "../../engine/records/formula-drift.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";

const decimal = { $ref: "tenon:decimal", precision: 30, scale: 6 };
const computed = (formula: string) => ({ ...decimal, formula });
const lookup = (target: string, onDelete = "restrict") => ({
  $ref: "tenon:lookup",
  target,
  on_delete: onDelete,
});
const rows = (properties: Record<string, unknown>) => ({
  type: "array",
  items: { type: "object", properties },
});

const documents = [
  objectDocument("country", { tax: decimal }),
  objectDocument("account", {
    code: { type: "string", unique: true },
    country: lookup("country", "clear"),
    rate: decimal,
    tax: computed("country.tax"),
  }),
  objectDocument("paper", {
    code: { type: "string", unique: true },
    account: lookup("account", "clear"),
    other: lookup("account", "clear"),
    exchange: computed("account.rate"),
    tax: computed("account.country.tax"),
    lines: rows({
      quantity: decimal,
      price: decimal,
      amount: computed("quantity * price * parent.exchange"),
      taxed: computed("quantity * parent.account.rate"),
    }),
    total: computed("sum(lines.amount)"),
  }),
  objectDocument("product", { code: { type: "string", unique: true }, price: decimal }),
  objectDocument("shipment", {
    payer: lookup("account", "clear"),
    batches: rows({
      weight: decimal,
      lines: rows({
        product: lookup("product"),
        quantity: decimal,
        amount: computed("quantity * product.price"),
      }),
      total: computed("sum(lines.amount)"),
    }),
    total: computed("sum(batches.total) * payer.rate"),
  }),
  objectDocument("bill", {
    shipment: lookup("shipment", "clear"),
    due: computed("shipment.total"),
  }),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

const anyRevision = { headers: { "if-match": "*" } };
const clients = 12;
const writesEach = 20;

/** Numbers that look like any, and are the same in every run. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

type Write = (number: (below: number) => number) => Promise<Answer>;

/** All answers but good ones. */
async function writeAtOnce(write: Write): Promise<readonly unknown[]> {
  const answers = await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      const number = numbersFrom(client * 7919 + 1);
      const own: Answer[] = [];
      for (let turn = 0; turn < writesEach; turn++) own.push(await write(number));
      return own;
    }),
  );
  return answers.flat().flatMap(({ status, body }) => (status < 300 ? [] : [body]));
}

async function create(object: string, record: Record<string, unknown>): Promise<string> {
  const answer = await server.request("POST", `/records/${object}`, record);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return (answer.body as { readonly id: string }).id;
}

const createMany = (object: string, count: number, make: (index: number) => object) =>
  Promise.all(Array.from({ length: count }, (_, index) => create(object, { ...make(index) })));

const change = (object: string, id: string | undefined, record: Record<string, unknown>) =>
  server.request("PATCH", `/records/${object}/${id}`, record, anyRevision);

async function drift(): Promise<readonly unknown[]> {
  const catalog = await server.services.catalogs.current(server.workspace);
  if (catalog === null) throw new Error("no workspace");
  const clock = clockValues(clockAt(new Date(), "UTC"));
  return findFormulaDrift({ executor: server.services.database, catalog, clock });
}

/** Connections tell what they have counted when they end. */
async function deadlocks(): Promise<number> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  await client.query(
    "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state = 'idle'",
  );
  const { rows: counted } = await client.query<{ deadlocks: string }>(
    "select deadlocks from pg_stat_database where datname = current_database()",
  );
  await client.end();
  return Number(counted[0]?.deadlocks);
}

test("rates that papers look up, and papers that move from one to another", async () => {
  const accounts = await createMany("account", 3, (index) => ({ code: `a${index}`, rate: "1.5" }));
  const papers = await createMany("paper", 4, (index) => ({
    code: `p${index}`,
    account: accounts[index % 3],
    lines: [{ quantity: "1", price: "1" }],
  }));
  const refused = await writeAtOnce((number) => {
    const [account, paper] = [accounts[number(3)], papers[number(4)]];
    const lines = Array.from({ length: number(4) }, () => ({
      quantity: `${number(90) + 1}`,
      price: `${number(90) + 1}`,
    }));
    const kind = number(10);
    if (kind < 3) return change("account", account, { rate: `1.${number(900) + 1}` });
    if (kind < 6) return change("paper", paper, { lines });
    if (kind < 8) return change("paper", paper, { account, lines });
    return change("paper", paper, { account: null, other: account });
  });
  expect(refused).toEqual([]);
  expect(await drift()).toEqual([]);
  expect(await deadlocks()).toBe(0);
});

test("prices, batches of shipments, bills of them, and lists that are written as one", async () => {
  const countries = await createMany("country", 2, () => ({ tax: "0.2" }));
  const accounts = await createMany("account", 3, (index) => ({
    code: `s${index}`,
    rate: "1",
    country: countries[index % 2],
  }));
  const products = await createMany("product", 4, (index) => ({ code: `p${index}`, price: "2" }));
  const linesOf = (number: (below: number) => number) =>
    Array.from({ length: 3 }, () => ({ product: products[number(4)], quantity: `${number(9)}` }));
  const batchesOf = (number: (below: number) => number) => [
    { weight: "1", lines: linesOf(number) },
    { weight: "2", lines: linesOf(number) },
  ];
  const at = numbersFrom(5);
  const shipments = await createMany("shipment", 4, (index) => ({
    payer: accounts[index % 3],
    batches: batchesOf(at),
  }));
  await createMany("bill", 8, (index) => ({ shipment: shipments[index % 4] }));
  const shuffled = <Value>(values: readonly Value[], number: (below: number) => number) =>
    values
      .map((value) => ({ value, place: number(1000) }))
      .sort((a, b) => a.place - b.place)
      .map(({ value }) => value);
  const refused = await writeAtOnce((number) => {
    const [payer, shipment] = [accounts[number(3)], shipments[number(4)]];
    switch (number(9)) {
      case 0:
        return change("product", products[number(4)], { price: `${number(50) + 1}` });
      case 1:
        return change("country", countries[number(2)], { tax: `0.${number(90) + 1}` });
      case 2:
        return change("account", payer, {
          rate: `${number(9) + 1}`,
          country: countries[number(2)],
        });
      case 3:
        return change("shipment", shipment, { batches: batchesOf(number) });
      case 4:
        return change("shipment", shipment, { payer });
      case 5: {
        const prices = ["p0", "p1", "p2", "p3"].map((code) => ({ code, price: `${number(40)}` }));
        return server.request("PUT", "/records/product?key=code", shuffled(prices, number));
      }
      case 6: {
        const papers = ["q0", "q1"].map((code) => ({
          code: `${code}${number(2)}`,
          account: accounts[number(3)],
          lines: [{ quantity: "1", price: `${number(9)}` }],
        }));
        return server.request("PUT", "/records/paper?key=code", papers);
      }
      case 7:
        return server.request(
          "POST",
          "/records/shipment",
          Array.from({ length: 2 }, () => ({ payer, batches: batchesOf(number) })),
        );
      default:
        return writtenAndDeleted({ shipment, payer }, number);
    }
  });
  expect(refused).toEqual([]);
  expect(await drift()).toEqual([]);
  expect(await deadlocks()).toBe(0);
});

test("rows that are added take what they read on through what their record looks up", async () => {
  const account = await create("account", { rate: "2" });
  const paper = await create("paper", { account });
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  const { schema } = (await server.services.catalogs.current(server.workspace)) ?? { schema: "" };
  await client.query("begin");
  await client.query(`select 1 from "${schema}"."account" where id = $1 for no key update`, [
    account,
  ]);
  let written = false;
  const write = change("paper", paper, { lines: [{ quantity: "3" }] }).finally(() => {
    written = true;
  });
  const waiting =
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  while (!written && (await client.query(waiting)).rowCount === 0);
  expect(written).toBe(false);
  await client.query(`update "${schema}"."account" set rate = 5 where id = $1`, [account]);
  await client.query("commit");
  await client.end();
  const { lines } = (await write).body as { readonly lines: readonly { readonly taxed: string }[] };
  expect(lines.map(({ taxed }) => Number(taxed))).toEqual([15]);
});

/** Bills, and an account of papers that others move meanwhile. */
async function writtenAndDeleted(
  {
    shipment,
    payer,
  }: { readonly shipment: string | undefined; readonly payer: string | undefined },
  number: (below: number) => number,
): Promise<Answer> {
  if (number(2) === 0) {
    const bill = await create("bill", { shipment });
    return server.request("DELETE", `/records/bill/${bill}`, undefined, anyRevision);
  }
  const account = await create("account", { rate: "3" });
  const paper = await create("paper", { account, other: payer, lines: [{ quantity: "1" }] });
  await change("shipment", shipment, { payer: account });
  await change("paper", paper, { account: payer });
  return server.request("DELETE", `/records/account/${account}`, undefined, anyRevision);
}
