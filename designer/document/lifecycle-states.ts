/** The states of a lifecycle inside an object document, and who speaks of them. */
import { isJsonObject, type JsonSchema, objectOrEmpty } from "../../metadata/json-object.ts";
import {
  changed,
  type Rename,
  renameList,
  renameValue,
} from "../../metadata/refactor/names-in-object.ts";
import { withKeyword } from "./design-documents.ts";
import { readEntries, withPart } from "./document-part.ts";
import { type FieldEntry, siblingFields } from "./object-fields.ts";

/** The field that holds the state; undefined without a lifecycle, or when it is not there. */
export function stateField(content: JsonSchema): FieldEntry | undefined {
  const { field } = objectOrEmpty(content.lifecycle);
  return siblingFields(content, null).find(({ name }) => name === field);
}

/** Everything that names a state, after its stored value was changed. */
export function renameStates(content: JsonSchema, rename: Rename): JsonSchema {
  const { lifecycle } = content;
  const field = stateField(content);
  if (!isJsonObject(lifecycle) || !field) return content;
  let next = changed(lifecycle, "initial", renameValue(lifecycle.initial, rename));
  next = changed(next, "locked", renameList(lifecycle.locked, rename));
  const transitions = readEntries(lifecycle, ["transitions"]).map((transition) => {
    const from = changed(transition, "from", renameList(transition.from, rename));
    return changed(from, "to", renameValue(transition.to, rename));
  });
  next = changed(next, "transitions", transitions);
  const initial = renameValue(field.schema.default, rename);
  return withPart(
    withKeyword(content, "lifecycle", next),
    ["properties", field.name, "default"],
    initial,
  );
}
