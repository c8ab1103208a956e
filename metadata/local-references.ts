/** References inside one schema, as tools that write JSON Schema like to use them. */
import type { JsonSchema } from "./json-object.ts";
import { isJsonObject } from "./json-object.ts";

/** Keywords that a place may say anew without contradicting what it refers to. */
const annotations: ReadonlySet<string> = new Set(
  "title description default examples deprecated readOnly $comment id".split(" "),
);

/** A schema of a few lines can unfold without end. */
const maximumInsertions = 2000;

/**
 * An object document in which every `{"$ref": "#/$defs/…"}` below `properties` is replaced by what
 * it refers to, with the keywords beside it. Left as they are, and then reported by the checks:
 * references to nothing, to themselves, and ones with a condition beside them that contradicts.
 * The same value when there is nothing to replace.
 */
export function inlineLocalReferences(content: JsonSchema): JsonSchema {
  if (!isJsonObject(content.properties) || !mentionsReference(content.properties)) return content;
  const inliner = new Inliner(content);
  return { ...content, properties: inliner.inline(content.properties, []) };
}

/** One schema in which references into itself are replaced by what they refer to. */
export function inlineReferences(schema: JsonSchema): JsonSchema {
  if (!mentionsReference(schema)) return schema;
  const inlined = new Inliner(schema).inline(schema, []);
  return isJsonObject(inlined) ? inlined : schema;
}

function mentionsReference(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const members = Object.entries(value);
  return members.some(
    ([key, member]) => (key === "$ref" && isLocal(member)) || mentionsReference(member),
  );
}

const isLocal = (reference: unknown): reference is string =>
  typeof reference === "string" && reference.startsWith("#/");

class Inliner {
  readonly #root: JsonSchema;
  #insertions = 0;

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  /** `open` are the references that led here. */
  inline(value: unknown, open: readonly string[]): unknown {
    if (Array.isArray(value)) return value.map((item) => this.inline(item, open));
    if (!isJsonObject(value)) return value;
    const { $ref, ...beside } = value;
    if (isLocal($ref)) {
      const target = open.includes($ref) ? null : this.#target($ref);
      const contradicts =
        target &&
        Object.keys(beside).some((key) => Object.hasOwn(target, key) && !annotations.has(key));
      if (!target || contradicts || this.#insertions >= maximumInsertions) return value;
      this.#insertions += 1;
      return this.inline({ ...target, ...beside }, [...open, $ref]);
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, this.inline(member, open)]),
    );
  }

  #target(reference: string): JsonSchema | null {
    let found: unknown = this.#root;
    for (const step of reference.slice(2).split("/")) {
      const key = decoded(step);
      if (key === null || typeof found !== "object" || found === null) return null;
      if (!Object.hasOwn(found, key)) return null;
      found = (found as Readonly<Record<string, unknown>>)[key];
    }
    return isJsonObject(found) ? found : null;
  }
}

/** A step of a JSON Pointer in a URI fragment; `null` when its escapes are wrong. */
function decoded(step: string): string | null {
  try {
    return decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return null;
  }
}
