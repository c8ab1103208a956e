/** A maker of bicycles, loaded whole: every figure that its source states, through the API. */
import Big from "big.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { exploded, type Line, planOf } from "./bill-explosion.ts";

let server: TestServer;

beforeAll(async () => {
  const started = performance.now();
  server = await startTestServer({ fixture: "adventure-works" });
  console.log(`Published and loaded in ${Math.round(performance.now() - started)} ms`);
});
afterAll(() => server?.stop());

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null;
const rowsOf = (value: unknown): readonly Json[] =>
  (Array.isArray(value) ? value : []).filter(isJson);

async function get(path: string, query: Readonly<Record<string, string>> = {}): Promise<Json> {
  const { status, body } = await server.request("GET", `${path}?${new URLSearchParams(query)}`);
  expect(status, `${path} ${JSON.stringify([query, body])}`).toBe(200);
  if (!isJson(body)) throw new Error(`${path} answers no object`);
  return body;
}

const filtered = (filter?: string) => (filter === undefined ? {} : { filter });

async function count(object: string, filter?: string): Promise<unknown> {
  const query = { count: "exact", limit: "1", ...filtered(filter) };
  return (await get(`/records/${object}`, query)).count;
}

async function aggregate(object: string, measures: string, filter?: string): Promise<unknown> {
  const answer = await get(`/records/${object}/aggregate`, { measures, ...filtered(filter) });
  return rowsOf(answer.data)[0];
}

async function all(object: string, query: Readonly<Record<string, string>>) {
  const found: Json[] = [];
  let after: Readonly<Record<string, string>> = {};
  for (;;) {
    const page = await get(`/records/${object}`, { limit: "1000", ...query, ...after });
    found.push(...rowsOf(page.data));
    if (typeof page.next !== "string") return found;
    after = { after: page.next };
  }
}

async function idOf(object: string, filter: string): Promise<string> {
  const { data } = await get(`/records/${object}`, { filter, fields: "id", limit: "2" });
  const [record, ...more] = rowsOf(data);
  expect(more).toEqual([]);
  return String(record?.id);
}

/** Codes of the problems of a refused request, with their places. */
async function refusal(object: string, record: unknown): Promise<readonly string[]> {
  const { status, body } = await server.request("POST", `/records/${object}`, record);
  expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
  return rowsOf(isJson(body) ? body.errors : []).map(({ code, path }) => `${code} ${path}`);
}

test("every row of every file is a record or a row of one", async () => {
  const expected = {
    bill_of_materials: 2679,
    country_region: 238,
    currency: 105,
    currency_rate: 2194,
    customer: 847,
    division: 16,
    employee: 290,
    employee_department_history: 296,
    location: 14,
    product: 504,
    product_category: 4 + 37,
    product_cost_history: 395,
    product_list_price_history: 395,
    product_vendor: 460,
    purchase_order: 4012,
    sales_order: 32,
    sales_reason: 10,
    sales_tax_rate: 29,
    sales_territory: 10,
    scrap_reason: 16,
    shift: 3,
    ship_method: 5,
    special_offer: 16,
    state_province: 181,
    unit_measure: 38,
    vendor: 104,
    work_order: 6000,
  };
  for (const [object, rows] of Object.entries(expected)) {
    expect(await count(object), object).toBe(rows);
  }
  expect(await aggregate("product", "sum(count(inventory))")).toEqual({
    "sum(count(inventory))": "1069",
  });
  expect(await aggregate("sales_order", "sum(count(lines))")).toEqual({
    "sum(count(lines))": "542",
  });
});

