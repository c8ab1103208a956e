/** Triggers before a write that change child rows, add some, or leave them out. */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../../support/server.ts";
import { script } from "./trading-scripts.ts";

const rows = (properties: object, required: readonly string[] = []) => ({
  type: "array",
  items: { type: "object", required, properties },
});
const text = { type: "string" };
const secret = { $ref: "tenon:secret" };
const product = { $ref: "tenon:lookup", target: "product" };

const before = (object: string, name: string, body: string) =>
  script(
    name,
    `import { type Input } from "tenon";
export default function ({ records }: Input<"${name}">) {
  for (const { record } of records) {
${body}
  }
}`,
    { trigger: { object, before: ["create", "update"] } },
  );

const documents = [
  objectDocument("product", { name: text, price: { type: "integer" } }),
  objectDocument("sale", {
    note: text,
    lines: rows(
      {
        product,
        price: { type: "integer", copy_from: "product.price" },
        listed: { type: "integer", readOnly: true, copy_from: "product.price" },
        quantity: { type: "integer", default: 1 },
        discount: { type: "integer", default: 0 },
        amount: { type: "integer", formula: "price * quantity - discount" },
        parts: rows({
          weight: { type: "integer" },
          twice: { type: "integer", formula: "weight * 2" },
        }),
      },
      ["product", "price", "quantity"],
    ),
    total: { type: "integer", formula: "sum(lines.amount)" },
  }),
  before(
    "sale",
    "discount_lines",
    `    for (const line of record.lines ?? []) {
      line.discount = 2;
      for (const part of line.parts ?? []) part.weight = 5;
    }
    if (record.note?.startsWith("add ")) (record.lines as unknown[]).push({ product: record.note.slice(4) });
    if (record.note === "add") (record.lines as unknown[]).push({});`,
  ),
  before(
    "sale",
    "see_discounts",
    `    for (const line of record.lines ?? []) line.discount = (line.discount ?? 0) + ((line.amount ?? 0) > 0 ? 1 : 50);`,
  ),
  objectDocument("vault", {
    order: text,
    own: secret,
    keys: rows({ place: text, code: secret, pin: { type: "string", writeOnly: true } }),
  }),
  before(
    "vault",
    "name_places",
    `    for (const key of record.keys ?? []) key.place = (key.place ?? "") + "!";
    if (record.order === "first away") record.keys.shift();
    if (record.order === "set") record.own = { set: true };
    if (record.order === "add mark") (record.keys as unknown[]).push({ place: "new", code: { set: true } });`,
  ),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

interface Stored {
  readonly id: string;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  readonly keys: readonly { readonly id: string }[];
}

const call = (method: string, path: string, body?: unknown) =>
  server.request(method, path, body, method === "PATCH" ? { headers: { "if-match": "*" } } : {});

async function done(method: string, path: string, body: unknown): Promise<Stored> {
  const answer = await call(method, path, body);
  expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
  return answer.body as Stored;
}

const make = (object: string, record: object) => done("POST", `/records/${object}`, record);
const change = (object: string, id: string, record: object) =>
  done("PATCH", `/records/${object}/${id}`, record);

test("rows are changed at every level, computed and copied values follow", async () => {
  const { id } = await make("product", { price: 10 });
  const sale = await make("sale", { lines: [{ product: id, parts: [{ weight: 1 }] }] });
  expect(sale).toMatchObject({
    total: 7,
    lines: [{ price: 10, listed: 10, quantity: 1, discount: 3, parts: [{ weight: 5, twice: 10 }] }],
  });
});

test("what a caller does not name of a row stays, whatever a script changes of it", async () => {
  const { id } = await make("product", { price: 10 });
  const sale = await make("sale", { lines: [{ product: id, price: 8, quantity: 2 }] });
  const [line] = sale.lines;
  const changed = await change("sale", sale.id, { lines: [{ id: line?.id, quantity: 3 }] });
  expect(changed).toMatchObject({
    total: 21,
    lines: [{ id: line?.id, product: id, price: 8, listed: 10, quantity: 3, discount: 3 }],
  });
});

test("rows that a script adds get copies and defaults; what stays empty is named", async () => {
  const { id } = await make("product", { price: 10 });
  const added = { product: id, price: 10, listed: 10, quantity: 1 };
  const sale = await make("sale", { note: `add ${id}`, lines: [] });
  expect(sale).toMatchObject({ lines: [added] });
  const longer = await change("sale", sale.id, { note: `add ${id} `.trim() });
  expect(longer.lines).toMatchObject([added, added]);
  const unpriced = await make("product", {});
  const refused = [
    [{ note: "add", lines: [] }, "/lines/0/product"],
    [{ note: `add ${unpriced.id}`, lines: [{ product: id }] }, "/lines/1/price"],
  ] as const;
  for (const [record, path] of refused) {
    const answer = await call("POST", "/records/sale", record);
    expect(answer.body).toMatchObject({ status: 422, errors: [{ code: "required", path }] });
  }
  const listed = await call("POST", "/records/sale", [{ note: `add ${unpriced.id}`, lines: [] }]);
  expect(listed.body).toMatchObject({ errors: [{ path: "/0/lines/0/price" }] });
});

const reveal = async (id: string, row: string) => {
  const path = `/records/vault/${id}/secrets/keys.code?row=${row}`;
  return Object((await call("POST", path)).body).value;
};

/** What never leaves, as it is stored. */
async function pins(): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    `select pin from w_demo."vault$keys" where place like 'a%' or place like 'b%' order by place`,
  );
  await client.end();
  return rows.map(({ pin }) => pin);
}

test("secrets of rows stay with their rows when a script changes those", async () => {
  const keys = [
    { place: "a", code: "one", pin: "1" },
    { place: "b", code: "two", pin: "2" },
  ];
  const vault = await make("vault", { own: "mine", keys });
  const [first, second] = vault.keys.map(({ id }) => id);
  expect(vault.keys).toMatchObject([{ place: "a!" }, { place: "b!" }]);
  const codes = async () => [
    await reveal(vault.id, first ?? ""),
    await reveal(vault.id, second ?? ""),
  ];
  expect(await codes()).toEqual(["one", "two"]);
  expect(await pins()).toEqual(["1", "2"]);
  await change("vault", vault.id, {
    keys: [
      { id: second, code: "three" },
      { id: first, pin: "4" },
    ],
  });
  expect(await codes()).toEqual(["one", "three"]);
  expect(await pins()).toEqual(["4", "2"]);
});

test("a mark that a script sets stands for no secret that is not there", async () => {
  const keys = [{ code: "one" }];
  const added = await call("POST", "/records/vault", { order: "add mark", keys });
  expect(added.body).toMatchObject({
    errors: [{ code: "secret_not_there", path: "/keys/1/code" }],
  });
  const shifted = [{ code: "one" }, { code: "two" }];
  const away = await call("POST", "/records/vault", { order: "first away", keys: shifted });
  expect(away.body).toMatchObject({ errors: [{ code: "secret_not_there", path: "/keys/0/code" }] });
  const own = await call("POST", "/records/vault", { order: "set" });
  expect(own.body).toMatchObject({ errors: [{ code: "secret_not_there", path: "/own" }] });
});
