import { db, decimal, fail, type Input } from "tenon";

export default async function ({ records }: Input<"check_credit">) {
  for (const { record: order } of records) {
    // Two orders of a customer that are shipped at once are looked at one after the other.
    const { name, credit_line: limit } = await db.lock("customer", order.customer);
    const [others] = await db.aggregate("sales_order", {
      measures: ["sum(total)"],
      filter: `customer == "${order.customer}" && status == "open" && !prepaid && id != "${order.id}"`,
    });
    const open = decimal(String(others?.["sum(total)"] ?? 0)).plus(order.total ?? 0);
    if (open.isGreaterThan(limit ?? 0))
      fail({
        at: "/customer",
        message: {
          en: `Open orders of ${name} come to ${open.toString(2)}, over the credit line of ${limit}`,
          "zh-CN": `${name}的未完成订单合计 ${open.toString(2)}，超出授信额度 ${limit}`,
        },
      });
  }
}
