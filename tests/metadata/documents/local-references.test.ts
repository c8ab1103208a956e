import { describe, expect, test } from "vitest";
import { assignIds } from "../../../metadata/documents/assign-ids.ts";
import { checkDocuments } from "../../../metadata/documents/check-documents.ts";
import { parseDocumentFile } from "../../../metadata/documents/document-file.ts";
import { inlineLocalReferences } from "../../../metadata/local-references.ts";

/** As other tools write schemas: shared parts under `$defs`, no keyword of ours but the name. */
const foreign = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "https://example.com/invoice",
  name: "invoice",
  title: "Invoice",
  type: "object",
  required: ["number"],
  properties: {
    number: { $ref: "#/$defs/code", title: "Number" },
    currency: { $ref: "#/$defs/code" },
    lines: { type: "array", items: { $ref: "#/$defs/line" } },
  },
  $defs: {
    code: { type: "string", title: "Code", maxLength: 20 },
    line: {
      type: "object",
      properties: { article: { $ref: "#/$defs/code" }, pieces: { type: "integer" } },
    },
  },
  additionalProperties: false,
};

test("a schema from elsewhere becomes an object", () => {
  const parsed = parseDocumentFile("objects/invoice.json", JSON.stringify(foreign));
  expect(parsed.ok && parsed.value.content.properties).toEqual({
    number: { type: "string", title: "Number", maxLength: 20 },
    currency: { type: "string", title: "Code", maxLength: 20 },
    lines: {
      type: "array",
      items: {
        type: "object",
        properties: {
          article: { type: "string", title: "Code", maxLength: 20 },
          pieces: { type: "integer" },
        },
      },
    },
  });
  expect(parsed.ok && checkDocuments([parsed.value])).toEqual([]);
});

test("fields that shared a schema get ids of their own", () => {
  let next = 0;
  const newId = () => {
    next += 1;
    return String(next).padStart(10, "0");
  };
  const { content } = assignIds({ kind: "object", name: "invoice", content: foreign }, null, newId);
  expect(new Set(JSON.stringify(content.properties).match(/"id":"\d{10}"/g)).size).toBe(6);
});

describe("left as they are and reported", () => {
  const withField = (schema: object, $defs: object = {}) => ({
    name: "a",
    properties: { f: schema },
    $defs,
  });

  test.each([
    ["nothing", withField({ $ref: "#/$defs/missing" })],
    ["a member of every JavaScript object", withField({ $ref: "#/$defs/toString" })],
    ["wrong escapes", withField({ $ref: "#/$defs/%zz" })],
    [
      "itself",
      withField(
        { $ref: "#/$defs/n" },
        { n: { type: "object", properties: { n: { $ref: "#/$defs/n" } } } },
      ),
    ],
    [
      "a contradicted condition",
      withField({ $ref: "#/$defs/t", maxLength: 5 }, { t: { type: "string", maxLength: 9 } }),
    ],
  ])("a reference to %s", (_, content) => {
    const inlined = inlineLocalReferences(content);
    const codes = checkDocuments([{ kind: "object", name: "a", content: inlined }]).map(
      ({ code }) => code,
    );
    expect(codes).toEqual(["reference_local"]);
  });

  test("what would unfold without end", () => {
    const levels = Array.from({ length: 40 }, (_, level) => {
      const next = { $ref: `#/$defs/d${level + 1}` };
      return [`d${level}`, { type: "object", properties: { a: next, b: next } }] as const;
    });
    const $defs = { ...Object.fromEntries(levels), d40: { type: "string" } };
    const inlined = inlineLocalReferences(withField({ $ref: "#/$defs/d0" }, $defs));
    expect(JSON.stringify(inlined).length).toBeLessThan(1_000_000);
  });
});

test("a document without references stays the same value", () => {
  const content = { name: "a", properties: { f: { $ref: "tenon:money" } } };
  expect(inlineLocalReferences(content)).toBe(content);
});
