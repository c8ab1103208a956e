/** Scripts that wait for orders to be written. */
import { objectDocument } from "../../support/server.ts";
import { script, tradeObjects } from "./trading-scripts.ts";

export const documents = [
  ...tradeObjects,
  objectDocument(
    "reminder",
    { text: { type: "string" }, code: { type: "string", maxLength: 40 } },
    { required: ["text", "code"] },
  ),
  script(
    "code_reminder",
    `import { type Input } from "tenon";
export default function ({ records }: Input<"code_reminder">) {
  for (const { record } of records) record.code ??= "R-" + record.text.toUpperCase();
}`,
    { trigger: { object: "reminder", before: ["create"] } },
  ),
  script(
    "number_order",
    `import { db, now, type Input } from "tenon";
import { numbered } from "./numbers.ts";
export default async function ({ records, event }: Input<"number_order">) {
  for (const { record } of records) {
    record.number ??= numbered(record.quantity ?? 0, now().slice(0, 4).length);
    if (event === "create") record.note = (record.note ?? "") + "[" + record.total + "]";
  }
}`,
    { trigger: { object: "sales_order", before: ["create", "update"] } },
  ),
  script(
    "numbers",
    `export const numbered = (quantity: number, digits: number): string =>
  "SO-" + String(quantity).padStart(digits, "0");`,
  ),
  script(
    "credit_check",
    `import { db, decimal, fail, type Input } from "tenon";
export default async function ({ records }: Input<"credit_check">) {
  for (const { record } of records) {
    const customer = await db.get("customer", record.customer);
    if (customer?.credit_limit == null) continue;
    const found = await db.aggregate("sales_order", { measures: ["sum(total)"], filter: 'customer == "' + record.customer + '" && status == "confirmed"' });
    const open = decimal(String(found[0]["sum(total)"] ?? "0")).plus(record.total ?? "0");
    if (open.isGreaterThan(customer.credit_limit))
      fail({ message: "Over the credit limit by " + open.minus(customer.credit_limit).toString(2), at: "/customer" });
  }
}`,
    { trigger: { object: "sales_order", before: ["transition"], transitions: ["confirm"] } },
  ),
  script(
    "count_orders",
    `import { db, type Input } from "tenon";
export default async function ({ records, event }: Input<"count_orders">) {
  for (const { record } of records) {
    const customer = await db.lock("customer", record.customer);
    await db.update("customer", customer.id, { orders: (customer.orders ?? 0) + (event === "delete" ? -1 : 1) });
  }
}`,
    { runs_as: "system", trigger: { object: "sales_order", after: ["create", "delete"] } },
  ),
  script(
    "tell_confirmed",
    `import { db, notify, user, type Input } from "tenon";
export default async function ({ records, transition }: Input<"tell_confirmed">) {
  for (const { record } of records)
    if (user) await notify.send({ to: user.id, title: { en: "Confirmed", "zh-CN": "已确认" }, record: { object: "sales_order", id: record.id } });
  await db.create("message", records.map(({ record, former }) => ({
    text: former?.status + " -> " + record.status + " by " + transition, order: record.id })));
}`,
    {
      trigger: { object: "sales_order", after: ["transition"], when: "quantity > 1" },
    },
  ),
];
