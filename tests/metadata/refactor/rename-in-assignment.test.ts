/** Renames in who is to own new records. */
import { expect, test } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { renameFieldEverywhere } from "../../../metadata/refactor/rename-field.ts";
import { renameRoleEverywhere } from "../../../metadata/refactor/rename-role.ts";
import { usesOfField } from "../../../metadata/refactor/where-used.ts";

const lookup = (target: string) => ({ $ref: "tenon:lookup", target });
const documents: readonly MetadataDocument[] = [
  {
    kind: "object",
    name: "user",
    content: { name: "user", properties: { area: { type: "string" } } },
  },
  {
    kind: "object",
    name: "customer",
    content: {
      name: "customer",
      properties: { area: { type: "string" }, keeper: { $ref: "tenon:user" } },
    },
  },
  {
    kind: "object",
    name: "claim",
    content: {
      name: "claim",
      properties: { customer: lookup("customer"), done: { type: "boolean" } },
      assign: [
        { when: "customer.keeper != null", to: { field: "customer.keeper" } },
        {
          to: {
            role: "sales",
            by: "fewest_open",
            open: "!done",
            among: "user.area == customer.area",
          },
        },
      ],
    },
  },
];

const assign = (renamed: readonly MetadataDocument[]) =>
  JSON.stringify(renamed.find(({ name }) => name === "claim")?.content.assign);
const rename = (object: string, field: string, to: string) =>
  assign(renameFieldEverywhere(documents, { object, path: [field] }, to));

test("a field is renamed in conditions, in what is open, and on the way to a person", () => {
  expect(rename("claim", "done", "settled")).toContain('"open":"!settled"');
  const kept = rename("customer", "keeper", "agent");
  expect(kept).toContain('"when":"customer.agent != null"');
  expect(kept).toContain('"field":"customer.agent"');
  expect(rename("claim", "customer", "client")).toContain("user.area == client.area");
});

test("a field of people and one of records keep apart where both have its name", () => {
  expect(rename("customer", "area", "region")).toContain("user.area == customer.region");
  expect(rename("user", "area", "region")).toContain("user.region == customer.area");
  expect(usesOfField(documents, { object: "user", path: ["area"] })).toEqual([
    { kind: "object", name: "claim", path: "/assign/1/to/among" },
  ]);
});

test("a role is renamed", () => {
  expect(assign(renameRoleEverywhere(documents, "sales", "trade"))).toContain('"role":"trade"');
});
