/** Scripts that use up too much, refuse, circle and look where they may not. */
import { role, script, tradeObjects } from "./trading-scripts.ts";

const onMessage = (name: string, source: string, content: Record<string, unknown> = {}) =>
  script(name, source, {
    trigger: { object: "message", before: ["create"], when: `text == "${name}"` },
    ...content,
  });

export const documents = [
  ...tradeObjects,
  onMessage(
    "many_queries",
    `import { db } from "tenon";
export default async () => { for (let i = 0; i < 1000; i++) try { await db.find("customer", { limit: 1 }) } catch {} };`,
  ),
  onMessage(
    "caught",
    `import { db, type Input } from "tenon";
export default async ({ records }: Input<"caught">) => {
  for (const { record } of records) {
    try { await db.create("customer", { name: null as unknown as string }) } catch (error) { record.order = (error as { code: string }).code }
    await db.create("customer", { name: "after the refusal" });
  }
};`,
  ),
  script(
    "mirror",
    `import { db, type Input } from "tenon";
export default async ({ records }: Input<"mirror">) => {
  for (const { record } of records) await db.create("message", { text: record.text, order: record.id });
};`,
    { trigger: { object: "message", after: ["create"], when: 'text == "loop"' } },
  ),
  onMessage("stalls", "export default async () => { for (;;); };", {
    limits: { cpu_milliseconds: 100 },
  }),
  onMessage(
    "looks",
    `import { db, type Input } from "tenon";
export default async ({ records }: Input<"looks">) => {
  const [customer] = await db.find("customer", { filter: 'name == "secretive"' });
  for (const { record } of records) record.order = Object.keys(customer).join().slice(0, 40);
};`,
  ),
  onMessage(
    "looks_as_system",
    `import { db, type Input } from "tenon";
export default async ({ records }: Input<"looks_as_system">) => {
  const [customer] = await db.find("customer", { filter: 'name == "secretive"' });
  for (const { record } of records) record.order = String(customer.margin);
};`,
    { runs_as: "system" },
  ),
  role("clerk", {
    message: { read: "all", create: "all" },
    customer: { read: "all", fields: { name: "read" } },
  }),
];
