/** The page of what scripts import from "tenon", made of the declarations themselves. */
import { sdkSections } from "../metadata/declarations/sdk.ts";

export function scriptSdkPage(notice: string): string {
  const lines = [
    `<!-- ${notice} -->`,
    "",
    "# What scripts may use",
    "",
    'A script imports from `"tenon"` and from other scripts (`"./shared.ts"`), from nothing else. The',
    "types of records and of what each script is given come from the workspace: `tenon types` prints",
    "them all, `GET /metadata/scripts/types` gives those of the draft.",
    "",
    "```ts",
    'import { db, decimal, fail, type Input } from "tenon";',
    "",
    'export default async function ({ records }: Input<"credit_check">) {',
    "  for (const { record } of records) {",
    "    if (record.customer === null) continue;",
    '    const customer = await db.get("customer", record.customer);',
    '    if (decimal(record.total ?? "0").isGreaterThan(customer?.credit_limit ?? "0"))',
    '      fail({ message: "Over the credit limit", at: "/total" });',
    "  }",
    "}",
    "```",
    "",
  ];
  for (const { title, text, declarations } of sdkSections) {
    lines.push(`## ${title}`, "", text, "", "```ts", declarations, "```", "");
  }
  return lines.join("\n");
}
