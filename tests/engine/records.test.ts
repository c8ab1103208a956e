import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";

const lookup = (target: string, onDelete = "restrict") => ({
  $ref: "tenon:lookup",
  target,
  on_delete: onDelete,
});

const documents = [
  objectDocument(
    "customer",
    {
      name: { type: "string", minLength: 1, maxLength: 80 },
      code: { type: "string", unique: true },
      level: { enum: ["a", "b"], default: "b" },
      credit: { $ref: "tenon:money" },
      rate: { $ref: "tenon:decimal", precision: 6, scale: 3, default: "1" },
      tags: { type: "array", items: { $ref: "tenon:lookup", target: "tag" } },
      note: { $ref: "tenon:json" },
      colours: { type: "array", items: { enum: ["red", "green"] }, uniqueItems: true },
      met_at: { type: "string", format: "date-time" },
    },
    { required: ["name"] },
  ),
  objectDocument("tag", { name: { type: "string" } }),
  objectDocument("product", { name: { type: "string" }, price: { $ref: "tenon:money" } }),
  objectDocument(
    "sales_order",
    {
      number: { $ref: "tenon:auto_number", template: "SO-{0000}" },
      customer: lookup("customer"),
      order_date: { type: "string", format: "date", default: { expression: "today()" } },
      lines: {
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          required: ["product", "quantity"],
          properties: {
            product: lookup("product"),
            quantity: { $ref: "tenon:decimal", scale: 3 },
            amount: { $ref: "tenon:money", formula: "round(quantity * product.price, 2)" },
          },
        },
      },
      total: { $ref: "tenon:money", formula: "sum(lines.amount)" },
      charged: { $ref: "tenon:money", formula: "total * customer.rate" },
    },
    { required: ["customer", "lines"], unique: [["customer", "order_date"]] },
  ),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

const record = (answer: Answer): Record<string, unknown> => answer.body as Record<string, unknown>;
const idOf = (answer: Answer): string => String(record(answer).id);
const codes = (answer: Answer) =>
  (record(answer).errors as { path: string; code: string }[]).map(
    ({ path, code }) => `${path} ${code}`,
  );

