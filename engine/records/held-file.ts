/** A file is read through the record that holds it: who may not read the field has no such file. */
import { filesIn } from "../../metadata/fields/values/file-value.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { uuidPattern } from "../db/uuid.ts";
import { readFiles, type StoredFile } from "../files/file-rows.ts";
import { type Reader, readRecord } from "../query/read-records.ts";
import { parseSelection } from "../query/selection.ts";

export interface FilePlace {
  /** Of the record. */
  readonly id: string;
  /** A field of child rows is written with those that have the rows: `lines.photo`. */
  readonly field: string;
  /** Of the file. */
  readonly file: string;
}

/** The file, when the field that the reader reads there holds it now. */
export async function heldFile(
  reader: Reader,
  model: ObjectModel,
  { id, field: text, file: written }: FilePlace,
): Promise<StoredFile | null> {
  const { catalog, rights, executor } = reader;
  const file = written.toLowerCase();
  if (!uuidPattern.test(id) || !uuidPattern.test(file)) return null;
  const path = text.split(".");
  if (!leadsToFiles(model, path)) return null;
  const selection = parseSelection(text, model, catalog, rights);
  if (!selection.ok) return null;
  const selected = { text, selection: selection.value };
  const record = await readRecord(reader, model, id, selected);
  if (!record.ok) return null;
  const held = valuesAt(JSON.parse(record.value.json), path).flatMap(filesIn);
  if (!held.some((each) => each.id === file)) return null;
  return (await readFiles(executor, catalog.schema, [file])).get(file) ?? null;
}

/** Whether names of rows lead to a field that holds files; whether he reads it is asked later. */
function leadsToFiles(model: ObjectModel, [name = "", ...rest]: readonly string[]): boolean {
  const field = model.byName.get(name);
  if (field === undefined) return false;
  if (field.children === null) return rest.length === 0 && field.type.holdsFiles === true;
  return rest.length > 0 && leadsToFiles(field.children, rest);
}

function valuesAt(record: unknown, [name = "", ...rest]: readonly string[]): readonly unknown[] {
  if (!isJsonObject(record)) return [];
  const value = record[name];
  if (rest.length === 0) return [value];
  return Array.isArray(value) ? value.flatMap((row) => valuesAt(row, rest)) : [];
}
