/** Fifty people ship the same product at the same moment: the stock decides, to the piece. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { isJsonObject } from "../../metadata/json-object.ts";
import { type Answer, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ example: "trading" });
});
afterAll(() => server?.stop());

async function idOf(object: string, filter: string): Promise<string> {
  const path = `/records/${object}?limit=1&filter=${encodeURIComponent(filter)}`;
  const { body } = await server.request("GET", path);
  const [record] = isJsonObject(body) && Array.isArray(body.data) ? body.data : [];
  return String(record?.id);
}

test("of the last ten pieces exactly ten are sold", async () => {
  const product = await idOf("product", 'name == "Chai"');
  const customer = await idOf("customer", 'code == "ALFKI"');
  const shipper = await idOf("shipper", 'name > ""');
  const options = { headers: { "if-match": "*" } };
  await server.request("PATCH", `/records/product/${product}`, { units_in_stock: 10 }, options);
  const line = { product, unit_price: "18.00", quantity: 1 };
  const made = await server.request(
    "POST",
    "/records/sales_order",
    Array.from({ length: 50 }, () => ({ customer, shipper, lines: [line] })),
  );
  expect(made.status).toBe(201);
  const orders = (made.body as { data: { id: string }[] }).data;
  const step = { shipped_date: "2026-05-04" };
  // Who is told that all runners are busy comes again, as clients do.
  const ship = async (id: string): Promise<Answer> => {
    const path = `/records/sales_order/${id}/transitions/ship`;
    const answer = await server.request("POST", path, step, options);
    return answer.status === 503 ? ship(id) : answer;
  };
  const answers = await Promise.all(orders.map(({ id }) => ship(id)));
  const refused = answers.filter(({ status }) => status !== 200);
  expect(answers.length - refused.length).toBe(10);
  for (const { body } of refused)
    expect(body).toMatchObject({
      errors: [{ path: "/lines", message: "Chai: 0 in stock, 1 ordered" }],
    });
  const left = await server.request("GET", `/records/product/${product}`);
  expect(left.body).toMatchObject({ units_in_stock: 0 });
});