async function create(object: string, body: unknown): Promise<Answer> {
  const answer = await server.request("POST", `/records/${object}`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer;
}

test("a created record comes back whole, with defaults, exact money, location and entity tag", async () => {
  const answer = await create("customer", {
    name: "云上",
    credit: 1234.5,
    met_at: "2026-11-22T10:00:00+08:00",
    note: { a: [1, "x"] },
    colours: ["green"],
  });
  expect(record(answer)).toMatchObject({
    name: "云上",
    credit: "1234.50",
    level: "b",
    rate: "1.000",
    code: null,
    tags: [],
    note: { a: [1, "x"] },
    colours: ["green"],
    met_at: "2026-11-22T02:00:00.000Z",
    revision: 1,
  });
  expect(answer.headers.get("etag")).toBe('"1"');
  expect(answer.headers.get("location")).toBe(`/demo/api/records/customer/${idOf(answer)}`);
  const read = await server.request("GET", `/records/customer/${idOf(answer)}`);
  expect(read.body).toEqual(answer.body);
});

test("numbers that JavaScript cannot hold are kept exactly when they are written as decimals", async () => {
  const answer = await server.request(
    "POST",
    "/records/customer",
    '{"name":"x","credit":123456789012345678.95}',
  );
  expect(record(answer)).toMatchObject({ credit: "123456789012345678.95" });
});

test("every wrong field is named at its path", async () => {
  const answer = await server.request("POST", "/records/customer", {
    name: "",
    level: "z",
    credit: "1.234",
    nope: 1,
    revision: 7,
  });
  expect(answer.status).toBe(422);
  expect(codes(answer).sort()).toEqual(
    [
      "/credit too_many_digits",
      "/level unknown_option",
      "/name too_short",
      "/nope unknown_field",
      "/revision read_only",
    ].sort(),
  );
});

test("many records are stored together or not at all", async () => {
  const before = record(await server.request("GET", "/records/tag?count=exact")).count;
  const refused = await server.request("POST", "/records/tag", [{ name: "one" }, { name: 2 }]);
  expect(refused.status).toBe(422);
  expect(codes(refused)).toEqual(["/1/name not_text"]);
  expect(record(await server.request("GET", "/records/tag?count=exact")).count).toBe(before);
  const stored = await server.request("POST", "/records/tag", [{ name: "one" }, { name: "two" }]);
  expect(stored.status).toBe(201);
  expect((record(stored).data as { name: string }[]).map(({ name }) => name)).toEqual([
    "one",
    "two",
  ]);
});

test("a change names only what changes, needs If-Match, and raises the revision", async () => {
  const made = await create("customer", { name: "patch me", credit: "5" });
  const path = `/records/customer/${idOf(made)}`;
  expect((await server.request("PATCH", path, { name: "x" })).status).toBe(428);
  const changed = await server.request(
    "PATCH",
    path,
    { credit: "7.1" },
    { headers: { "if-match": '"1"' } },
  );
  expect(record(changed)).toMatchObject({ name: "patch me", credit: "7.10", revision: 2 });
  expect(changed.headers.get("etag")).toBe('"2"');
  expect(
    (await server.request("PATCH", path, { name: null }, { headers: { "if-match": "*" } })).status,
  ).toBe(422);
});

test("changes of different fields both win; of the same field the later is refused with all three sides", async () => {
  const made = await create("customer", { name: "first", credit: "1" });
  const path = `/records/customer/${idOf(made)}`;
  const old = { headers: { "if-match": '"1"' } };
  await server.request("PATCH", path, { name: "theirs" }, old);
  const merged = await server.request("PATCH", path, { credit: "2" }, old);
  expect(record(merged)).toMatchObject({ name: "theirs", credit: "2.00", revision: 3 });
  const refused = await server.request("PATCH", path, { name: "mine" }, old);
  expect(refused.status).toBe(412);
  expect(record(refused).conflict).toEqual({
    base: { name: "first" },
    theirs: { name: "theirs" },
    yours: { name: "mine" },
    revision: 3,
  });
});

test("fifty clients that change one field of one revision: one wins", async () => {
  const made = await create("customer", { name: "race" });
  const path = `/records/customer/${idOf(made)}`;
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      server.request("PATCH", path, { name: `n${index}` }, { headers: { "if-match": '"1"' } }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 412)).toHaveLength(49);
});

test("computed fields of rows, record and lookups are right from the first answer and stay so", async () => {
  const customer = idOf(await create("customer", { name: "c", rate: "0.9" }));
  const product = idOf(await create("product", { name: "p", price: "2.50" }));
  const order = await create("sales_order", {
    customer,
    lines: [
      { product, quantity: "3" },
      { product, quantity: "0.5" },
    ],
  });
  expect(record(order)).toMatchObject({
    total: "8.75",
    charged: "7.88",
    lines: [{ amount: "7.50" }, { amount: "1.25" }],
  });
  await server.request(
    "PATCH",
    `/records/product/${product}`,
    { price: "10" },
    { headers: { "if-match": "*" } },
  );
  const after = await server.request("GET", `/records/sales_order/${idOf(order)}`);
  expect(record(after)).toMatchObject({
    total: "35.00",
    charged: "31.50",
    lines: [{ amount: "30.00" }, { amount: "5.00" }],
  });
  await server.request(
    "PATCH",
    `/records/customer/${customer}`,
    { rate: "2" },
    { headers: { "if-match": "*" } },
  );
  expect(record(await server.request("GET", `/records/sales_order/${idOf(order)}`))).toMatchObject({
    charged: "70.00",
  });
});

