/** Objects that point to records of several others, with each way of letting go. */
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { objectDocument } from "../support/server.ts";

const related = (more: JsonSchema = {}) => ({
  $ref: "tenon:dynamic_lookup",
  targets: ["customer", "lead"],
  ...more,
});

export const documents = [
  objectDocument("customer", {
    name: { type: "string", unique: true },
    city: { type: "string" },
    credit: { $ref: "tenon:money" },
  }),
  objectDocument("lead", { title: { type: "string" }, code: { type: "string", unique: true } }),
  objectDocument(
    "call",
    {
      number: { type: "integer" },
      related: related({ on_delete: "clear" }),
      place: { type: "string", formula: 'coalesce(related.customer.city, related.object, "-")' },
      notes: {
        type: "array",
        items: { type: "object", properties: { about: related({ on_delete: "clear" }) } },
      },
    },
    {
      rules: [
        {
          name: "creditworthy",
          require: "related.customer.credit != 0",
          message: "No credit.",
          at: "related",
        },
      ],
    },
  ),
  objectDocument("echo", {
    call: { $ref: "tenon:lookup", target: "call" },
    about: { type: "string", formula: 'call.related == null ? "nobody" : "somebody"' },
  }),
  objectDocument("visit", { number: { type: "integer" }, related: related() }),
  objectDocument("bill", { related: related({ on_delete: "cascade" }) }),
];
