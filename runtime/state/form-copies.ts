/** What a lookup brings along while one fills in a form: `copy_from`, live. */

import type { ObjectsByName } from "../../metadata/model/computed-fields.ts";
import { type CopySource, copiedFields, copiedValue } from "../../metadata/model/copied-fields.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Values } from "./row-list.ts";

/** Reads some fields of a record; `null` when it cannot be read. */
export type ReadFields = (
  object: string,
  id: string,
  fields: readonly string[],
) => Promise<Values | null>;

/**
 * Copies what hangs on the lookup `name`, which has just been given `value`. `current` is the
 * lookup's value by the time the answer comes: a later choice wins. What cannot be read is left
 * to the engine, which copies what a new record leaves out.
 */
export async function copyBehind(
  model: ObjectModel,
  objects: ObjectsByName,
  name: string,
  value: unknown,
  form: {
    readonly read: ReadFields;
    readonly current: () => unknown;
    readonly set: (field: string, value: unknown) => void;
  },
): Promise<void> {
  if (typeof value !== "string") return;
  const due = copiedFields(model, objects).filter(({ lookup }) => lookup.name === name);
  const target = due[0]?.lookup.target;
  if (target === undefined || target === null) return;
  const record = await form.read(target, value, [...new Set(due.map(({ rest }) => rest))]);
  if (record === null || form.current() !== value) return;
  for (const copy of due) form.set(copy.field.name, plain(copy, copiedValue(record, copy.rest)));
}

/** A lookup that another copy reads through comes with what was asked of it. */
const plain = ({ field }: CopySource & { readonly field: FieldModel }, value: unknown): unknown =>
  field.target !== null && typeof value === "object" && value !== null && "id" in value
    ? value.id
    : value;
