/** Published documents and versions in `core`: content-addressed, immutable. */
import { createHash } from "node:crypto";
import {
  type DocumentKind,
  documentKinds,
  type MetadataDocument,
} from "../../metadata/documents/document.ts";
import { canonicalJson } from "../../metadata/json.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import type { StoredDocument } from "./catalog.ts";

export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly schema: string;
  readonly version: number;
}

/** Digest of a document's canonical text, kind and name included. */
export function documentDigest(document: MetadataDocument): string {
  return createHash("sha256")
    .update(`${document.kind}\n${document.name}\n${canonicalJson(document.content)}`)
    .digest("hex");
}

export const stored = (document: MetadataDocument): StoredDocument => ({
  ...document,
  digest: documentDigest(document),
});

/** Which documents make up a version, and which app's folder each came from. Keys: `object/customer`. */
export interface Manifest {
  readonly documents: Readonly<Record<string, string>>;
  /** Absent for what was made in the designer. */
  readonly origins: Readonly<Record<string, string>>;
}

export const emptyManifest: Manifest = { documents: {}, origins: {} };

export async function readWorkspaces(executor: Executor): Promise<readonly Workspace[]> {
  const { rows } = await executor.run({
    text: "select id, name, schema, version from core.workspace order by name",
    values: [],
  });
  return rows.map(([id, name, schema, version]) => ({
    id: String(id),
    name: String(name),
    schema: String(schema),
    version: Number(version),
  }));
}

/** The manifest of a version; empty for version 0; null for a version that never was. */
export async function readManifest(
  executor: Executor,
  workspaceId: string,
  version: number,
): Promise<Manifest | null> {
  if (version === 0) return emptyManifest;
  const { rows } = await executor.run({
    text: "select manifest from core.version where workspace = $1 and number = $2",
    values: [workspaceId, version],
  });
  const text = rows[0]?.[0];
  return text === undefined || text === null ? null : parseManifest(text);
}

function parseManifest(text: string): Manifest {
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value)) throw new Error("A manifest in core.version is not an object");
  return { documents: texts(value.documents), origins: texts(value.origins) };
}

const texts = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(isJsonObject(value) ? value : {}).map(([key, text]) => [key, String(text)]),
  );

/**
 * The documents of a manifest in its order. `known` are documents at hand already, by digest;
 * they are returned as the same objects, so that what was compiled from them is reused.
 */
export async function readDocuments(
  executor: Executor,
  workspaceId: string,
  manifest: Manifest,
  known: ReadonlyMap<string, StoredDocument>,
): Promise<readonly StoredDocument[]> {
  const digests = Object.values(manifest.documents);
  const missing = digests.filter((digest) => !known.has(digest));
  const fetched = new Map(known);
  if (missing.length > 0) {
    const { rows } = await executor.run({
      text: "select digest, kind, name, content from core.document where workspace = $1 and digest = any($2)",
      values: [workspaceId, missing],
    });
    for (const [digest, kind, name, content] of rows) {
      const document = storedDocument(String(digest), kind, name, content);
      fetched.set(document.digest, document);
    }
  }
  return digests.map((digest) => {
    const document = fetched.get(digest);
    if (document === undefined) throw new Error(`Document ${digest} is missing in core.document`);
    return document;
  });
}

function storedDocument(
  digest: string,
  kind: string | null | undefined,
  name: string | null | undefined,
  content: string | null | undefined,
): StoredDocument {
  const value: unknown = JSON.parse(content ?? "null");
  if (!isDocumentKind(kind) || typeof name !== "string" || !isJsonObject(value)) {
    throw new Error(`Document ${digest} in core.document cannot be read by this engine`);
  }
  return { kind, name, content: value, digest };
}

export const isDocumentKind = (kind: unknown): kind is DocumentKind =>
  documentKinds.some((known) => known === kind);

export function manifestOf(
  documents: readonly StoredDocument[],
  origins: Manifest["origins"],
): Manifest {
  const kept: Record<string, string> = {};
  for (const key of documents.map(documentKey)) {
    const origin = Object.hasOwn(origins, key) ? origins[key] : undefined;
    if (origin !== undefined) kept[key] = origin;
  }
  return {
    documents: Object.fromEntries(
      documents.map((document) => [documentKey(document), document.digest]),
    ),
    origins: kept,
  };
}

export const documentKey = (document: MetadataDocument): string =>
  `${document.kind}/${document.name}`;

/** Keeps documents that are not kept yet. */
export async function writeDocuments(
  executor: Executor,
  workspaceId: string,
  documents: readonly StoredDocument[],
): Promise<void> {
  if (documents.length === 0) return;
  await executor.run({
    text: `insert into core.document (id, workspace, digest, kind, name, content)
      select unnest($1::uuid[]), $2, unnest($3::text[]), unnest($4::text[]), unnest($5::text[]), unnest($6::text[])
      on conflict (workspace, digest) do nothing`,
    values: [
      documents.map(() => newUuid()),
      workspaceId,
      documents.map(({ digest }) => digest),
      documents.map(({ kind }) => kind),
      documents.map(({ name }) => name),
      documents.map(({ content }) => JSON.stringify(content)),
    ],
  });
}

/** One document by its digest, also of versions that are no longer published. */
export async function readDocument(
  executor: Executor,
  workspaceId: string,
  digest: string,
): Promise<StoredDocument | null> {
  const { rows } = await executor.run({
    text: "select digest, kind, name, content from core.document where workspace = $1 and digest = $2",
    values: [workspaceId, digest],
  });
  const [row] = rows;
  return row === undefined ? null : storedDocument(String(row[0]), row[1], row[2], row[3]);
}
