/** Documents as files of a folder under version control. */
import type { JsonSchema } from "../fields/field-type.ts";
import { canonicalJson, parseJson } from "../json.ts";
import { isJsonObject } from "../json-object.ts";
import { inlineLocalReferences } from "../local-references.ts";
import { failure, problem, type Result, success } from "../problem.ts";
import type { DocumentKind, MetadataDocument } from "./document.ts";

/** One file of a metadata folder; `path` uses `/` and is relative to the folder. */
export interface MetadataFile {
  readonly path: string;
  readonly text: string;
}

export const documentLimits = { maximumBytes: 2_097_152, maximumDepth: 32 };

/** Folder of each kind; an app alone is `app.json`. */
export const documentFolders: Readonly<Record<DocumentKind, string>> = {
  app: "apps",
  object: "objects",
  options: "options",
  view: "views",
  form: "forms",
  role: "roles",
  sharing_rule: "sharing",
  workflow: "workflows",
  translation: "translations",
};

const knownPaths = [
  "app.json",
  ...Object.values(documentFolders).map((folder) => `${folder}/*.json`),
];

/** The kind and name that a path stands for; `null` for a path that is no document. */
export function documentOfPath(path: string): { kind: DocumentKind; name: string | null } | null {
  if (path === "app.json") return { kind: "app", name: null };
  const match = /^(\w+)\/([^/\\]+)\.json$/.exec(path);
  const kind = (Object.keys(documentFolders) as DocumentKind[]).find(
    (key) => documentFolders[key] === match?.[1],
  );
  return kind && match ? { kind, name: match[2] ?? null } : null;
}

/**
 * Reads one file. What is wrong with its JSON is said here; what is wrong with its content is
 * said by `checkDocuments`. References inside an object's schema are replaced by what they mean.
 */
export function parseDocumentFile(path: string, text: string): Result<MetadataDocument> {
  const place = documentOfPath(path);
  if (!place) {
    return failure(problem("unknown_document_kind", "", { file: path, known: knownPaths }, path));
  }
  const parsed = parseJson(text.startsWith("\uFEFF") ? text.slice(1) : text, documentLimits);
  if (!parsed.ok) {
    return failure(...parsed.problems.map((item) => ({ ...item, file: path })));
  }
  const content = parsed.value;
  if (!isJsonObject(content)) return failure(problem("document_not_object", "", {}, path));
  const name = place.name ?? nameInside(content);
  const isObject = place.kind === "object";
  return success({
    kind: place.kind,
    name,
    content: isObject ? inlineLocalReferences(content) : content,
  });
}

/** An app without a usable name is checked under this one; the missing name is a problem then. */
function nameInside(content: JsonSchema): string {
  return typeof content.name === "string" ? content.name : "app";
}

/** Where a document lies as a file. `app.json` as long as there is one app. */
export function documentPath(kind: DocumentKind, name: string, soleApp = true): string {
  return kind === "app" && soleApp ? "app.json" : `${documentFolders[kind]}/${name}.json`;
}

/** Writes one document; `parseDocumentFile` of it gives the same document and the same bytes. */
export function documentFile(document: MetadataDocument, soleApp = true): MetadataFile {
  if (/[/\\]|^\./.test(document.name)) {
    throw new Error(`A document of the name ${JSON.stringify(document.name)} cannot be a file`);
  }
  const path = documentPath(document.kind, document.name, soleApp);
  return { path, text: canonicalJson(document.content) };
}

/** All documents of a workspace as a folder, in the order of their paths. */
export function documentFiles(documents: readonly MetadataDocument[]): readonly MetadataFile[] {
  const soleApp = documents.filter((document) => document.kind === "app").length <= 1;
  return documents
    .map((document) => documentFile(document, soleApp))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
}
