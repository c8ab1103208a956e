/**
 * What is found out about a document's content alone, or about a model made of it, is found out
 * once: neither ever changes.
 */
import type { JsonSchema } from "./json-object.ts";

/** `make`, with its result kept as long as what it was made of is. */
export function oncePer<Source extends object, Value>(
  make: (source: Source) => Value,
): (source: Source) => Value {
  const kept = new WeakMap<Source, { readonly value: Value }>();
  return (source) => {
    let found = kept.get(source);
    if (found === undefined) {
      found = { value: make(source) };
      kept.set(source, found);
    }
    return found.value;
  };
}

/** `oncePer` content. */
export const oncePerDocument = <Value>(
  make: (content: JsonSchema) => Value,
): ((content: JsonSchema) => Value) => oncePer(make);
