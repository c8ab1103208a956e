import { expect, test } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { renameOptionSetEverywhere } from "../../../metadata/refactor/rename-option-set.ts";

const documents: readonly MetadataDocument[] = [
  { kind: "options", name: "industry", content: { name: "industry", options: [{ const: "a" }] } },
  { kind: "options", name: "industry_2", content: { name: "industry_2", options: [] } },
  {
    kind: "object",
    name: "customer",
    content: {
      name: "customer",
      properties: {
        one: { $ref: "options:industry", title: "One" },
        many: { type: "array", items: { $ref: "options:industry" } },
        other: { $ref: "options:industry_2" },
        lines: {
          type: "array",
          items: { type: "object", properties: { kind: { $ref: "options:industry" } } },
        },
      },
    },
  },
  { kind: "object", name: "plain", content: { name: "plain", properties: { industry: {} } } },
  {
    kind: "translation",
    name: "zh-CN",
    content: { options: { industry: { title: "行业" } }, objects: { industry: { title: "x" } } },
  },
];

test("a set is renamed in every field that takes its options from it, and nowhere else", () => {
  const [set, next, customer, plain, texts] = renameOptionSetEverywhere(
    documents,
    "industry",
    "branch",
  );
  expect(set).toMatchObject({ name: "branch", content: { name: "branch" } });
  expect(next).toBe(documents[1]);
  expect(customer?.content.properties).toEqual({
    one: { $ref: "options:branch", title: "One" },
    many: { type: "array", items: { $ref: "options:branch" } },
    other: { $ref: "options:industry_2" },
    lines: {
      type: "array",
      items: { type: "object", properties: { kind: { $ref: "options:branch" } } },
    },
  });
  expect(plain).toBe(documents[3]);
  expect(texts?.content).toEqual({
    options: { branch: { title: "行业" } },
    objects: { industry: { title: "x" } },
  });
});

test("a name that stays, or that nobody has, changes nothing", () => {
  expect(renameOptionSetEverywhere(documents, "industry", "industry")).toBe(documents);
  const same = renameOptionSetEverywhere(documents, "nothing", "something");
  for (const [index, document] of same.entries()) expect(document).toBe(documents[index]);
});
