import { describe, expect, test } from "vitest";
import { checkDocuments } from "../../../metadata/documents/check-documents.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import {
  documentFiles,
  filesOfDocument,
  parseDocumentFile,
} from "../../../metadata/documents/document-file.ts";
import { exampleDocuments, exampleFiles } from "./read-examples.ts";

describe("the example app", () => {
  test("has no mistakes", () => {
    expect(checkDocuments(exampleDocuments("trading"))).toEqual([]);
  });

  test("is written as the same bytes it was read from", () => {
    const written = new Map(
      documentFiles(exampleDocuments("trading")).map(({ path, text }) => [path, text]),
    );
    for (const { path, text } of exampleFiles("trading")) expect(written.get(path)).toBe(text);
  });
});

const app = (name: string): MetadataDocument => ({ kind: "app", name, content: { name } });

test("one app is app.json, several lie in a folder", () => {
  expect(documentFiles([app("sales")]).map(({ path }) => path)).toEqual(["app.json"]);
  expect(documentFiles([app("sales"), app("hr")]).map(({ path }) => path)).toEqual([
    "apps/hr.json",
    "apps/sales.json",
  ]);
});

test.each(["app", "apps/sales", "objects/customer", "translations/zh-CN"])(
  "%s.json comes back at its path",
  (stem) => {
    const parsed = parseDocumentFile(`${stem}.json`, '{"name": "sales"}');
    const soleApp = stem === "app";
    expect(parsed.ok && filesOfDocument(parsed.value, soleApp)[0]?.path).toBe(`${stem}.json`);
  },
);

test.each([
  "readme.md",
  "objects/a/b.json",
  "dashboards/list.json",
  "../objects/a.json",
  "objects/.json",
])("%s is no document", (path) => {
  expect(parseDocumentFile(path, "{}")).toMatchObject({
    ok: false,
    problems: [{ code: "unknown_document_kind", file: path }],
  });
});

test.each(["null", "[]", '"text"', "1", "true"])("a file that holds %s is refused", (text) => {
  expect(parseDocumentFile("objects/a.json", text)).toEqual({
    ok: false,
    problems: [{ code: "document_not_object", path: "", params: {}, file: "objects/a.json" }],
  });
});

test("mistakes of syntax name the file, the line and the column", () => {
  expect(parseDocumentFile("objects/a.json", '{\n  "name": a\n}')).toMatchObject({
    problems: [
      {
        code: "malformed_json",
        file: "objects/a.json",
        params: { line: 2, column: 11, found: "a" },
      },
    ],
  });
});

test("twenty megabytes are refused before they are read", () => {
  const text = `{"name": "${"a".repeat(20_000_000)}"}`;
  expect(parseDocumentFile("objects/a.json", text)).toMatchObject({
    problems: [{ code: "body_too_large", file: "objects/a.json" }],
  });
});

test("the mark that some editors put before UTF-8 is no mistake", () => {
  expect(parseDocumentFile("objects/a.json", '\ufeff{"name":"a"}').ok).toBe(true);
});

test("a name that would leave the folder cannot become a file", () => {
  const document: MetadataDocument = { kind: "object", name: "../secret", content: {} };
  expect(() => filesOfDocument(document)).toThrow();
});