test("child rows are changed by id, added without, removed when left out, and keep their order", async () => {
  const customer = idOf(await create("customer", { name: "rows" }));
  const product = idOf(await create("product", { name: "p", price: "1" }));
  const order = await create("sales_order", {
    customer,
    lines: [1, 2, 3].map((quantity) => ({ product, quantity })),
  });
  const [first, second] = record(order).lines as { id: string }[];
  const path = `/records/sales_order/${idOf(order)}`;
  const changed = await server.request(
    "PATCH",
    path,
    { lines: [{ product, quantity: 9 }, { id: second?.id, quantity: 5 }, { id: first?.id }] },
    { headers: { "if-match": '"1"' } },
  );
  expect(record(changed)).toMatchObject({
    total: "15.00",
    lines: [
      { quantity: "9.000" },
      { id: second?.id, quantity: "5.000" },
      { id: first?.id, quantity: "1.000" },
    ],
  });
  const stranger = await server.request(
    "PATCH",
    path,
    { lines: [{ id: "01a00000-0000-7000-8000-000000000000" }] },
    { headers: { "if-match": "*" } },
  );
  expect(codes(stranger)).toEqual(["/lines/0/id unknown_row"]);
  const lines = [
    { product, quantity: 1 },
    { id: first?.id, product, quantity: 1 },
  ];
  const make = (body: unknown) => server.request("POST", "/records/sales_order", body);
  expect(codes(await make({ customer, lines }))).toEqual(["/lines/1/id unknown_row"]);
  const many = await make([
    { customer, lines: lines.slice(0, 1) },
    { customer, lines },
  ]);
  expect(codes(many)).toEqual(["/1/lines/1/id unknown_row"]);
  expect(
    (await server.request("PATCH", path, { lines: [] }, { headers: { "if-match": "*" } })).status,
  ).toBe(422);
  expect(record(await server.request("GET", path))).toMatchObject({ total: "15.00" });
});

test("links of many-to-many keep their order and refuse records that do not exist", async () => {
  const [one, two] = record(
    await server.request("POST", "/records/tag", [{ name: "1" }, { name: "2" }]),
  ).data as { id: string }[];
  const made = await create("customer", { name: "tagged", tags: [two?.id, one?.id] });
  expect(record(made).tags).toEqual([two?.id, one?.id]);
  const changed = await server.request(
    "PATCH",
    `/records/customer/${idOf(made)}`,
    { tags: [one?.id] },
    { headers: { "if-match": '"1"' } },
  );
  expect(record(changed).tags).toEqual([one?.id]);
  const ghost = await server.request(
    "PATCH",
    `/records/customer/${idOf(made)}`,
    { tags: ["01a00000-0000-7000-8000-000000000000"] },
    { headers: { "if-match": "*" } },
  );
  expect(codes(ghost)).toEqual(["/tags unknown_record"]);
  const found = await server.request(
    "GET",
    `/records/customer?filter=${encodeURIComponent(`has(tags, "${one?.id}")`)}`,
  );
  expect((record(found).data as { id: string }[]).map(({ id }) => id)).toEqual([idOf(made)]);
});

test("auto-numbers of concurrent records are all different and without gaps", async () => {
  const customer = idOf(await create("customer", { name: "numbers" }));
  const product = idOf(await create("product", { name: "p", price: "1" }));
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      create("sales_order", {
        customer,
        order_date: `2020-01-${String(index + 1).padStart(2, "0")}`,
        lines: [{ product, quantity: 1 }],
      }),
    ),
  );
  const numbers = answers
    .map((answer) => Number(String(record(answer).number).slice(3)))
    .sort((a, b) => a - b);
  expect(new Set(numbers).size).toBe(20);
  expect((numbers.at(-1) ?? 0) - (numbers[0] ?? 0)).toBe(19);
});

test("unique values and unique combinations are refused at their field", async () => {
  await create("customer", { name: "u", code: "K1" });
  const twice = await server.request("POST", "/records/customer", { name: "u2", code: "K1" });
  expect([twice.status, codes(twice)]).toEqual([409, ["/code not_unique"]]);
  const customer = idOf(await create("customer", { name: "u3" }));
  const product = idOf(await create("product", { name: "p", price: "1" }));
  const order = { customer, order_date: "2026-01-01", lines: [{ product, quantity: 1 }] };
  await create("sales_order", order);
  const again = await server.request("POST", "/records/sales_order", order);
  expect([again.status, codes(again)]).toEqual([409, ["/order_date not_unique_together"]]);
});

