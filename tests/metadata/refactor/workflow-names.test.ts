/** Names in workflows: renamed with what they name, and found where it is used. */
import { expect, test } from "vitest";
import { checkDocuments } from "../../../metadata/documents/check-documents.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { renameFieldEverywhere } from "../../../metadata/refactor/rename-field.ts";
import { renameObjectEverywhere } from "../../../metadata/refactor/rename-object.ts";
import { renameRoleEverywhere } from "../../../metadata/refactor/rename-role.ts";
import { usesOfField, usesOfObject } from "../../../metadata/refactor/where-used.ts";
import { templateParts, templateText } from "../../../metadata/workflows/text-template.ts";

const object = (name: string, properties: Record<string, unknown>): MetadataDocument => ({
  kind: "object",
  name,
  content: { name, type: "object", properties },
});

const documents: readonly MetadataDocument[] = [
  object("person", { full_name: { type: "string" } }),
  object("job", {
    title: { type: "string" },
    count: { type: "integer" },
    who: { $ref: "tenon:lookup", target: "person" },
    parts: { type: "array", items: { type: "object", properties: { size: { type: "integer" } } } },
  }),
  { kind: "role", name: "boss", content: { name: "boss" } },
  {
    kind: "workflow",
    name: "flow",
    content: {
      name: "flow",
      on: { event: "update", record: "job", changed: ["count"], when: "record.count > 1" },
      start: "find",
      steps: {
        find: {
          type: "find",
          object: "job",
          filter: "count > record.count && who.full_name == record.who.full_name",
          sort: ["-count"],
          next: "set",
        },
        set: {
          type: "update",
          record: "steps.find.result",
          set: { count: { expression: "record.count + 1" } },
          next: "each",
        },
        each: { type: "loop", rows: "parts", as: "part", do: "say", next: "tell" },
        say: {
          type: "create",
          object: "person",
          set: { full_name: { expression: "text(part.size)" } },
        },
        tell: {
          type: "notify",
          to: [{ role: "boss" }],
          subject: "{record.count} of {record.who.full_name} {{count}}",
        },
      },
    },
  },
];

const flowOf = (list: readonly MetadataDocument[]) =>
  JSON.stringify(list.find(({ kind }) => kind === "workflow")?.content);
const places = (uses: ReturnType<typeof usesOfField>) =>
  uses.filter(({ kind }) => kind === "workflow").map(({ path }) => path);

test("the documents are sound", () => {
  expect(checkDocuments(documents)).toEqual([]);
});

test.each([
  ["job", ["count"]],
  ["job", ["who"]],
  ["job", ["parts"]],
  ["job", ["parts", "size"]],
  ["person", ["full_name"]],
])("a field %s %j takes workflows along, and back", (name, path) => {
  const address = { object: name, path };
  const renamed = renameFieldEverywhere(documents, address, "zzz");
  expect(checkDocuments(renamed)).toEqual([]);
  expect(flowOf(renamed)).toContain("zzz");
  const back = { object: name, path: [...path.slice(0, -1), "zzz"] };
  expect(renameFieldEverywhere(renamed, back, path.at(-1) ?? "")).toEqual(documents);
});

test("what only looks like the name stays", () => {
  const renamed = renameFieldEverywhere(documents, { object: "job", path: ["count"] }, "zzz");
  expect(flowOf(renamed)).toContain("{record.zzz} of {record.who.full_name} {{count}}");
  const other = renameFieldEverywhere(documents, { object: "job", path: ["title"] }, "zzz");
  expect(flowOf(other)).toBe(flowOf(documents));
});

test("objects and roles take workflows along", () => {
  const renamed = renameObjectEverywhere(documents, "job", "work");
  expect(checkDocuments(renamed)).toEqual([]);
  expect(flowOf(renamed)).not.toContain('"job"');
  const bosses = renameRoleEverywhere(documents, "boss", "chief");
  expect(checkDocuments(bosses)).toEqual([]);
  expect(flowOf(bosses)).toContain('{"role":"chief"}');
});

test("workflows are told among the uses", () => {
  expect(places(usesOfField(documents, { object: "job", path: ["count"] }))).toEqual([
    "/on/changed/0",
    "/on/when",
    "/steps/find/filter",
    "/steps/find/sort/0",
    "/steps/set/set/count",
    "/steps/tell/subject",
  ]);
  expect(places(usesOfObject(documents, "person"))).toEqual(["/steps/say/object"]);
});

test("a template is its parts again", () => {
  for (const text of ["a {b} c", "{{x}} {y}", "", '{"}" + z}', "{a}{b}"])
    expect(templateText(templateParts(text) ?? [])).toBe(text);
  for (const text of ["{a", "a}", "{a{b}}"]) expect(templateParts(text)).toBeNull();
});
