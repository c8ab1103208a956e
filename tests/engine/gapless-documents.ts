/** Objects whose numbers have no gaps, for tests of the engine. */
import { objectDocument } from "../support/server.ts";

export const documents = [
  objectDocument("invoice", {
    number: { $ref: "tenon:auto_number", template: "I-{0000}", gapless: true },
    code: { type: "string", unique: true },
  }),
  objectDocument("ledger", {
    number: { $ref: "tenon:auto_number", template: "L-{yyyy}{mm}-{0000}", gapless: true },
    lines: {
      type: "array",
      items: { type: "object", properties: { amount: { $ref: "tenon:money" } } },
    },
  }),
  objectDocument(
    "voucher",
    {
      number: {
        $ref: "tenon:auto_number",
        template: "{0000}",
        gapless: true,
        assign_on: "post",
      },
      state: { enum: ["draft", "posted"] },
      balance: { $ref: "tenon:money", default: "0" },
    },
    {
      lifecycle: {
        field: "state",
        transitions: [
          { name: "post", from: ["draft"], to: "posted", when: "balance == 0" },
          { name: "unpost", from: ["posted"], to: "draft" },
        ],
        locked: ["posted"],
      },
    },
  ),
];
