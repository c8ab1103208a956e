/**
 * Where a field or an object is used: the places that a rename would rewrite. There is no second
 * list of them that could disagree.
 */
import type { DocumentKind, MetadataDocument } from "../documents/document.ts";
import { isJsonObject } from "../json-object.ts";
import { pointer } from "../problem.ts";
import { type FieldAddress, renameFieldEverywhere } from "./rename-field.ts";
import { renameObjectEverywhere } from "./rename-object.ts";

export interface Use {
  readonly kind: DocumentKind;
  readonly name: string;
  /** JSON Pointer to the text or list entry that names it. */
  readonly path: string;
}

/** A name that no document holds. */
const elsewhere = "\u0001";

/** The uses of a field, without its own definition and its texts. */
export const usesOfField = (
  documents: readonly MetadataDocument[],
  address: FieldAddress,
): readonly Use[] => differences(documents, renameFieldEverywhere(documents, address, elsewhere));

/** The uses of an object, without its own definition and its texts. */
export const usesOfObject = (
  documents: readonly MetadataDocument[],
  object: string,
): readonly Use[] =>
  differences(documents, renameObjectEverywhere(documents, object, elsewhere)).filter(
    ({ kind, name, path }) => kind !== "object" || name !== object || path !== "/name",
  );

function differences(
  before: readonly MetadataDocument[],
  after: readonly MetadataDocument[],
): readonly Use[] {
  return before.flatMap(({ kind, name, content }, index) => {
    const renamed = after[index]?.content;
    if (kind === "translation" || renamed === undefined) return [];
    // Roles name fields and objects by their keys, workflows the fields that they set.
    const byKey = kind === "role" || kind === "workflow";
    return changedTexts(content, renamed, "", byKey).map((path) => ({ kind, name, path }));
  });
}

/**
 * Pointers of the texts that differ; a key that is renamed is the definition itself, but where keys
 * are names of something else.
 */
function changedTexts(
  before: unknown,
  after: unknown,
  path: string,
  byKey: boolean,
): readonly string[] {
  if (before === after) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    return before.flatMap((entry: unknown, index) =>
      changedTexts(entry, after[index], pointer(path, index), byKey),
    );
  }
  if (!isJsonObject(before) || !isJsonObject(after)) return [path];
  return Object.keys(before).flatMap((key) => {
    if (byKey && !Object.hasOwn(after, key)) return [pointer(path, key)];
    const renamed = Object.hasOwn(after, key) ? key : elsewhere;
    return changedTexts(before[key], after[renamed], pointer(path, key), byKey);
  });
}
