/** A form that starts a workflow follows the names of objects, roles and options. */
import { expect, test } from "vitest";
import { checkDocuments } from "../../../metadata/documents/check-documents.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { renameObjectEverywhere } from "../../../metadata/refactor/rename-object.ts";
import { renameOptionSetEverywhere } from "../../../metadata/refactor/rename-option-set.ts";
import { renameRoleEverywhere } from "../../../metadata/refactor/rename-role.ts";

const documentsOf = (target: string, role: string, set: string): readonly MetadataDocument[] => [
  {
    kind: "object",
    name: target,
    content: { name: target, type: "object", properties: { full_name: { type: "string" } } },
  },
  { kind: "role", name: role, content: { name: role } },
  { kind: "options", name: set, content: { name: set, options: [{ const: "s" }] } },
  {
    kind: "workflow",
    name: "ask",
    content: {
      name: "ask",
      on: {
        event: "form",
        roles: [role],
        form: {
          properties: {
            who: { $ref: "tenon:lookup", target },
            size: { $ref: `options:${set}` },
          },
        },
      },
      start: "tell",
      steps: { tell: { type: "notify", to: [{ role }], subject: "{variables.who.full_name}" } },
    },
  },
  {
    kind: "script",
    name: "note",
    content: {
      name: "note",
      action: {
        object: target,
        title: "Note",
        input: { properties: { size: { $ref: `options:${set}` } } },
      },
      source: "export default function () {}",
    },
  },
];

test("and so do the inputs of scripts", () => {
  const people = renameObjectEverywhere(documentsOf("person", "boss", "size"), "person", "human");
  const renamed = renameOptionSetEverywhere(
    renameRoleEverywhere(people, "boss", "chief"),
    "size",
    "extent",
  );
  expect(checkDocuments(renamed)).toEqual([]);
  expect(renamed).toEqual(documentsOf("human", "chief", "extent"));
});
