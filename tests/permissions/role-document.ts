import type { MetadataDocument } from "../../metadata/documents/document.ts";

type Json = Readonly<Record<string, unknown>>;

/** A role that grants this much of objects. */
export const role = (name: string, objects: Json, more: Json = {}): MetadataDocument => ({
  kind: "role",
  name,
  content: { name, title: name, objects, ...more },
});