describe("orders", () => {
  test("all purchase orders add up, to a hundredth of a cent", async () => {
    const measures = "count(),sum(count(lines)),sum(subtotal),sum(sum(lines.amount)),sum(total)";
    expect(await aggregate("purchase_order", measures)).toEqual({
      "count()": 4012,
      "sum(count(lines))": "8845",
      "sum(subtotal)": "63791994.8380",
      "sum(sum(lines.amount))": "63791994.8380",
      "sum(total)": "70479332.6383",
    });
    expect(await count("purchase_order", "confirmed_subtotal == subtotal")).toBe(4012);
    expect(await count("purchase_order", "sum(lines.amount) == subtotal")).toBe(4012);
    expect(await count("purchase_order", "total == subtotal + tax + freight")).toBe(4012);
  });

  test("the sales orders keep the totals of their source beside their own", async () => {
    const measures = "sum(lines_total),sum(subtotal),sum(total)";
    expect(await aggregate("sales_order", measures)).toEqual({
      "sum(lines_total)": "708690.153058",
      "sum(subtotal)": "865433.1174",
      "sum(total)": "956303.5952",
    });
  });

  test("what work orders order is put in stock or scrapped", async () => {
    const measures = "count(),sum(order_quantity),sum(scrapped_quantity),sum(stocked_quantity)";
    expect(await aggregate("work_order", measures)).toEqual({
      "count()": 6000,
      "sum(order_quantity)": "268989",
      "sum(scrapped_quantity)": "391",
      "sum(stocked_quantity)": String(268989 - 391),
    });
    const whole = "order_quantity == stocked_quantity + scrapped_quantity";
    expect(await count("work_order", whole)).toBe(6000);
    expect(await count("work_order", "scrap_reason != null")).toBe(46);
  });

  test("an order that the vendor has confirmed otherwise is refused", async () => {
    const order = {
      number: 9000,
      vendor: await idOf("vendor", "number == 1580"),
      employee: await idOf("employee", "number == 258"),
      ship_method: await idOf("ship_method", "number == 3"),
      order_date: "2026-01-05",
      tax: "0.4000",
      lines: [
        {
          number: 1,
          product: await idOf("product", "number == 1"),
          due_date: "2026-01-19",
          quantity: 3,
          unit_price: "1.3333",
        },
      ],
    };
    const wrong = { ...order, confirmed_subtotal: "4.0000" };
    expect(await refusal("purchase_order", wrong)).toEqual(["rule_broken /confirmed_subtotal"]);
    const right = { ...order, confirmed_subtotal: "3.9999" };
    const { status, body } = await server.request("POST", "/records/purchase_order", right);
    expect(status).toBe(201);
    expect(body).toMatchObject({ subtotal: "3.9999", total: "4.3999" });
    const removed = await server.request(
      "DELETE",
      `/records/purchase_order/${isJson(body) ? body.id : ""}`,
      undefined,
      { headers: { "if-match": "*" } },
    );
    expect(removed.status).toBeLessThan(300);
  });
});

describe("bills of materials", () => {
  const open = "end_date == null";

  async function openLines(): Promise<readonly Line[]> {
    const fields = "id,assembly.number,component.number,component.id,quantity";
    const lines = await all("bill_of_materials", { filter: open, fields });
    return lines.map(({ id, assembly, component, quantity }) => ({
      id: String(id),
      assembly: isJson(assembly) ? Number(assembly.number) : null,
      component: isJson(component) ? Number(component.number) : 0,
      componentId: isJson(component) ? String(component.id) : "",
      quantity: new Big(String(quantity)),
    }));
  }

  test("the lines in force, the tops and the assemblies are those of the source", async () => {
    expect(await count("bill_of_materials", open)).toBe(2480);
    expect(await count("bill_of_materials", "is_empty(assembly)")).toBe(103);
    const groups = await get("/records/bill_of_materials/aggregate", {
      group: "assembly.number",
      measures: "count()",
      filter: "assembly != null",
    });
    expect(rowsOf(groups.data)).toHaveLength(238);
    expect(planOf(await openLines()).cycles).toEqual([]);
  });

  test("one Road-150 explodes into a tree that filters and sums by branch", async () => {
    const plan = planOf(await openLines());
    const bike = await idOf("product", 'name == "Road-150 Red, 62"');
    const [made] = await create([{ product: bike, level: 0, units: "1" }]);
    const top = made ?? "";
    let above = [{ number: 749, id: top, units: new Big(1) }];
    for (let level = 1; above.length > 0; level++) {
      const nodes = exploded(plan, above);
      const ids = await create(
        nodes.map(({ line, parent, units }) => ({
          above: parent,
          product: line.componentId,
          line: line.id,
          level,
          units: units.toFixed(),
        })),
      );
      above = nodes.map(({ line, units }, index) => ({
        number: line.component,
        id: ids[index] ?? "",
        units,
      }));
    }
    const below = `is_within(above, "${top}")`;
    const measures = "count(),count_distinct(product),sum(units),max(level)";
    expect(await aggregate("structure_node", measures, below)).toEqual({
      "count()": 89,
      "count_distinct(product)": 74,
      "sum(units)": "464.0000",
      "max(level)": "4",
    });
    const bills = [...plan.lines.keys()].filter((number) => number !== null).join(",");
    const parts = `${below} && !(product.number in [${bills}])`;
    expect(await aggregate("structure_node", "count_distinct(product),sum(units)", parts)).toEqual({
      "count_distinct(product)": 48,
      "sum(units)": "421.0000",
    });
    // A branch of the tree has what its own bill says, and what lies above it is a filter, too.
    const deepest = await all("structure_node", { filter: "level == 4", fields: "id" });
    const path = `is_within("${deepest[0]?.id}", id)`;
    expect(await count("structure_node", path)).toBe(5);
  });

  async function create(nodes: readonly Json[]): Promise<readonly string[]> {
    if (nodes.length === 0) return [];
    const { status, body } = await server.request("POST", "/records/structure_node", nodes);
    expect(status, JSON.stringify(body)).toBe(201);
    return rowsOf(isJson(body) ? body.data : []).map(({ id }) => String(id));
  }
});

