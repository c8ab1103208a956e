/** A trigger, and tests of it. */
import { script } from "./trading-scripts.ts";

/** Refuses orders with this note. */
export const guard = (note: string) =>
  script(
    "guard",
    `import { fail, type Input } from "tenon";
export default function ({ records }: Input<"guard">) {
  for (const { record } of records)
    if (record.note === "${note}") fail({ message: "Not so", at: "/note" });
}`,
    { trigger: { object: "sales_order", before: ["create"] } },
  );

/** @param text the body of a test, with what it may need imported */
export const check = (name: string, text: string) =>
  script(
    name,
    `import { db, equal, http, jobs, refused } from "tenon";
export default async function () {
  void [db, equal, http, jobs, refused];
  ${text}
}`,
    { test: {} },
  );

const ownCustomer = `const { id } = await db.create("customer", { name: "Test" });
  equal((await db.find("customer", { filter: 'name == "Test"' })).length, 1);`;

export const guardTest = check(
  "guard_test",
  `${ownCustomer}
  await refused(() => db.create("sales_order", { customer: id, note: "bad" }), "script_refused");`,
);

export const otherTest = check(
  "other_test",
  `${ownCustomer}
  const order = await db.create("sales_order", { customer: id, quantity: 2, price: "10" });
  equal(order.total, "20.00");`,
);
