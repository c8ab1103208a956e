/** Workflows that begin by a form. */
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { type Json, objects, workflow } from "./workflow-world.ts";

const noting = (text: string, more: Json = {}): Json => ({
  type: "create",
  object: "mark",
  set: { text: { expression: text } },
  ...more,
});

export const formDocuments: readonly MetadataDocument[] = [
  ...objects,
  {
    kind: "options",
    name: "size",
    content: { name: "size", options: [{ const: "s" }, { const: "l" }] },
  },
  {
    kind: "role",
    name: "clerk",
    content: { name: "clerk", objects: { customer: { read: "own" } } },
  },
  workflow("request", {
    title: "Request",
    description: "Ask for something.",
    on: {
      event: "form",
      roles: ["clerk"],
      done: "We look at it.",
      form: {
        required: ["what", "amount"],
        properties: {
          what: { type: "string", title: "What", maxLength: 20 },
          amount: { $ref: "tenon:money", scale: 2, currency: "CNY", minimum: "0" },
          size: { $ref: "options:size" },
          needed: { type: "string", format: "date" },
          urgent: { type: "boolean" },
          customer: { $ref: "tenon:lookup", target: "customer" },
        },
      },
    },
    as: "system",
    start: "note",
    steps: {
      note: noting(
        'variables.what + " " + text(variables.amount * 2) + " " + (variables.customer.name != null ? variables.customer.name : "-")',
        { next: "check" },
      ),
      check: { type: "task", title: "Look at it", who: [{ role: "admin" }] },
    },
  }),
  workflow("contact", {
    title: "Contact us",
    on: {
      event: "form",
      public: true,
      done: "Thank you.",
      form: {
        required: ["email"],
        properties: {
          email: { type: "string", format: "email", title: "E-mail" },
          size: { $ref: "options:size" },
        },
      },
    },
    as: "system",
    start: "note",
    steps: { note: noting('variables.email + " " + (variables.size == "l" ? "large" : "-")') },
  }),
  workflow("closed", {
    on: { event: "form", public: true, form: { properties: { a: { type: "string" } } } },
    as: "system",
    active: false,
    start: "note",
    steps: { note: noting('"closed"') },
  }),
];
