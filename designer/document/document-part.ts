/** Reading and writing what stands deep inside a document, without touching the rest. */
import { isJsonObject, type JsonSchema } from "../../metadata/json-object.ts";
import { withKeyword } from "./design-documents.ts";

/** Keys and positions from the top of a document: `["rules", 0, "message"]`. */
export type PartPath = readonly (string | number)[];

export function readPart(content: unknown, path: PartPath): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof key === "number") return Array.isArray(value) ? value[key] : undefined;
    return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, content);
}

/** The entries of a list; none where there is no list. */
export function readEntries(content: unknown, path: PartPath): readonly JsonSchema[] {
  const list = readPart(content, path);
  return Array.isArray(list)
    ? list.map((entry: unknown) => (isJsonObject(entry) ? entry : {}))
    : [];
}

/** Sets one value; undefined removes it. A place below something that is not there stays away. */
export function withPart(content: JsonSchema, path: PartPath, value: unknown): JsonSchema {
  const next = replaced(content, path, value);
  return isJsonObject(next) ? next : content;
}

function replaced(holder: unknown, path: PartPath, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof key === "number") {
    if (!Array.isArray(holder) || key >= holder.length) return holder;
    return holder.map((entry: unknown, index) =>
      index === key ? replaced(entry, rest, value) : entry,
    );
  }
  const object = isJsonObject(holder) ? holder : {};
  const before = Object.hasOwn(object, key) ? object[key] : undefined;
  return withKeyword(object, key, replaced(before, rest, value));
}
