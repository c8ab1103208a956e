/**
 * The document of an earlier version in today's names. A run keeps what it does; what it speaks of
 * may be called otherwise by now, and is known by its stable id.
 */
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { isJsonObject, type JsonSchema, objectOrEmpty } from "../../metadata/json-object.ts";
import { renameFieldEverywhere } from "../../metadata/refactor/rename-field.ts";
import { renameObjectEverywhere } from "../../metadata/refactor/rename-object.ts";
import type { Catalog, StoredDocument } from "../catalog/catalog.ts";
import { readDocuments, readManifest } from "../catalog/document-store.ts";
import type { Executor } from "../db/database.ts";

/** A field by its place of then, and its name of now. */
interface FieldRename {
  readonly path: readonly string[];
  readonly to: string;
}

export async function contentSince(
  executor: Executor,
  catalog: Catalog,
  document: StoredDocument,
  version: number,
): Promise<JsonSchema> {
  const then = await objectsOf(executor, catalog, version);
  const now = new Map(catalog.documents.filter(isObject).map((one) => [one.content.id, one]));
  let documents: readonly MetadataDocument[] = [...then, document];
  const renamed: (readonly [from: string, to: string])[] = [];
  for (const { name, content } of then) {
    const current = now.get(content.id);
    if (current === undefined || content.id === undefined) continue;
    for (const { path, to } of fieldRenames(content, current.content))
      documents = renameFieldEverywhere(documents, { object: name, path }, to);
    if (current.name !== name) renamed.push([name, current.name]);
  }
  for (const [from, to] of renamed) documents = renameObjectEverywhere(documents, from, to);
  return documents.at(-1)?.content ?? document.content;
}

const isObject = ({ kind }: MetadataDocument): boolean => kind === "object";

async function objectsOf(
  executor: Executor,
  catalog: Catalog,
  version: number,
): Promise<readonly StoredDocument[]> {
  const manifest = await readManifest(executor, catalog.workspaceId, version);
  if (manifest === null) return [];
  const documents = Object.fromEntries(
    Object.entries(manifest.documents).filter(([key]) => key.startsWith("object/")),
  );
  const known = new Map(catalog.documents.map((document) => [document.digest, document]));
  return readDocuments(executor, catalog.workspaceId, { ...manifest, documents }, known);
}

/** Fields, and those of child rows, that have another name now; the deepest first. */
function fieldRenames(then: JsonSchema, now: JsonSchema): readonly FieldRename[] {
  const current = new Map(
    Object.entries(objectOrEmpty(now.properties)).flatMap(([name, field]) =>
      isJsonObject(field) && typeof field.id === "string"
        ? [[field.id, { name, field }] as const]
        : [],
    ),
  );
  return Object.entries(objectOrEmpty(then.properties)).flatMap(([name, field]) => {
    const found = isJsonObject(field) ? current.get(String(field.id)) : undefined;
    if (found === undefined || !isJsonObject(field)) return [];
    const inner = fieldRenames(objectOrEmpty(field.items), objectOrEmpty(found.field.items));
    const below = inner.map(({ path, to }) => ({ path: [name, ...path], to }));
    return found.name === name ? below : [...below, { path: [name], to: found.name }];
  });
}
