/**
 * Lists of lines in a form: those of the record, and those of its lines. A list is named by its
 * place, `lines`, or `lines#3.packages` for the packages of the line with the key 3. Pure.
 */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { FormRow } from "./form-values.ts";

export type ListPlace = string;

export type RowsByField = Readonly<Record<string, readonly FormRow[]>>;

/** The list in a column of a line; the same text as the place of that cell. */
export const listInRow = (list: ListPlace, rowKey: number, column: string): ListPlace =>
  `${list}#${rowKey}.${column}`;

interface ListStep {
  /** The field that holds the list. */
  readonly name: string;
  /** The line in which the next list is; `null` at the end. */
  readonly rowKey: number | null;
}

/** From the record's own list down to the one that is meant. */
export function listSteps(list: ListPlace): readonly ListStep[] {
  const parts = list.split(/#(\d+)\./);
  const steps: ListStep[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const key = parts[index + 1];
    steps.push({ name: parts[index] ?? "", rowKey: key === undefined ? null : Number(key) });
  }
  return steps;
}

/** The line that a list belongs to; `null` for a list of the record. */
export function outerList(
  list: ListPlace,
): { readonly list: ListPlace; readonly rowKey: number } | null {
  const found = /^(.*)#(\d+)\.[^#]*$/.exec(list);
  return found === null ? null : { list: found[1] ?? "", rowKey: Number(found[2]) };
}

/** The lines at a place; none when a line on the way is gone. */
export function rowsAt(rows: RowsByField, list: ListPlace): readonly FormRow[] {
  let holder: RowsByField = rows;
  let found: readonly FormRow[] = [];
  for (const { name, rowKey } of listSteps(list)) {
    found = holder[name] ?? [];
    if (rowKey === null) return found;
    const row = found.find(({ key }) => key === rowKey);
    if (row === undefined) return [];
    holder = row.rows;
  }
  return found;
}

/** The field that a way of names through rows leads to. */
export function fieldAt(model: ObjectModel, names: readonly string[]): FieldModel | undefined {
  let holder: ObjectModel | null = model;
  let field: FieldModel | undefined;
  for (const name of names) {
    field = holder?.byName.get(name);
    holder = field?.children ?? null;
  }
  return field;
}

/** The field that holds a list. */
export const listField = (model: ObjectModel, list: ListPlace): FieldModel | undefined =>
  fieldAt(
    model,
    listSteps(list).map(({ name }) => name),
  );

/** The model of a list's lines. */
export const rowsModel = (model: ObjectModel, list: ListPlace): ObjectModel | null =>
  listField(model, list)?.children ?? null;

/** All lines at all levels, each with its list. */
export function everyRow(
  rows: RowsByField,
  visit: (row: FormRow, index: number, list: ListPlace) => void,
  prefix = "",
): void {
  for (const [name, list] of Object.entries(rows)) {
    const place = `${prefix}${name}`;
    for (const [index, row] of list.entries()) {
      visit(row, index, place);
      everyRow(row.rows, visit, `${place}#${row.key}.`);
    }
  }
}

export function countRows(rows: RowsByField): number {
  let count = 0;
  everyRow(rows, () => {
    count += 1;
  });
  return count;
}
