/**
 * Rows of a table file as records. A header names a field; `customer.code` names a lookup and the
 * unique field of its target by which the record is found, `related.customer.code` a target of a
 * dynamic lookup besides. In a cell of a dynamic lookup, `customer:C-1` goes by the title.
 */

import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import type { FormatContext } from "../../metadata/fields/field-type.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import { isStorableText } from "../../metadata/validate/prepare-record.ts";
import { makeAliases, rowSource } from "../query/joins.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { callerSlots } from "../query/read-plans.ts";
import type { Reader } from "../query/read-records.ts";
import { columnOf, columnParameter } from "../records/columns.ts";
import type { Table } from "./table.ts";

interface PlainColumn {
  readonly field: FieldModel;
  readonly key: null;
}

interface LookupColumn {
  readonly field: FieldModel;
  readonly key: { readonly target: ObjectModel; readonly field: FieldModel };
}

export type Column = PlainColumn | LookupColumn;

/** Who brings the rows: what he may not read is not there. */
export type Asker = Pick<Reader, "catalog" | "rights">;

/** What the header names; unknown names are problems with the path of the column. */
export function columnsOf(
  header: readonly string[],
  model: ObjectModel,
  { catalog, rights }: Asker,
): { readonly columns: readonly Column[]; readonly problems: readonly Problem[] } {
  const columns: Column[] = [];
  const problems: Problem[] = [];
  for (const name of header) {
    const [first = "", ...rest] = name.split(".");
    const field = model.byName.get(first);
    const arm = field?.arms.find(({ target }) => target === rest[0]);
    const [second, ...more] = arm === undefined ? rest : rest.slice(1);
    const target = catalog.objects.get((arm ?? field)?.target ?? "");
    const key = second === undefined ? undefined : target?.byName.get(second);
    const isField = field !== undefined && field.armOf === null && rights.mayRead(model, field);
    const isFound =
      target !== undefined &&
      key?.unique === true &&
      rights.mayUse(target, "read") &&
      rights.mayRead(target, key);
    if (
      !isField ||
      (arm !== undefined && second === undefined) ||
      more.length > 0 ||
      (second !== undefined && !isFound)
    ) {
      problems.push(problem("unknown_field", pointer("", name), { name, hint: "" }));
    } else if (target !== undefined && key !== undefined)
      columns.push({ field, key: { target, field: key } });
    else columns.push({ field, key: null });
  }
  return { columns, problems };
}

export interface RowRecord {
  readonly record: Readonly<Record<string, unknown>>;
  /** Texts of cells that could not be read, by field; `problems` say why. */
  readonly unread: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

/** Finds looked-up records in one query per column, then reads every cell by its field's type. */
export async function rowsToRecords(
  reader: Reader,
  table: Table,
  columns: readonly Column[],
  context: FormatContext,
): Promise<readonly RowRecord[]> {
  const found: (ReadonlyMap<string, unknown> | null)[] = [];
  for (const [index, { field, key }] of columns.entries()) {
    const texts = table.rows.map((row) => row[index] ?? "");
    if (key === null) found.push(await findByTitle(reader, field, texts, context));
    else found.push(await recordsByKey(reader, { field, key }, texts, context));
  }
  return table.rows.map((row) => {
    const record: Record<string, unknown> = {};
    const unread: Record<string, string> = {};
    const problems: Problem[] = [];
    for (const [index, column] of columns.entries()) {
      const text = row[index] ?? "";
      if (text === "") continue;
      if (!isStorableText(text)) {
        unread[column.field.name] = text;
        problems.push(problem("text_not_storable", pointer("", column.field.name)));
        continue;
      }
      const ids = found[index];
      const id = ids?.get(text.trim());
      if (column.key !== null && id === undefined) {
        unread[column.field.name] = text;
        problems.push(
          problem("unknown_record", pointer("", column.field.name), {
            object: column.key.target.title,
          }),
        );
      } else if (id !== undefined) record[column.field.name] = id;
      else {
        const value = column.field.type.parse(text, column.field.schema, context);
        if (value.ok) record[column.field.name] = value.value;
        else {
          unread[column.field.name] = text;
          problems.push(
            ...value.problems.map((item) => ({ ...item, path: pointer("", column.field.name) })),
          );
        }
      }
    }
    return { record, unread, problems };
  });
}

/** What a column of keys means as values of its field, by key text. */
async function recordsByKey(
  reader: Reader,
  { field, key }: LookupColumn,
  texts: readonly string[],
  context: FormatContext,
): Promise<ReadonlyMap<string, unknown>> {
  const ids = await findByKey(reader, key, texts, context);
  if (field.arms.length === 0) return ids;
  return new Map([...ids].map(([text, id]) => [text, { id, object: key.target.name }]));
}

/** Values of cells such as `customer:C-1`, whose titles are unique; null for other fields. */
async function findByTitle(
  reader: Reader,
  field: FieldModel,
  texts: readonly string[],
  context: FormatContext,
): Promise<ReadonlyMap<string, unknown> | null> {
  if (field.arms.length === 0) return null;
  const { catalog, rights } = reader;
  const values = new Map<string, unknown>();
  for (const arm of field.arms) {
    const target = catalog.objects.get(arm.target ?? "");
    const title = target?.byName.get(target.recordTitle);
    if (target === undefined || title?.unique !== true || title.system) continue;
    if (!rights.mayRead(target, title)) continue;
    const beginning = `${target.name}:`;
    const titles = texts
      .map((text) => text.trim())
      .filter((text) => text.startsWith(beginning))
      .map((text) => text.slice(beginning.length));
    const ids = await findByKey(reader, { target, field: title }, titles, context);
    for (const [text, id] of ids) values.set(beginning + text, { id, object: target.name });
  }
  return values;
}

/** Ids of the records that hold one of the key texts, by key text. PostgreSQL compares. */
export async function findByKey(
  reader: Reader,
  key: { readonly target: ObjectModel; readonly field: FieldModel },
  cells: readonly string[],
  context: FormatContext,
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string | null>();
  for (const text of new Set(cells.map((cell) => cell.trim()))) {
    if (text === "" || !isStorableText(text)) continue;
    const parsed = key.field.type.parse(text, key.field.schema, context);
    if (parsed.ok && parsed.value !== null) {
      const parameter = columnParameter(key.field, parsed.value);
      values.set(text, parameter === null ? null : String(parameter));
    }
  }
  const { catalog, rights } = reader;
  const source = rowSource(key.target, { catalog, rights, aliases: makeAliases() });
  const column = identifier(source.alias, key.field.name);
  const keys = slot("keys", `${columnOf(key.field).parameter}[]`);
  const { rows } = await reader.executor.run(
    prepareSql(
      sql`select k."place", ${identifier(source.alias, "id")} from ${source.from()} join unnest(${keys}) with ordinality as k("value", "place") on ${column} = k."value"`,
    ).bind({ ...callerSlots(reader), keys: [...values.values()] }),
  );
  const texts = [...values.keys()];
  return new Map(rows.map(([place, id]) => [texts[Number(place) - 1] ?? "", String(id)]));
}
