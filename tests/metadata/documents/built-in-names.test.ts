/** Names of built-in objects and their fields, and what takes their place. */
import { expect, test } from "vitest";
import { allDocuments } from "../../../metadata/documents/built-in-objects.ts";
import { checkDocuments } from "../../../metadata/documents/check-documents.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { renameFieldEverywhere } from "../../../metadata/refactor/rename-field.ts";
import { usesOfField } from "../../../metadata/refactor/where-used.ts";
import { badge, modelOf } from "./extended-user.ts";

test("names of both kinds of field are known to formulas, renames and uses", () => {
  const task: MetadataDocument = {
    kind: "object",
    name: "task",
    content: {
      name: "task",
      properties: {
        who: { $ref: "tenon:user" },
        where: { type: "string", formula: "who.department.name" },
        sign: { type: "string", formula: "concat(owner.badge, who.manager.badge)" },
      },
    },
  };
  expect(checkDocuments([badge, task])).toEqual([]);
  expect(checkDocuments([task]).map(({ code }) => code)).toContain("expression_unknown_name");
  const renamed = renameFieldEverywhere([badge, task], { object: "user", path: ["badge"] }, "tag");
  expect(checkDocuments(renamed)).toEqual([]);
  expect(renamed[1]?.content).toMatchObject({
    properties: { sign: { formula: "concat(owner.tag, who.manager.tag)" } },
  });
  const uses = usesOfField([badge, task], { object: "user", path: ["department"] });
  expect(uses.map(({ path }) => path)).toEqual(["/unique/0/0", "/properties/where/formula"]);
});

test("an object of one's own that is called so keeps its fields, and nothing leads to it", () => {
  const own: MetadataDocument = {
    kind: "object",
    name: "position",
    content: { id: "aaaaaaaaaa", name: "position", properties: { shelf: { type: "string" } } },
  };
  const whole = allDocuments([own]);
  expect(whole.filter(({ name }) => name === "position")).toEqual([own]);
  expect(modelOf([own], "user").byName.has("position")).toBe(false);
  expect(modelOf([own], "position")).toMatchObject({ builtIn: false });
  expect(checkDocuments([own]).map(({ code }) => code)).toEqual(["name_reserved"]);
});

test("what is no schema is named as in any document", () => {
  const broken = (content: unknown) =>
    checkDocuments([{ ...badge, content: content as MetadataDocument["content"] }]).map(
      ({ code, path }) => `${code} ${path}`,
    );
  expect(broken([])).toEqual(["document_not_object "]);
  expect(broken({ name: "user", properties: [] })).toEqual(["keyword_wrong_type /properties"]);
  expect(broken({ name: "user", properties: { badge: 1 } })).toEqual([
    "field_not_object /properties/badge",
  ]);
  expect(broken({ name: "user", required: 1, properties: {} })).toEqual([
    "keyword_wrong_type /required",
  ]);
  expect(broken({ properties: { badge: { type: "string" } } })).toEqual([
    "document_name_missing /name",
  ]);
});
