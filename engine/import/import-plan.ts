/** What the columns of a file mean for an object: by name, by title in any language, or as told. */

import { hiddenText } from "../../metadata/fields/values/secret-mark.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import {
  failure,
  type Problem,
  pointer,
  problem,
  type Result,
  success,
} from "../../metadata/problem.ts";
import { translatedTitles } from "../catalog/field-titles.ts";
import type { Writer } from "../records/writer.ts";
import { bringsState } from "../records/written-states.ts";
import { type Asker, type Column, columnsOf } from "./rows-to-records.ts";
import { type Table, withColumns } from "./table.ts";

/** Names of columns of the file → field, `lookup.key`, or null for a column that is left out. */
export type Mapping = ReadonlyMap<string, string | null>;

export interface ImportPlan {
  /** The columns that are written. */
  readonly columns: readonly Column[];
  /** Their cells. */
  readonly table: Table;
  /** All of the file but its secrets, for telling what was refused. */
  readonly file: Table;
  /** Rows whose value is there already change that record. */
  readonly key: FieldModel | null;
}

/** Columns that say why a row was refused; import reads past them. */
const isRemark = (name: string): boolean => name.startsWith("#");

/** The field of each column: as mapped, by its name, or by its title in a language of the app. */
export function guessMapping(
  header: readonly string[],
  model: ObjectModel,
  asker: Asker,
  mapping: Mapping,
): Mapping {
  const titles = translatedTitles(asker.catalog, model);
  const fieldOf = (name: string): string | null => {
    if (mapping.has(name)) return mapping.get(name) ?? null;
    const isSeen = (field: string) => columnsOf([field], model, asker).problems.length === 0;
    if (isSeen(name)) return name;
    const titled = titles.get(name.trim().toLocaleLowerCase());
    return titled !== undefined && isSeen(titled) ? titled : null;
  };
  return new Map(header.map((name) => [name, fieldOf(name)]));
}

/** @param mapping what the caller says; other columns go by name and title, or are a problem */
export function planImport(
  writer: Writer,
  model: ObjectModel,
  file: Table,
  asked: { readonly key: string | null; readonly mapping: Mapping },
): Result<ImportPlan> {
  const key = asked.key === null ? null : model.byName.get(asked.key);
  if (key === undefined || (key !== null && !(key.unique && writer.rights.mayRead(model, key)))) {
    const name = asked.key ?? "";
    return failure(problem("unknown_field", pointer("", 1, name), { name, hint: "" }));
  }
  const guessed = guessMapping(file.header, model, writer, asked.mapping);
  const problems: Problem[] = [];
  for (const name of asked.mapping.keys()) {
    if (!file.header.includes(name))
      problems.push(problem("unknown_column", pointer("", 1, name), { name }));
  }
  const named = file.header.map((name) => {
    const field = guessed.get(name) ?? null;
    if (field !== null || asked.mapping.has(name) || isRemark(name)) return field;
    problems.push(problem("unknown_field", pointer("", 1, name), { name, hint: "" }));
    return null;
  });
  const kept = named.filter((name) => name !== null);
  const twice = kept.find((name, index) => kept.indexOf(name) < index);
  if (twice !== undefined) problems.push(problem("column_twice", "/1", { name: twice }));
  const found = columnsOf(kept, model, writer);
  problems.push(...found.problems.map((item) => ({ ...item, path: `/1${item.path}` })));
  if (problems.length > 0) return failure(...problems);
  if (key !== null && !found.columns.some(({ field }) => field === key))
    return failure(problem("key_column_missing", "/1", { name: key.name }));
  // An export has them too: ids, times, computed values. They are read by people only.
  const writable = found.columns.map(
    ({ field }) => !field.readOnly || field === key || bringsState(writer, model, field),
  );
  const cells = withColumns(
    file,
    named.map((name) => name !== null),
  );
  return success({
    columns: found.columns.filter((_, index) => writable[index]),
    table: withColumns(cells, writable),
    file: withoutSecretCells(file, named, model, writer),
    key,
  });
}

/** The file with dots in the place of secrets. @param named what each column means, if anything */
export function withoutSecretCells(
  file: Table,
  named: readonly (string | null)[],
  model: ObjectModel,
  asker: Asker,
): Table {
  const hidden = named.map(
    (name) =>
      name !== null && columnsOf([name], model, asker).columns[0]?.field.type.sealed === true,
  );
  if (!hidden.includes(true)) return file;
  const rows = file.rows.map((row) =>
    row.map((cell, column) => (hidden[column] && cell !== "" ? hiddenText : cell)),
  );
  return { ...file, rows };
}
