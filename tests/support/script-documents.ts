/** Objects and scripts that tests of scripts share. */
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { PublishPlan } from "../../metadata/wire.ts";
import { objectDocument, type TestServer } from "./server.ts";

export const customer = objectDocument("customer", {
  name: { type: "string" },
  credit_limit: { $ref: "tenon:money", currency: "CNY" },
  level: { enum: ["a", "b"] },
});

export const order = objectDocument(
  "sales_order",
  {
    number: { type: "string" },
    customer: { $ref: "tenon:lookup", target: "customer" },
    status: { enum: ["draft", "confirmed"], default: "draft" },
    lines: {
      type: "array",
      items: {
        type: "object",
        required: ["quantity"],
        properties: { quantity: { type: "integer" }, price: { $ref: "tenon:money" } },
      },
    },
    total: { $ref: "tenon:money", formula: "sum(lines.price)" },
  },
  {
    lifecycle: {
      field: "status",
      transitions: [{ name: "confirm", from: ["draft"], to: "confirmed" }],
    },
  },
);

export const script = (
  name: string,
  source: string,
  content: JsonSchema = {},
): MetadataDocument => ({
  kind: "script",
  name,
  content: { name, ...content, source },
});

/** A module: a file of TypeScript alone. */
export const module = (name: string, source: string): MetadataDocument => ({
  kind: "script",
  name,
  content: { source },
});

export const onUpdate = { trigger: { object: "sales_order", before: ["update"] } };

export const creditCheck = script(
  "credit_check",
  `import { db, decimal, fail, type Input } from "tenon";

export default async function ({ records }: Input<"credit_check">) {
  for (const { record } of records) {
    if (record.customer === null) continue;
    const customer = await db.get("customer", record.customer);
    if (decimal(record.total ?? "0").isGreaterThan(customer?.credit_limit ?? "0"))
      fail({ message: "超出信用额度", at: "/total" });
  }
}
`,
  { title: "Credit check", ...onUpdate },
);

/** Drafts documents; null for a content removes one. */
export async function draft(
  server: TestServer,
  ...documents: readonly MetadataDocument[]
): Promise<void> {
  for (const { kind, name, content } of documents) {
    const answer = await server.request("PUT", `/metadata/drafts/${kind}/${name}`, content);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }
}

export async function planOf(server: TestServer): Promise<PublishPlan> {
  return (await server.request("GET", "/metadata/plan")).body as PublishPlan;
}

/** `scripts/a.ts 3:5 script_type_error 2339` of every problem of the plan. */
export const problemsOf = async (server: TestServer): Promise<readonly string[]> =>
  (await planOf(server)).problems.map(({ file, code, params }) =>
    [
      file,
      [params.line, params.column].filter((each) => each !== undefined).join(":"),
      code,
      params.number,
    ]
      .filter((part) => part !== undefined && part !== "")
      .join(" "),
  );
