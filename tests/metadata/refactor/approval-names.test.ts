/** Names in steps that people settle: renamed with what they name. */
import { expect, test } from "vitest";
import { checkDocuments } from "../../../metadata/documents/check-documents.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { renameFieldEverywhere } from "../../../metadata/refactor/rename-field.ts";
import { renameRoleEverywhere } from "../../../metadata/refactor/rename-role.ts";
import { lateName } from "../../../metadata/workflows/approval.ts";

const lookup = (target: string) => ({ $ref: "tenon:lookup", target });
const object = (name: string, properties: Record<string, unknown>): MetadataDocument => ({
  kind: "object",
  name,
  content: { name, type: "object", properties },
});

const documents: readonly MetadataDocument[] = [
  object("shop", { name: { type: "string" } }),
  object("user", { shop: lookup("shop"), grade: { type: "integer" } }),
  object("bill", {
    shop: lookup("shop"),
    opinion: { type: "string" },
    payer: { $ref: "tenon:user" },
  }),
  { kind: "role", name: "boss", content: { name: "boss" } },
  {
    kind: "workflow",
    name: "flow",
    content: {
      name: "flow",
      on: { event: "create", record: "bill" },
      start: "ask",
      steps: {
        ask: {
          type: "approval",
          who: [{ role: "boss", within: "record.shop" }, { managers: { upTo: "grade > 3" } }],
          copy: { start: [{ role: "boss" }], end: [{ field: "record.payer" }] },
          ifNobody: { role: "boss" },
          fields: { edit: ["shop", "opinion"], require: ["opinion", "payer"] },
          due: { in: "1 day", [lateName]: { transfer: [{ role: "boss" }] } },
        },
      },
    },
  },
];

const stepIn = (changed: readonly MetadataDocument[]) => {
  expect(checkDocuments(changed)).toEqual([]);
  const content = changed.at(-1)?.content as { steps: { ask: Record<string, unknown> } };
  return content.steps.ask;
};

test("fields of the record, and of people, keep their meaning", () => {
  const shop = renameFieldEverywhere(documents, { object: "bill", path: ["shop"] }, "store");
  expect(stepIn(shop)).toMatchObject({
    who: [{ within: "record.store" }, {}],
    fields: { edit: ["store", "opinion"] },
  });
  const payer = renameFieldEverywhere(documents, { object: "bill", path: ["payer"] }, "by");
  expect(stepIn(payer)).toMatchObject({
    copy: { end: [{ field: "record.by" }] },
    fields: { require: ["opinion", "by"] },
  });
  const grade = renameFieldEverywhere(documents, { object: "user", path: ["grade"] }, "rank");
  expect(stepIn(grade)).toMatchObject({ who: [{}, { managers: { upTo: "rank > 3" } }] });
});

test("the opinion that a step requires is no field", () => {
  const renamed = renameFieldEverywhere(documents, { object: "bill", path: ["opinion"] }, "note");
  expect(stepIn(renamed)).toMatchObject({
    fields: { edit: ["shop", "note"], require: ["opinion", "payer"] },
  });
});

test("a role is called by its new name wherever people are named", () => {
  expect(stepIn(renameRoleEverywhere(documents, "boss", "head"))).toMatchObject({
    who: [{ role: "head" }, {}],
    copy: { start: [{ role: "head" }] },
    ifNobody: { role: "head" },
    due: { [lateName]: { transfer: [{ role: "head" }] } },
  });
});
