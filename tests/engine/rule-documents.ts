/** Objects that ask more of their records than a schema says. */
import { objectDocument } from "../support/server.ts";

const text = { type: "string" };
const amount = { $ref: "tenon:decimal", precision: 14, scale: 2 };
const date = { type: "string", format: "date" };

/** Deals with rules and conditions of every kind, and what their lookups lead to. */
export const ruleDocuments = [
  objectDocument("customer", {
    name: text,
    limit: amount,
    country: { $ref: "tenon:lookup", target: "country" },
  }),
  objectDocument("country", { name: text, embargo: { type: "boolean" } }),
  objectDocument("material", { name: text, batches: { type: "boolean" } }),
  objectDocument(
    "deal",
    {
      code: { type: "string", unique: true },
      kind: { enum: ["person", "company"] },
      tax_number: { type: "string", visible_when: "kind == 'company'" },
      guarantor: { type: "string", required_when: "total > 1000" },
      status: { enum: ["draft", "closed"] },
      remark: { type: "string", read_only_when: "status == 'closed'" },
      customer: { $ref: "tenon:lookup", target: "customer" },
      starts: date,
      ends: date,
      lines: {
        type: "array",
        read_only_when: "status == 'closed'",
        items: {
          type: "object",
          properties: {
            material: { $ref: "tenon:lookup", target: "material" },
            batch: { type: "string", required_when: "material.batches" },
            note: { type: "string", visible_when: "parent.kind == 'company'" },
            price: { ...amount, read_only_when: "price > 500" },
          },
          required: ["note"],
        },
      },
      total: { ...amount, formula: "sum(lines.price)" },
    },
    {
      required: ["tax_number"],
      rules: [
        { name: "in_order", require: "starts <= ends", message: "Ends too early", at: "ends" },
        {
          name: "within_limit",
          require: "total <= customer.limit",
          message: "Over the limit",
          at: "total",
        },
        {
          name: "no_embargo",
          require: "!customer.country.embargo",
          when: "status != 'closed'",
          message: "Embargo",
        },
      ],
    },
  ),
  {
    kind: "translation" as const,
    name: "zh-CN",
    content: { objects: { deal: { rules: { in_order: { message: "结束过早" } } } } },
  },
];
