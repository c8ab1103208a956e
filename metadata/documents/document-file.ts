/** Documents as files of a folder under version control. */
import type { JsonSchema } from "../fields/field-type.ts";
import { canonicalJson, parseJson } from "../json.ts";
import { isJsonObject } from "../json-object.ts";
import { inlineLocalReferences } from "../local-references.ts";
import { failure, type Problem, problem, type Result, success } from "../problem.ts";
import type { DocumentKind, MetadataDocument } from "./document.ts";
import { hasOnlySource, joinedScripts, withoutSource } from "./script-source.ts";

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
  calendar: "calendars",
  script: "scripts",
  workflow: "workflows",
  translation: "translations",
};

const knownPaths = [
  "app.json",
  ...Object.values(documentFolders).map((folder) => `${folder}/*.json`),
  `${documentFolders.script}/*.ts`,
];

/**
 * The kind and name that a path stands for; `null` for a path that is no document. Declarations
 * (`*.d.ts`), which editors keep beside scripts, are none.
 */
export function documentOfPath(path: string): { kind: DocumentKind; name: string | null } | null {
  if (path === "app.json") return { kind: "app", name: null };
  const source = sourceName(path);
  if (source !== null) return { kind: "script", name: source };
  const match = /^(\w+)\/([^/\\]+)\.json$/.exec(path);
  const kind = (Object.keys(documentFolders) as DocumentKind[]).find(
    (key) => documentFolders[key] === match?.[1],
  );
  return kind && match ? { kind, name: match[2] ?? null } : null;
}

/** The name of the script whose TypeScript a file holds. */
function sourceName(path: string): string | null {
  const match = /^scripts\/([^/\\]+)\.ts$/.exec(path);
  return match?.[1]?.endsWith(".d") === false ? match[1] : null;
}

/**
 * Reads the files of a folder; all files that cannot be read are named together. A script is one
 * document of two files. What is wrong with the content is said by `checkDocuments`.
 */
export function parseDocumentFiles(
  files: readonly MetadataFile[],
): Result<readonly MetadataDocument[]> {
  const documents: MetadataDocument[] = [];
  const problems: Problem[] = [];
  for (const { path, text } of files) {
    const parsed = parseDocumentFile(path, text);
    if (parsed.ok) documents.push(parsed.value);
    else problems.push(...parsed.problems);
  }
  return problems.length > 0 ? failure(...problems) : success(joinedScripts(documents));
}

/**
 * Reads one file. What is wrong with its JSON is said here; what is wrong with its content is
 * said by `checkDocuments`. References inside an object's schema are replaced by what they mean.
 * The file of a script holds one half of its document.
 */
export function parseDocumentFile(path: string, text: string): Result<MetadataDocument> {
  const place = documentOfPath(path);
  if (!place) {
    return failure(problem("unknown_document_kind", "", { file: path, known: knownPaths }, path));
  }
  const source = sourceName(path);
  if (source !== null) {
    return success({ kind: "script", name: source, content: { source: text } });
  }
  const parsed = parseJson(text.startsWith("\uFEFF") ? text.slice(1) : text, documentLimits);
  if (!parsed.ok) {
    return failure(...parsed.problems.map((item) => ({ ...item, file: path })));
  }
  const content = parsed.value;
  if (!isJsonObject(content)) return failure(problem("document_not_object", "", {}, path));
  const name = place.name ?? nameInside(content);
  if (place.kind === "script" && Object.hasOwn(content, "source")) {
    return failure(problem("script_source_in_json", "/source", { name }, path));
  }
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

/** Where the TypeScript of a script lies. */
export const sourcePath = (name: string): string => `${documentFolders.script}/${name}.ts`;

/** The file in which a place of a document lies: the source of a script has its own. */
export function fileOfPlace(
  { kind, name, content }: MetadataDocument,
  place: string,
  soleApp = true,
): string {
  const inSource = kind === "script" && (place === "/source" || hasOnlySource(content));
  return inSource ? sourcePath(name) : documentPath(kind, name, soleApp);
}

/** Writes one document; `parseDocumentFiles` of it gives the same document and the same bytes. */
export function filesOfDocument(
  document: MetadataDocument,
  soleApp = true,
): readonly MetadataFile[] {
  const { kind, name, content } = document;
  if (/[/\\]|^\./.test(name)) {
    throw new Error(`A document of the name ${JSON.stringify(name)} cannot be a file`);
  }
  const path = documentPath(kind, name, soleApp);
  if (kind !== "script") return [{ path, text: canonicalJson(content) }];
  const { source } = content;
  return [
    ...(hasOnlySource(content) ? [] : [{ path, text: canonicalJson(withoutSource(content)) }]),
    ...(typeof source === "string" ? [{ path: sourcePath(name), text: source }] : []),
  ];
}

/** All documents of a workspace as a folder, in the order of their paths. */
export function documentFiles(documents: readonly MetadataDocument[]): readonly MetadataFile[] {
  const soleApp = documents.filter((document) => document.kind === "app").length <= 1;
  return documents
    .flatMap((document) => filesOfDocument(document, soleApp))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
}
