/** A document that extends people, and models with the built-in objects. */
import { allDocuments } from "../../../metadata/documents/built-in-objects.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { resolveObject } from "../../../metadata/model/resolve-object.ts";

export const badge: MetadataDocument = {
  kind: "object",
  name: "user",
  content: {
    name: "user",
    title: "Employee",
    required: ["grade"],
    properties: {
      department: { title: "Section" },
      badge: { type: "string", unique: true },
      grade: { enum: ["a", "b"], default: "a" },
    },
    rules: [{ name: "own_badge", require: "badge != email", message: "Not the address" }],
    unique: [["department", "badge"]],
    record_title: "badge",
  },
};

export const modelOf = (documents: readonly MetadataDocument[], name: string) => {
  const found = allDocuments(documents).find((document) => document.name === name);
  return resolveObject(found?.content ?? {});
};
