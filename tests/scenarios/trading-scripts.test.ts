/** Credit lines when orders are shipped, and purchases that are proposed at night. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Json, made, rows } from "../engine/workflow-world.ts";
import { type Answer, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ example: "trading" });
});
afterAll(() => server?.stop());

const list = async (object: string, filter: string, more = "") =>
  rows(
    await server.request(
      "GET",
      `/records/${object}?limit=1000&filter=${encodeURIComponent(filter)}${more}`,
    ),
  );
const idOf = async (object: string, filter: string) => String((await list(object, filter))[0]?.id);

test("an order beyond the credit line is not shipped, unless it is paid in advance", async () => {
  const product = await idOf("product", 'name == "Chai"');
  const shipper = await idOf("shipper", 'name > ""');
  const customer = await made(server, "customer", {
    code: "NEWCO",
    name: "New & Co",
    credit_line: "100.00",
  });
  const order = (quantity: number, more: Json = {}) => {
    const lines = [{ product, unit_price: "20.00", quantity }];
    return made(server, "sales_order", { customer, shipper, lines, ...more });
  };
  const ship = (id: string, language = "en"): Promise<Answer> =>
    server.request(
      "POST",
      `/records/sales_order/${id}/transitions/ship`,
      { shipped_date: "2026-05-04" },
      { headers: { "if-match": "*", "accept-language": language } },
    );
  const [one, other] = [await order(3), await order(3)];
  const refusal = (message: string) => ({ errors: [{ path: "/customer", message }] });
  expect((await ship(one)).body).toMatchObject(
    refusal("Open orders of New & Co come to 120.00, over the credit line of 100.00"),
  );
  expect((await ship(one, "zh")).body).toMatchObject(
    refusal("New & Co的未完成订单合计 120.00，超出授信额度 100.00"),
  );
  const paid = await order(10, { prepaid: true });
  expect((await ship(paid)).status).toBe(200);
  await server.request(
    "POST",
    `/records/sales_order/${other}/transitions/cancel`,
    {},
    {
      headers: { "if-match": "*" },
    },
  );
  expect((await ship(one)).status).toBe(200);
});

/** The night in which purchases are proposed comes, and is over. */
async function nightPasses(): Promise<void> {
  const { database, jobs } = server.services;
  await database.run({
    text: "update core.schedule set next_at = now() where name = 'script:propose_purchases'",
    values: [],
  });
  await database.run({
    text: "update core.job set run_at = now() where key in (select id::text from core.schedule where name = 'script:propose_purchases')",
    values: [],
  });
  jobs.wake();
  const waiting = async () =>
    (
      await database.run({
        text: "select count(*) from core.job where kind = 'script' or kind = 'schedule' and run_at <= now()",
        values: [],
      })
    ).rows[0]?.[0];
  await expect.poll(waiting, { timeout: 60_000 }).toBe("0");
}

test("at night every product below its reorder level is proposed, once", async () => {
  const short = await list(
    "product",
    "!discontinued && reorder_level > 0 && units_in_stock + units_on_order <= reorder_level",
  );
  const proposals = () => list("purchase_proposal", "true", "&fields=product,quantity");
  const products = async () => (await proposals()).map(({ product }) => product).toSorted();
  const wanted = short.map(({ id }) => id).toSorted();
  expect(wanted.length).toBeGreaterThan(0);
  await nightPasses();
  expect(await products()).toEqual(wanted);
  await nightPasses();
  expect(await products()).toEqual(wanted);
  const [first] = short;
  const [proposal] = (await proposals()).filter(({ product }) => product === first?.id);
  const { reorder_level: level, units_in_stock: stock, units_on_order: coming } = first ?? {};
  expect(proposal?.quantity).toBe(2 * Number(level) - Number(stock) - Number(coming));
});
