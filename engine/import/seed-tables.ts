/** Seed files of an example, read against the objects they fill. Pure. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { failure, type Problem, problem, type Result, success } from "../../metadata/problem.ts";
import { type CsvColumn, type KeyReference, readColumns, readKey } from "./csv-columns.ts";
import { type CsvTable, parseCsv } from "./read-csv.ts";

/** `path` is relative to the example: `data/customer.csv`. */
export interface SeedFile {
  readonly path: string;
  readonly text: string;
}

/** `data/customer.csv`: one record per row. */
export interface RecordTable {
  readonly path: string;
  readonly columns: readonly CsvColumn[];
  readonly rows: readonly (readonly string[])[];
}

/** `data/customer.contacts.csv`: the first cell names the parent, the others are the row. */
export interface ChildTable extends RecordTable {
  readonly field: FieldModel;
  readonly parentKey: FieldModel;
}

/** `data/employee.territories.csv`: pairs of keys. */
export interface LinkTable {
  readonly path: string;
  readonly field: FieldModel;
  readonly parentKey: FieldModel;
  readonly target: KeyReference;
  readonly rows: readonly (readonly string[])[];
}

/** All that is seeded of one object. */
export interface ObjectSeed {
  readonly model: ObjectModel;
  readonly records: RecordTable;
  readonly children: readonly ChildTable[];
  readonly links: readonly LinkTable[];
}

type Objects = ReadonlyMap<string, ObjectModel>;

/** Reads `data/*.csv`; what is wrong with names and headers is said with file and position. */
export function readSeed(
  files: readonly SeedFile[],
  objects: Objects,
): Result<readonly ObjectSeed[]> {
  const problems: Problem[] = [];
  const take = <Value>(path: string, result: Result<Value>): Value | null => {
    if (result.ok) return result.value;
    problems.push(...result.problems.map((item) => ({ ...item, file: path })));
    return null;
  };
  const seeds = new Map<string, ObjectSeed>();
  // Records before what belongs to them: `customer.csv`, then `customer.contacts.csv`.
  for (const file of files.toSorted((one, other) => one.path.length - other.path.length)) {
    const [name = "", part] = /^data\/(.+)\.csv$/.exec(file.path)?.[1]?.split(".") ?? [];
    const seed = seeds.get(name);
    const model = objects.get(name);
    const table = take(file.path, readTable(file.text));
    if (table === null) continue;
    const field = part === undefined ? undefined : model?.byName.get(part);
    if (model !== undefined && part === undefined) {
      const columns = take(file.path, readColumns(table.header, model, objects));
      if (columns === null) continue;
      const records = { path: file.path, columns, rows: table.rows };
      seeds.set(name, { model, records, children: [], links: [] });
    } else if (seed !== undefined && field?.children) {
      const rows = take(file.path, readChildTable(file.path, table, seed.model, field, objects));
      if (rows) seeds.set(name, { ...seed, children: [...seed.children, rows] });
    } else if (seed !== undefined && field?.type.storage === "link_table") {
      const links = take(file.path, readLinkTable(file.path, table, seed.model, field, objects));
      if (links) seeds.set(name, { ...seed, links: [...seed.links, links] });
    } else {
      problems.push(problem("import_file_unknown", "", { file: file.path }, file.path));
    }
  }
  return problems.length > 0 ? failure(...problems) : success([...seeds.values()]);
}

function readTable(text: string): Result<CsvTable> {
  try {
    return success(parseCsv(text));
  } catch (error) {
    return failure(problem("import_not_csv", "", { reason: String(error) }));
  }
}

function readChildTable(
  path: string,
  table: CsvTable,
  model: ObjectModel,
  field: FieldModel,
  objects: Objects,
): Result<ChildTable> {
  const parent = parentKey(table, model, objects);
  if (!parent.ok || field.children === null) return failure(...(parent.ok ? [] : parent.problems));
  const columns = readColumns(table.header.slice(1), field.children, objects);
  if (!columns.ok) return columns;
  return success({
    path,
    field,
    parentKey: parent.value,
    columns: columns.value,
    rows: table.rows,
  });
}

function readLinkTable(
  path: string,
  table: CsvTable,
  model: ObjectModel,
  field: FieldModel,
  objects: Objects,
): Result<LinkTable> {
  const parent = parentKey(table, model, objects);
  const header = table.header[1] ?? "";
  const target = readKey(header, objects);
  if (!parent.ok) return parent;
  if (target === null || target.object.name !== field.target || table.header.length > 2) {
    return failure(
      problem("import_column_unknown", "/0/1", { column: header, object: field.title }),
    );
  }
  return success({ path, field, parentKey: parent.value, target, rows: table.rows });
}

/** The first column of child rows and links names the record they belong to. */
function parentKey(table: CsvTable, model: ObjectModel, objects: Objects): Result<FieldModel> {
  const header = table.header[0] ?? "";
  const parent = readKey(header, objects);
  return parent?.object === model
    ? success(parent.key)
    : failure(problem("import_column_unknown", "/0/0", { column: header, object: model.title }));
}
