import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { documentOfPath, parseDocumentFiles } from "../../../metadata/documents/document-file.ts";

/** The files of an example app that are documents, as they stand on disk. */
export function exampleFiles(app: string): readonly { path: string; text: string }[] {
  const root = fileURLToPath(new URL(`../../../examples/${app}/`, import.meta.url));
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => documentOfPath(path) !== null)
    .map((path) => ({ path, text: readFileSync(root + path, "utf8") }));
}

export function exampleDocuments(app: string): readonly MetadataDocument[] {
  const parsed = parseDocumentFiles(exampleFiles(app));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}
