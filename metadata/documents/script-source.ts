/**
 * A script is one document, whose `source` is its TypeScript, and two files. A module, which has
 * nothing but its source, is one file: its document has no other member, not even a name.
 */
import type { JsonSchema } from "../json-object.ts";
import type { MetadataDocument } from "./document.ts";

export const sourceLimit = 256 * 1024;

/** True for the content of a module that is a `.ts` file alone. */
export const hasOnlySource = (content: JsonSchema): boolean =>
  Object.hasOwn(content, "source") && Object.keys(content).length === 1;

export function withoutSource(content: JsonSchema): JsonSchema {
  const { source: _, ...rest } = content;
  return rest;
}

/** The source stands last, wherever it was written: the same script is the same bytes. */
export function withSourceLast(content: JsonSchema): JsonSchema {
  if (!Object.hasOwn(content, "source") || Object.keys(content).at(-1) === "source") return content;
  return { ...withoutSource(content), source: content.source };
}

/** Puts the halves of each script together, at the place of the first. */
export function joinedScripts(documents: readonly MetadataDocument[]): readonly MetadataDocument[] {
  const contents = new Map<string, JsonSchema>();
  for (const { kind, name, content } of documents) {
    if (kind === "script") contents.set(name, { ...contents.get(name), ...content });
  }
  const placed = new Set<string>();
  return documents.flatMap((document): readonly MetadataDocument[] => {
    if (document.kind !== "script") return [document];
    if (placed.has(document.name)) return [];
    placed.add(document.name);
    const content = withSourceLast(contents.get(document.name) ?? document.content);
    return [{ ...document, content }];
  });
}
