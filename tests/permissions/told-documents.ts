/** Objects, screens and roles that see different parts of them, for tests of what is told of objects. */
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { objectDocument } from "../support/server.ts";
import { role } from "./role-document.ts";

const text = { type: "string", maxLength: 80 };
const money = { type: "integer" };

const screen = (kind: "view" | "form", object: string, content: object): MetadataDocument => ({
  kind,
  name: `${object}_${kind}`,
  content: { name: `${object}_${kind}`, title: `Of ${object}`, object, ...content },
});

export const documents: readonly MetadataDocument[] = [
  objectDocument("client", { name: text, trust: money }),
  objectDocument(
    "deal",
    {
      name: text,
      margin: money,
      doubled: { ...money, formula: "margin * 2" },
      pin: { ...text, writeOnly: true },
      remark: { ...text, visible_when: "margin > 1" },
      client: { $ref: "tenon:lookup", target: "client" },
      standing: { ...money, formula: "client.trust" },
      lines: {
        type: "array",
        items: { type: "object", properties: { what: text, cost: money } },
      },
    },
    {
      rules: [
        { name: "profit", require: "margin > 0", message: "No" },
        { name: "trusted", require: "client.trust > 0", message: "No" },
      ],
    },
  ),
  screen("view", "deal", { columns: ["name", "margin"], sort: ["-margin", "name"] }),
  {
    kind: "view",
    name: "rich_deals",
    content: {
      name: "rich_deals",
      title: "Rich",
      object: "deal",
      columns: ["name"],
      filter: "margin > 10",
    },
  },
  screen("view", "client", { columns: ["name"] }),
  screen("form", "deal", { sections: [{ title: "All", fields: ["name", "margin"] }] }),
  screen("form", "client", { sections: [{ title: "All", fields: ["name"] }] }),
  {
    kind: "app",
    name: "test",
    content: {
      name: "test",
      title: "Test",
      version: "1.0.0",
      navigation: [{ title: "All", items: ["deal", "client"] }],
    },
  },
  role("partner", {
    deal: { read: true, update: true, fields: { "*": "write", remark: "none" } },
    client: { read: true },
  }),
  role("clerk", {
    deal: {
      read: true,
      update: true,
      fields: {
        "*": "write",
        name: "read",
        margin: "none",
        pin: "none",
        doubled: "read",
        "lines.cost": "none",
      },
    },
    client: { read: true },
  }),
  // Makes clients, and reads none.
  role("rater", {
    deal: { read: true, fields: { "*": "read", standing: "read" } },
    client: { create: true },
  }),
];
