/** A script is two files, or one, and one document. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { assignIds } from "../../../metadata/documents/assign-ids.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import {
  documentFiles,
  documentOfPath,
  fileOfPlace,
  parseDocumentFile,
  parseDocumentFiles,
} from "../../../metadata/documents/document-file.ts";

const json = fc.dictionary(
  fc
    .string({ minLength: 1 })
    .filter((key) => !/^(?:source|__proto__|constructor|prototype|\d+)$/.test(key)),
  fc.oneof(fc.string(), fc.boolean(), fc.integer({ min: -1000, max: 1000 })),
  { minKeys: 1 },
);

test("any source and any content are the same document after both files, in any order", () => {
  fc.assert(
    fc.property(
      fc.option(json),
      fc.option(fc.string({ unit: "binary" })),
      fc.boolean(),
      (rest, source, turned) => {
        if (rest === null && source === null) return;
        const content = { ...rest, ...(source === null ? {} : { source }) };
        const document: MetadataDocument = { kind: "script", name: "ship", content };
        const files = documentFiles([document]);
        const read = parseDocumentFiles(turned ? files.toReversed() : files);
        expect(read.ok && JSON.stringify(read.value)).toBe(JSON.stringify([document]));
        expect(read.ok && documentFiles(read.value)).toEqual(files);
      },
    ),
  );
});

test("the source comes last, wherever it was written", () => {
  const written = { kind: "script" as const, name: "a", content: { source: "x", name: "a" } };
  const kept = assignIds(written, null, () => "");
  expect(Object.keys(kept.content)).toEqual(["name", "source"]);
  expect(assignIds(kept, null, () => "")).toBe(kept);
});

test.each([
  "scripts/a/b.ts",
  "scripts/.ts",
  "objects/a.ts",
  "scripts/tenon.d.ts",
  "a.ts",
  "scripts/a.js",
  "../scripts/a.ts",
])("%s is no document", (path) => {
  expect(documentOfPath(path)).toBeNull();
  expect(parseDocumentFile(path, "")).toMatchObject({
    problems: [{ code: "unknown_document_kind" }],
  });
});

test("a mistake is told in the file that it lies in", () => {
  const whole: MetadataDocument = { kind: "script", name: "a", content: { name: "a", source: "" } };
  expect(fileOfPlace(whole, "/source")).toBe("scripts/a.ts");
  expect(fileOfPlace(whole, "/hosts/0")).toBe("scripts/a.json");
  expect(fileOfPlace({ ...whole, content: { source: "" } }, "")).toBe("scripts/a.ts");
});
