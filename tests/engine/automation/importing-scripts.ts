/** Parts that come in files, and scripts that prepare their rows. */
import { objectDocument } from "../../support/server.ts";
import { role, script } from "./trading-scripts.ts";

const part = { import: { object: "part" } };
const text = { type: "string" };
const supplier = { $ref: "tenon:lookup", target: "supplier" };

export const documents = [
  objectDocument("supplier", { name: { type: "string", unique: true } }),
  objectDocument("discount", { percent: { type: "integer" } }),
  objectDocument("sheet", { code: text, name: text, price: text }),
  objectDocument(
    "part",
    {
      code: { type: "string", unique: true },
      name: { type: "string", maxLength: 8 },
      price: { $ref: "tenon:money" },
      supplier,
      grade: text,
      cost: text,
      pin: { $ref: "tenon:secret" },
      note: text,
      seen: text,
    },
    { required: ["code"] },
  ),
  // Documents are in no order: names decide.
  script(
    "b_marks",
    `import type { Input } from "tenon";
export default function ({ rows }: Input<"b_marks">) {
  for (const { values } of rows) values.note = \`\${values.note} b\`;
}`,
    part,
  ),
  script(
    "a_cleans",
    `import { db, fail, type Input } from "tenon";
async function supplierOf(name: string): Promise<string> {
  const [known] = await db.find("supplier", { filter: \`name == "\${name}"\` });
  return (known ?? (await db.create("supplier", { name }))).id;
}
export default async function ({ rows }: Input<"a_cleans">) {
  const suppliers: Record<string, string> = {};
  const [found] = await db.aggregate("part", { measures: ["count()"] });
  for (const [index, row] of rows.entries()) {
    const { values, unread } = row;
    const price = /\\d+/.exec(unread.price ?? "");
    if (price !== null) values.price = price[0];
    if (unread.supplier !== undefined) {
      suppliers[unread.supplier] ??= await supplierOf(unread.supplier);
      values.supplier = suppliers[unread.supplier];
    }
    values.note = \`\${row.line}:\${found["count()"]}\`;
    values.seen = Object.keys(values).join(" ");
    if (values.name === "bad")
      fail({ at: "/name", record: index, message: { en: "Not so", "zh-CN": "不可" } });
    if (values.name === "skip") row.skip = { en: "Not ours", "zh-CN": "不归我们" };
    if (values.name === "spin") for (;;);
    if (values.name === "peek") await db.find("discount");
    if (values.name === "tell") fail({ record: index, message: values.seen });
    if (values.name === "lose") (rows as unknown[]).length = 0;
  }
}`,
    { ...part, limits: { cpu_milliseconds: 200 } },
  ),
  script(
    "c_knows",
    `import { db, fail, type Input } from "tenon";
export default async function ({ rows }: Input<"c_knows">) {
  for (const [record, { values }] of rows.entries()) {
    if (values.name === "late") fail({ at: "/code", record, message: "Too late" });
    if (values.name === "open") fail({ record, message: Object.keys(values).join(" ") });
    if (values.name === "costs") values.cost = "3";
    if (values.name === "known") values.grade = String((await db.find("discount"))[0]?.percent);
  }
}`,
    { ...part, runs_as: "system" },
  ),
  role("clerk", {
    part: {
      create: true,
      read: true,
      import: true,
      fields: { "*": "write", grade: "read", cost: "none" },
    },
    supplier: { create: true, read: true },
  }),
];
