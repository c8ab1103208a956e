/** What is found out about a document's content alone is found out once: contents never change. */
import type { JsonSchema } from "./json-object.ts";

/** `make`, with its result kept as long as the content is. */
export function oncePerDocument<Value>(
  make: (content: JsonSchema) => Value,
): (content: JsonSchema) => Value {
  const kept = new WeakMap<JsonSchema, { readonly value: Value }>();
  return (content) => {
    let found = kept.get(content);
    if (found === undefined) {
      found = { value: make(content) };
      kept.set(content, found);
    }
    return found.value;
  };
}
