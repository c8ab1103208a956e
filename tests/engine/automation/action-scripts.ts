/** Scripts that people start, and one that answers an address. */
import { role, script, tradeObjects } from "./trading-scripts.ts";

export const documents = [
  ...tradeObjects,
  script(
    "discount",
    `import { db, decimal, type Input, type Output } from "tenon";
export default async function ({ record, input }: Input<"discount">): Promise<Output<"discount">> {
  const price = decimal(record.price ?? "0").times(decimal(1).minus(decimal(input.percent).dividedBy(100))).round(2);
  await db.update("sales_order", record.id, { price: price.toString(2), note: input.reason });
  return { message: "Now " + price.toString(2) };
}`,
    {
      action: {
        object: "sales_order",
        title: "Give a discount",
        when: 'status == "draft"',
        input: {
          required: ["percent"],
          properties: {
            percent: { $ref: "tenon:decimal", precision: 5, scale: 2, maximum: "50" },
            reason: { type: "string", maxLength: 50, default: "none given" },
          },
        },
      },
    },
  ),
  script(
    "close_all",
    `import { db, type Input } from "tenon";
export default async function ({ records }: Input<"close_all">) {
  for (const record of records) {
    if (record.status === "draft") await db.transition("sales_order", record.id, "confirm");
    await db.transition("sales_order", record.id, "close");
  }
}`,
    { action: { object: "sales_order", on: "list", title: "Close", roles: ["closer"] } },
  ),
  script(
    "turnover",
    `import { db, type Input, type Output } from "tenon";
export default async function ({ input }: Input<"turnover">): Promise<Output<"turnover">> {
  const [found] = await db.aggregate("sales_order", { measures: ["count()", "sum(total)"], filter: "quantity >= " + input.least });
  return { orders: Number(found["count()"]), total: String(found["sum(total)"] ?? "0.00") };
}`,
    {
      endpoint: {
        method: "GET",
        input: { properties: { least: { type: "integer", default: 1 } } },
        output: {
          required: ["orders"],
          properties: {
            orders: { type: "integer" },
            total: { $ref: "tenon:money", scale: 2, currency: "CNY" },
          },
        },
      },
    },
  ),
  script("wrong_answer", `export default async () => ({ orders: "many" as unknown as number });`, {
    endpoint: {
      method: "POST",
      output: { required: ["orders"], properties: { orders: { type: "integer" } } },
    },
  }),
  role("closer", { sales_order: { read: "all" } }),
  role("reader", { sales_order: { read: "all" }, customer: { read: "all" } }),
];