describe("trees and periods", () => {
  test("everybody reports to one head, and categories hold their subcategories", async () => {
    const head = await idOf("employee", "superior == null");
    expect(await count("employee", `is_within(id, "${head}")`)).toBe(290);
    expect(await count("employee", `is_within(superior, "${head}")`)).toBe(289);
    const bikes = await idOf("product_category", 'name == "Bikes"');
    expect(await count("product", `is_within(category, "${bikes}")`)).toBe(97);
    expect(await count("product", "category == null")).toBe(209);
  });

  test("a product has one price on a day", async () => {
    const on = (day: string) =>
      get("/records/product_list_price_history", {
        filter: `product.number == 707 && start_date <= "${day}" && (end_date == null || end_date >= "${day}")`,
        fields: "list_price",
      });
    expect((await on("2022-06-01")).data).toMatchObject([{ list_price: "33.6442" }]);
    expect((await on("2026-06-01")).data).toHaveLength(1);
    const product = await idOf("product", "number == 707");
    const price = { product, list_price: "35.0000" };
    const apart = ["rule_broken /start_date"];
    const within = { ...price, start_date: "2022-07-01", end_date: "2022-07-31" };
    expect(await refusal("product_list_price_history", within)).toEqual(apart);
    const later = { ...price, start_date: "2027-01-01" };
    expect(await refusal("product_list_price_history", later)).toEqual(apart);
  });

  test("keys of several fields occur once", async () => {
    const [offer] = await all("product_vendor", { filter: "product.number == 1" });
    const { id, label, created_at, created_by, updated_at, updated_by, revision, owner, ...again } =
      offer ?? {};
    expect(label).toContain("Adjustable Race");
    expect(await refusal("product_vendor", again)).toEqual(["not_unique_together /vendor"]);
  });

  test("stock adds up over locations", async () => {
    const stock = await aggregate("product", "sum(in_stock),sum(sum(inventory.quantity))");
    expect(stock).toEqual({ "sum(in_stock)": "335974", "sum(sum(inventory.quantity))": "335974" });
  });
});

test("a second load by the numbers of the source adds nothing", async () => {
  const { status } = await server.request("PUT", "/records/vendor?key=number", [
    { number: 1492, account: "AUSTRALI0001", name: "Australia Bike Retailer" },
    { number: 1494, account: "ALLENSON0001", name: "Allenson Cycles" },
  ]);
  expect(status).toBe(200);
  expect(await count("vendor")).toBe(104);
});

test("nothing is left in English where Chinese is asked for", async () => {
  const { objects } = await get("/metadata", { locale: "zh-CN" });
  const titles = rowsOf(objects).flatMap((object) => textsOf(object, String(object.name)));
  expect(titles.length).toBeGreaterThan(300);
  expect(titles.filter(([, text]) => !/\p{Script=Han}/u.test(text))).toEqual([]);
});

/** Every title and description of a document, with its place. */
function textsOf(value: unknown, place: string): readonly (readonly [string, string])[] {
  if (!isJson(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const at = `${place}/${key}`;
    const isText = (key === "title" || key === "description") && typeof part === "string";
    return isText ? [[at, part] as const] : textsOf(part, at);
  });
}