test("a lookup to nothing is refused, a record in use stays, one out of use goes", async () => {
  const customer = idOf(await create("customer", { name: "used" }));
  const product = idOf(await create("product", { name: "p", price: "1" }));
  const order = await create("sales_order", { customer, lines: [{ product, quantity: 1 }] });
  const nowhere = await server.request("POST", "/records/sales_order", {
    customer: idOf(order),
    lines: [{ product, quantity: 1 }],
  });
  expect(codes(nowhere)).toEqual(["/customer unknown_record"]);
  const held = await server.request("DELETE", `/records/customer/${customer}`, undefined, {
    headers: { "if-match": "*" },
  });
  expect([held.status, codes(held)]).toEqual([409, [" record_in_use"]]);
  expect(
    (
      await server.request("DELETE", `/records/sales_order/${idOf(order)}`, undefined, {
        headers: { "if-match": '"9"' },
      })
    ).status,
  ).toBe(412);
  expect(
    (
      await server.request("DELETE", `/records/sales_order/${idOf(order)}`, undefined, {
        headers: { "if-match": '"1"' },
      })
    ).status,
  ).toBe(204);
  expect(
    (
      await server.request("DELETE", `/records/customer/${customer}`, undefined, {
        headers: { "if-match": "*" },
      })
    ).status,
  ).toBe(204);
  expect((await server.request("GET", `/records/customer/${customer}`)).status).toBe(404);
});

test("an upsert creates once and changes from then on, alone and in lists", async () => {
  const first = await server.request("PUT", "/records/customer?key=code", {
    code: "UP",
    name: "one",
  });
  expect(first.status).toBe(201);
  const second = await server.request("PUT", "/records/customer?key=code", {
    code: "UP",
    name: "two",
  });
  expect([second.status, idOf(second), record(second).name]).toEqual([200, idOf(first), "two"]);
  const many = await server.request("PUT", "/records/customer?key=code", [
    { code: "UP", credit: "3" },
    { code: "UP2", name: "n" },
  ]);
  expect(record(many).data).toMatchObject([{ name: "two", credit: "3.00" }, { name: "n" }]);
  const race = await Promise.all(
    Array.from({ length: 10 }, () =>
      server.request("PUT", "/records/customer?key=code", { code: "RACE", name: "r" }),
    ),
  );
  expect(new Set(race.map(idOf)).size).toBe(1);
  expect((await server.request("PUT", "/records/customer?key=name", { name: "x" })).status).toBe(
    400,
  );
});

test("a request repeated under one Idempotency-Key acts once and answers alike", async () => {
  const options = { headers: { "idempotency-key": "k-1" } };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      server.request("POST", "/records/tag", { name: "once" }, options),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  expect(new Set(answers.map(idOf)).size).toBe(1);
  const other = await server.request("POST", "/records/tag", { name: "other" }, options);
  expect([other.status, codes(other)]).toEqual([422, [" idempotency_key_reused"]]);
});

test("history tells who changed which field from what to what", async () => {
  const made = await create("customer", { name: "h", credit: "1" });
  const path = `/records/customer/${idOf(made)}`;
  await server.request(
    "PATCH",
    path,
    { credit: "2.5", level: "a" },
    { headers: { "if-match": "*" }, token: server.memberToken },
  );
  const history = await server.request("GET", `${path}/history`);
  expect(record(history).data).toMatchObject([
    {
      revision: 2,
      kind: "changed",
      by_name: "member",
      changes: { credit: { before: "1.00", after: "2.50" }, level: { before: "b", after: "a" } },
    },
    { revision: 1, kind: "created", by_name: "admin" },
  ]);
});

test("a body that is not what is asked for is refused, whatever it is", async () => {
  for (const body of [
    "",
    "null",
    "[]",
    '"x"',
    "{",
    '{"name":1,"name":2}',
    '{"__proto__":{}}',
    '{"name":"a","constructor":{}}',
  ]) {
    const answer = await server.request("POST", "/records/customer", body);
    expect([400, 422], `${body} → ${JSON.stringify(answer.body)}`).toContain(answer.status);
  }
  expect(
    (
      await server.request("POST", "/records/customer", "name=x", {
        headers: { "content-type": "application/x-www-form-urlencoded" },
      })
    ).status,
  ).toBe(415);
  const large = await server.request(
    "POST",
    "/records/customer",
    `{"name":"${"x".repeat(20_000_000)}"}`,
  );
  expect(large.status).toBe(413);
});

test("a text too long for its unique index is refused at the field", async () => {
  const random = Array.from({ length: 6000 }, (_, index) =>
    ((index * 7919) % 65_521).toString(36),
  ).join("");
  const answer = await server.request("POST", "/records/customer", { name: "n", code: random });
  expect([answer.status, codes(answer)]).toEqual([422, ["/code too_long_for_index"]]);
});
