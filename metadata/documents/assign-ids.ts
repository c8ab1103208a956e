/** Stable ids: what makes a rename a rename. */
import type { JsonSchema } from "../fields/field-type.ts";
import { isChildRows, isJsonObject, objectOrEmpty } from "../json-object.ts";
import { inlineLocalReferences } from "../local-references.ts";
import { builtInDocument } from "./built-in-documents.ts";
import { extendedBy, extendsBuiltIn } from "./built-in-objects.ts";
import type { MetadataDocument } from "./document.ts";
import { withSourceLast } from "./script-source.ts";

/** Ids are ten characters of these. */
export const stableIdPattern = /^[a-z0-9]{10}$/;

/**
 * Gives the object, its child-row objects and all fields an `id` where they have none. An id that
 * is there stays. A field without one takes over the id of the field of the same name in
 * `existing` (the published document), unless that id moved to another field: then the field of
 * that name is a new one. A role takes over its own. A script has its source put last. Other kinds of document have no ids and come
 * back unchanged; so does an object that lacks nothing. What extends a built-in object has the ids of
 * that object.
 */
export function assignIds(
  document: MetadataDocument,
  existing: MetadataDocument | null,
  newId: () => string,
): MetadataDocument {
  if (document.kind === "role") return identifiedRole(document, existing, newId);
  if (document.kind === "script") return orderedScript(document);
  if (document.kind !== "object") return document;
  const taken = new Set<string>();
  // A field has its own id, so it cannot share its schema with another by reference.
  const written = inlineLocalReferences(document.content);
  collectIds(written, taken);
  const content = identified(written, formerOf(document, existing), { taken, newId });
  return content === document.content ? document : { ...document, content };
}

function formerOf(document: MetadataDocument, existing: MetadataDocument | null): unknown {
  const former = existing?.content ?? null;
  if (!extendsBuiltIn(document) || (existing !== null && !extendsBuiltIn(existing))) return former;
  return extendedBy(builtInDocument(document.name), existing?.content ?? {});
}

/** Memberships name a role by its id: one that is made anew under an old name has no members. */
function identifiedRole(
  document: MetadataDocument,
  existing: MetadataDocument | null,
  newId: () => string,
): MetadataDocument {
  const { content } = document;
  if (idOf(content) !== null) return document;
  return { ...document, content: { ...content, id: idOf(existing?.content) ?? newId() } };
}

/** A script has no ids; its members come in the order in which its files give them back. */
function orderedScript(document: MetadataDocument): MetadataDocument {
  const content = withSourceLast(document.content);
  return content === document.content ? document : { ...document, content };
}

interface Assignment {
  readonly taken: Set<string>;
  readonly newId: () => string;
}

function idOf(schema: unknown): string | null {
  return isJsonObject(schema) && typeof schema.id === "string" ? schema.id : null;
}

function collectIds(rows: JsonSchema, taken: Set<string>): void {
  const own = idOf(rows);
  if (own !== null) taken.add(own);
  for (const schema of Object.values(objectOrEmpty(rows.properties))) {
    const id = idOf(schema);
    if (id !== null) taken.add(id);
    if (isJsonObject(schema) && isChildRows(schema)) {
      collectIds(objectOrEmpty(schema.items), taken);
    }
  }
}

/** An object or child-row object with ids; the same value when nothing was missing. */
function identified(rows: JsonSchema, before: unknown, assignment: Assignment): JsonSchema {
  const former = objectOrEmpty(before);
  const formerFields = objectOrEmpty(former.properties);
  const byId = new Map(Object.values(formerFields).map((field) => [idOf(field), field]));
  let changed = false;
  const properties: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(objectOrEmpty(rows.properties))) {
    const sameName = Object.hasOwn(formerFields, name) ? formerFields[name] : undefined;
    const next = isJsonObject(schema) ? field(schema, sameName, byId, assignment) : schema;
    if (next !== schema) changed = true;
    properties[name] = next;
  }
  const withFields = changed ? { ...rows, properties } : rows;
  if (idOf(rows) !== null) return withFields;
  return { ...withFields, id: takeId(former, assignment) };
}

function field(
  schema: JsonSchema,
  sameName: unknown,
  formerById: ReadonlyMap<string | null, unknown>,
  assignment: Assignment,
): JsonSchema {
  const id = idOf(schema) ?? takeId(sameName, assignment);
  const own = idOf(schema) === null ? { ...schema, id } : schema;
  if (!isChildRows(schema)) return own;
  const former = objectOrEmpty(formerById.get(id));
  const items = identified(objectOrEmpty(schema.items), former.items, assignment);
  return items === schema.items ? own : { ...own, items };
}

function takeId(former: unknown, { taken, newId }: Assignment): string {
  const inherited = idOf(former);
  let id = inherited !== null && !taken.has(inherited) ? inherited : newId();
  while (taken.has(id)) id = newId();
  taken.add(id);
  return id;
}
