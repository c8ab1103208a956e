/** Orders with states, steps and locked states, for tests of the engine. */
import { objectDocument } from "../support/server.ts";

export const documents = [
  objectDocument("customer", { name: { type: "string" }, limit: { $ref: "tenon:money" } }),
  objectDocument(
    "sales_order",
    {
      number: { $ref: "tenon:auto_number", template: "SO-{0000}" },
      invoice_number: {
        $ref: "tenon:auto_number",
        template: "I-{0000}",
        gapless: true,
        assign_on: "invoice",
      },
      customer: { $ref: "tenon:lookup", target: "customer", title: "Customer" },
      state: {
        title: "State",
        oneOf: [
          { const: "draft", title: "Draft" },
          { const: "confirmed", title: "Confirmed" },
          { const: "invoiced", title: "Invoiced" },
          { const: "cancelled", title: "Cancelled" },
        ],
        default: "draft",
      },
      shipped_on: { type: "string", format: "date", title: "Shipped on" },
      reason: { type: "string", title: "Reason" },
      note: { type: "string" },
      lines: {
        type: "array",
        title: "Lines",
        items: { type: "object", properties: { amount: { $ref: "tenon:money" } } },
      },
      total: { $ref: "tenon:money", title: "Total", formula: "sum(lines.amount)" },
    },
    {
      lifecycle: {
        field: "state",
        transitions: [
          {
            name: "confirm",
            title: "Confirm",
            from: ["draft"],
            to: "confirmed",
            when: "total > 0 && total <= customer.limit",
            message: "The total must be within the customer's limit.",
          },
          {
            name: "invoice",
            title: "Invoice",
            from: ["confirmed"],
            to: "invoiced",
            required: ["shipped_on", "lines"],
          },
          { name: "cancel", title: "Cancel", from: ["draft", "confirmed"], to: "cancelled" },
          {
            name: "reopen",
            title: "Reopen",
            from: ["invoiced", "cancelled"],
            to: "draft",
            required: ["reason"],
          },
        ],
        locked: ["invoiced", "cancelled"],
      },
    },
  ),
  objectDocument(
    "note",
    { text: { type: "string" }, state: { enum: ["open", "closed"], title: "State" } },
    {
      lifecycle: {
        field: "state",
        transitions: [
          { name: "close", from: ["open"], to: "closed", when: 'text != ""', title: "Close" },
        ],
        locked: ["closed"],
      },
    },
  ),
];
