/**
 * Child rows and links of seed records, in files of their own: `data/<object>.<field>.csv`, whose
 * first column names the record they belong to (`sales_order.number`). Rows of rows are in
 * `data/<object>.<field>.<field>.csv`, whose second column names the row (`lines.position`).
 */
import type { FormatContext } from "../../metadata/fields/field-type.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { problem } from "../../metadata/problem.ts";
import { Refused, type Writer } from "../records/writer.ts";
import { parseCsv } from "./read-csv.ts";
import { columnsOf, findByKey, rowsToRecords } from "./rows-to-records.ts";
import type { Table } from "./table.ts";

/** Text of the files by name without folder and ending: `sales_order`, `sales_order.lines`. */
export type SeedFiles = ReadonlyMap<string, string>;

export const seedContext: FormatContext = { locale: "en", timeZone: "UTC" };

/** A record or row of a file. */
interface Holder {
  readonly record: Record<string, unknown>;
  /** What names the records and rows above it. */
  readonly keys: readonly string[];
  readonly cells: readonly string[];
}

interface Holders {
  /** Name of their file without folder and ending. */
  readonly path: string;
  readonly header: readonly string[];
  readonly holders: readonly Holder[];
}

/** @throws Refused when the text is no table */
export function readSeed(text: string, file: string): Table {
  const table = parseCsv(text);
  if (!table.ok) throw new Refused(table.problems.map((item) => ({ ...item, file })));
  return table.value;
}

/** Puts the lists of other files into the records and rows they belong to. @throws Refused */
export async function attachLists(
  writer: Writer,
  model: ObjectModel,
  above: Holders,
  files: SeedFiles,
): Promise<void> {
  for (const field of model.fields) {
    const path = `${above.path}.${field.name}`;
    const text = files.get(path);
    if (text === undefined) continue;
    const attached = await attachList(
      writer,
      model,
      field,
      readSeed(text, `data/${path}.csv`),
      above,
      path,
    );
    if (field.children !== null) await attachLists(writer, field.children, attached, files);
  }
}

async function attachList(
  writer: Writer,
  model: ObjectModel,
  field: FieldModel,
  table: Table,
  above: Holders,
  path: string,
): Promise<Holders> {
  const file = `data/${path}.csv`;
  const levels = path.split(".").length - 1;
  const names = table.header.slice(0, levels);
  const rest: Table = {
    ...table,
    header: table.header.slice(levels),
    rows: table.rows.map((row) => row.slice(levels)),
  };
  const keyColumn = above.header.indexOf(names.at(-1)?.split(".")[1] ?? "");
  const byKeys = new Map(
    above.holders.map((holder) => [
      JSON.stringify([...holder.keys, holder.cells[keyColumn] ?? ""]),
      holder.record,
    ]),
  );
  const items = await listItems(writer, field, rest, file);
  const holders = table.rows.map((row, index) => {
    const keys = row.slice(0, levels);
    const owner = keyColumn < 0 ? undefined : byKeys.get(JSON.stringify(keys));
    if (owner === undefined) {
      throw new Refused([
        problem("unknown_record", `/${index + 2}`, { object: model.title }, file),
      ]);
    }
    const list = owner[field.name];
    const item = items[index];
    const entry: Record<string, unknown> | null = isJsonObject(item) ? { ...item } : null;
    owner[field.name] = [...(Array.isArray(list) ? list : []), entry ?? item];
    return { record: entry ?? {}, keys, cells: rest.rows[index] ?? [] };
  });
  return { path, header: rest.header, holders };
}

async function listItems(
  writer: Writer,
  field: FieldModel,
  table: Table,
  file: string,
): Promise<readonly unknown[]> {
  if (field.children !== null) {
    const { columns, problems } = columnsOf(table.header, field.children, writer);
    if (problems.length > 0) throw new Refused(problems.map((item) => ({ ...item, file })));
    const rows = await rowsToRecords(writer, table, columns, seedContext);
    const wrong = rows.flatMap(({ problems: found }, index) =>
      found.map((item) => ({ ...item, file, path: `/${index + 2}${item.path}` })),
    );
    if (wrong.length > 0) throw new Refused(wrong);
    return rows.map(({ record }) => record);
  }
  const target = writer.catalog.objects.get(field.target ?? "");
  const key = target?.byName.get(table.header[0]?.split(".")[1] ?? "");
  if (target === undefined || key === undefined) {
    throw new Refused([
      problem("unknown_field", "", { name: table.header[0] ?? "", hint: "" }, file),
    ]);
  }
  const ids = await findByKey(
    writer,
    { target, field: key },
    table.rows.map((row) => row[0] ?? ""),
    seedContext,
  );
  return table.rows.map((row, index) => {
    const id = ids.get(row[0]?.trim() ?? "");
    if (id === undefined)
      throw new Refused([
        problem("unknown_record", `/${index + 2}`, { object: target.title }, file),
      ]);
    return id;
  });
}
