/** A small trade whose behaviour is in scripts. */
import type { MetadataDocument } from "../../../metadata/documents/document.ts";

const object = (name: string, content: Record<string, unknown>): MetadataDocument => ({
  kind: "object",
  name,
  content: { name, title: name, type: "object", ...content },
});

export const script = (
  name: string,
  source: string,
  content: Record<string, unknown> = {},
): MetadataDocument => ({
  kind: "script",
  name,
  content: { name, title: name, ...content, source },
});

export const role = (name: string, objects: Record<string, unknown>): MetadataDocument => ({
  kind: "role",
  name,
  content: { name, title: name, objects },
});

const money = { $ref: "tenon:money", scale: 2, currency: "CNY" };

export const tradeObjects: readonly MetadataDocument[] = [
  object("customer", {
    required: ["name"],
    properties: {
      name: { type: "string", maxLength: 80 },
      credit_limit: money,
      margin: { $ref: "tenon:percent", scale: 2 },
      orders: { type: "integer", default: 0 },
    },
    record_title: "name",
  }),
  object("sales_order", {
    required: ["customer"],
    properties: {
      number: { type: "string", maxLength: 20 },
      customer: { $ref: "tenon:lookup", target: "customer" },
      status: { enum: ["draft", "confirmed", "closed"], default: "draft" },
      quantity: { type: "integer", default: 1 },
      price: money,
      total: { ...money, formula: "round(quantity * price, 2)" },
      note: { type: "string", maxLength: 200 },
    },
    lifecycle: {
      field: "status",
      transitions: [
        { name: "confirm", title: "Confirm", from: ["draft"], to: "confirmed" },
        { name: "close", title: "Close", from: ["confirmed"], to: "closed" },
      ],
    },
    record_title: "number",
  }),
  object("message", {
    properties: {
      text: { type: "string", maxLength: 400 },
      order: { type: "string", maxLength: 40 },
    },
  }),
];
