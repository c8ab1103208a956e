/** The demo holds the business that its source describes, to the cent. */
import Big from "big.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ example: "trading" });
});
afterAll(() => server?.stop());

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null;
const rowsOf = (value: unknown): readonly Json[] =>
  (Array.isArray(value) ? value : []).filter(isJson);

async function get(path: string): Promise<Json> {
  const { status, body } = await server.request("GET", path);
  expect(status, path).toBe(200);
  if (!isJson(body)) throw new Error(`${path} answers no object`);
  return body;
}

async function count(object: string, filter?: string): Promise<unknown> {
  const query = new URLSearchParams({ count: "exact", limit: "1", ...(filter ? { filter } : {}) });
  return (await get(`/records/${object}?${query}`)).count;
}

/** Every record of an object, page after page. */
async function all(
  object: string,
  query: Readonly<Record<string, string>>,
): Promise<readonly Json[]> {
  const found: Json[] = [];
  let after: unknown = null;
  do {
    const search = new URLSearchParams({ limit: "200", ...query });
    if (typeof after === "string") search.set("after", after);
    const page = await get(`/records/${object}?${search}`);
    found.push(...rowsOf(page.data));
    after = page.next;
  } while (after !== null);
  return found;
}

const total = (values: readonly unknown[]) =>
  values.reduce<Big>((sum, value) => sum.plus(String(value)), new Big(0));

describe("records", () => {
  test("every row of the source is a record", async () => {
    const expected = {
      customer: 91,
      supplier: 29,
      product: 77,
      category: 8,
      employee: 9,
      shipper: 3,
      region: 4,
      territory: 53,
      sales_order: 830,
    };
    for (const [object, rows] of Object.entries(expected)) {
      expect(await count(object), object).toBe(rows);
    }
  });

  test("21 orders have not been shipped", async () => {
    expect(await count("sales_order", "is_empty(shipped_date)")).toBe(21);
    expect(await count("sales_order", "shipped_date == null")).toBe(21);
  });

  test("each customer has one contact, and staff reports to one head", async () => {
    const customers = await all("customer", { fields: "code,contacts" });
    expect(customers.map(({ contacts }) => rowsOf(contacts).length)).toEqual(Array(91).fill(1));
    const employees = await all("employee", { fields: "name,reports_to.name,territories" });
    const heads = employees.filter(({ reports_to }) => reports_to === null);
    expect(heads.map(({ name }) => name)).toEqual(["Andrew Fuller"]);
    expect(employees.flatMap(({ territories }) => territories)).toHaveLength(49);
  });
});

describe("amounts", () => {
  test("the server's totals are those of the source", async () => {
    const measures = "count(),sum(count(lines)),sum(gross),sum(sum(lines.amount)),sum(freight)";
    const answer = await get(`/records/sales_order/aggregate?${new URLSearchParams({ measures })}`);
    const [row] = rowsOf(answer.data);
    expect(row).toMatchObject({
      "count()": 830,
      "sum(count(lines))": "2155",
      "sum(gross)": "1354458.59",
      "sum(sum(lines.amount))": "1265793.0395",
      "sum(freight)": "64942.69",
    });
  });

  test("lines add up to the same figures in exact decimals", async () => {
    const orders = await all("sales_order", { fields: "number,freight,gross,net,total,lines" });
    const lines = orders.flatMap((order) => rowsOf(order.lines));
    expect(lines).toHaveLength(2155);
    const gross = total(
      lines.map((line) => new Big(String(line.unit_price)).times(String(line.quantity))),
    );
    const net = total(lines.map(exactNet));
    expect(gross.toFixed(2)).toBe("1354458.59");
    // Nothing is rounded before this sum; cents come at the very end.
    expect(net.toFixed()).toBe("1265793.0395");
    expect(net.round(2, Big.roundHalfUp).toFixed(2)).toBe("1265793.04");
    const freight = total(orders.map((order) => order.freight));
    expect(freight.toFixed(2)).toBe("64942.69");
    console.log(
      [
        `${await count("customer")} customers, ${orders.length} orders, ${lines.length} lines`,
        `gross ${gross.toFixed(2)}`,
        `net of discount ${net.toFixed()}, rounded half up to cents once: ${net.toFixed(2, Big.roundHalfUp)}`,
        `freight ${freight.toFixed(2)}`,
        `not shipped ${await count("sales_order", "is_empty(shipped_date)")}`,
      ].join("\n"),
    );
  });

  test("every computed amount equals its formula", async () => {
    const orders = await all("sales_order", { fields: "number,freight,gross,net,total,lines" });
    for (const order of orders) {
      const lines = rowsOf(order.lines);
      for (const line of lines)
        expect(line.amount, `${order.number}`).toBe(exactNet(line).toFixed(4));
      const net = total(lines.map(exactNet)).round(2, Big.roundHalfUp);
      expect(order.net, `${order.number}`).toBe(net.toFixed(2));
      expect(order.total, `${order.number}`).toBe(net.plus(String(order.freight)).toFixed(2));
    }
  });
});

const exactNet = (line: Json): Big =>
  new Big(String(line.unit_price))
    .times(String(line.quantity))
    .times(new Big(1).minus(String(line.discount)));

describe("use", () => {
  test("a new order gets the next number and its amounts", async () => {
    const customer = await firstId("customer", 'code == "ALFKI"');
    const product = await firstId("product", 'name == "Chai"');
    const { status, body } = await server.request("POST", "/records/sales_order", {
      customer,
      order_date: "1998-05-07",
      freight: "12.50",
      lines: [
        { product, unit_price: "18.00", quantity: 3, discount: "0.15" },
        { product, unit_price: "0.07", quantity: 1, discount: "0.05" },
      ],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ number: "11078", gross: "54.07", net: "45.97", total: "58.47" });
  });

  test("an order without lines is refused at the field", async () => {
    const customer = await firstId("customer", 'code == "ALFKI"');
    const { status, body } = await server.request("POST", "/records/sales_order", {
      customer,
      freight: "1.234",
      lines: [],
    });
    expect(status).toBe(422);
    const paths = rowsOf(isJson(body) ? body.errors : []).map(({ path }) => path);
    expect(paths.toSorted()).toEqual(["/freight", "/lines"]);
  });

  test("names are Chinese where Chinese is asked for", async () => {
    const metadata = await get("/metadata?locale=zh-CN&objects=sales_order");
    expect(metadata).toMatchObject({
      apps: [{ title: "北风贸易", navigation: [{ title: "销售" }, { title: "产品目录" }, {}] }],
      objects: [{ title: "销售订单", properties: { freight: { title: "运费" } } }],
    });
  });

  test("nothing is left in English where Chinese is asked for", async () => {
    const { objects } = await get("/metadata?locale=zh-CN");
    const titles = rowsOf(objects).flatMap((object) => textsOf(object, String(object.name)));
    expect(titles.length).toBeGreaterThan(100);
    expect(titles.filter(([, text]) => !/\p{Script=Han}/u.test(text))).toEqual([]);
  });
});

async function firstId(object: string, filter: string): Promise<unknown> {
  const page = await get(`/records/${object}?${new URLSearchParams({ filter, limit: "1" })}`);
  return rowsOf(page.data)[0]?.id;
}

/** Every title and description of a document, with its place. */
function textsOf(value: unknown, place: string): readonly (readonly [string, string])[] {
  if (!isJson(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const at = `${place}/${key}`;
    const isText = (key === "title" || key === "description") && typeof part === "string";
    return isText ? [[at, part] as const] : textsOf(part, at);
  });
}
