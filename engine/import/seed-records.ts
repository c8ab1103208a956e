/** From the cells of seed files to records in JSON, links resolved. Pure. */
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import type { CsvColumn, KeyReference } from "./csv-columns.ts";
import type { ObjectSeed, RecordTable } from "./seed-tables.ts";

/** Ids of the records of an object by the text of a unique field. */
export interface KeyIndex extends KeyReference {
  readonly ids: ReadonlyMap<string, string>;
}

export interface SeedRecord {
  readonly id: string;
  /** Of its row in the file, the header being 0. */
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface ReadRecords {
  readonly records: readonly SeedRecord[];
  readonly problems: readonly Problem[];
  /** Records of the same file that a record refers to. */
  refersTo(record: SeedRecord): readonly SeedRecord[];
}

/** Seed files are written for machines: ISO dates, a point in decimals. */
const format = { locale: "en", timeZone: "UTC" } as const;

export function readRecordsOf(
  seed: ObjectSeed,
  known: readonly KeyIndex[],
  newId: () => string,
): ReadRecords {
  const { model, records: table } = seed;
  const ids = table.rows.map(newId);
  const keyOf = (key: FieldModel): KeyIndex => {
    const position = table.columns.findIndex(({ field }) => field === key);
    const keys = table.rows.map((row, index) => [keyText(key, row[position]), ids[index]] as const);
    return { object: model, key, ids: new Map(keys.map(([text, id]) => [text, id ?? ""])) };
  };
  const ownKeys = model.fields.filter(({ unique }) => unique).map(keyOf);
  const problems: Problem[] = [];
  const reader = new RowReader([...ownKeys, ...known], problems);
  const rowsOfParent = seed.children.map((child) => {
    const rows = new Map<string, Record<string, unknown>[]>();
    for (const [index, row] of child.rows.entries()) {
      const parent = reader.find({ object: model, key: child.parentKey }, row[0], [
        child.path,
        index + 1,
        0,
      ]);
      if (parent === null) continue;
      const values = reader.read({ ...child, rows: [] }, row.slice(1), index + 1);
      rows.set(parent, [...(rows.get(parent) ?? []), values]);
    }
    return { name: child.field.name, rows };
  });
  const linksOfParent = seed.links.map((link) => {
    const targets = new Map<string, string[]>();
    for (const [index, row] of link.rows.entries()) {
      const at = (column: number) => [link.path, index + 1, column] as const;
      const parent = reader.find({ object: model, key: link.parentKey }, row[0], at(0));
      const target = reader.find(link.target, row[1], at(1));
      if (parent === null || target === null) continue;
      targets.set(parent, [...(targets.get(parent) ?? []), target]);
    }
    return { name: link.field.name, rows: targets };
  });
  const records = table.rows.map((row, index): SeedRecord => {
    const id = ids[index] ?? "";
    const belongings = [...rowsOfParent, ...linksOfParent].map(
      ({ name, rows }) => [name, rows.get(id) ?? []] as const,
    );
    const own = reader.read(table, row, index + 1);
    return { id, line: index + 1, values: { ...own, ...Object.fromEntries(belongings) } };
  });
  const byId = new Map(records.map((record) => [record.id, record]));
  const toItself = table.columns.filter(({ reference }) => reference?.object === model);
  const refersTo = ({ values }: SeedRecord) =>
    toItself.flatMap(({ field }) => byId.get(String(values[field.name])) ?? []);
  return { records, problems, refersTo };
}

/** The text by which a key is compared, the same however it was written: `007` is `7`. */
function keyText(key: FieldModel, cell: string | undefined): string {
  const parsed = key.type.parse(cell ?? "", key.schema, format);
  return parsed.ok && parsed.value !== null ? String(parsed.value) : (cell ?? "");
}

class RowReader {
  readonly #indexes: readonly KeyIndex[];
  readonly #problems: Problem[];

  constructor(indexes: readonly KeyIndex[], problems: Problem[]) {
    this.#indexes = indexes;
    this.#problems = problems;
  }

  /** The values of one row; empty cells are left out, so that defaults apply. */
  read(table: RecordTable, row: readonly string[], line: number): Record<string, unknown> {
    const entries = table.columns.flatMap((column, index) => {
      const value = this.#cell(column, row[index], [table.path, line, index]);
      return value === null ? [] : [[column.field.name, value] as const];
    });
    return Object.fromEntries(entries);
  }

  #cell({ field, reference }: CsvColumn, cell: string | undefined, place: Place): unknown {
    if (cell === undefined || cell === "") return null;
    if (reference !== null) return this.find(reference, cell, place);
    const parsed = field.type.parse(cell, field.schema, format);
    if (parsed.ok) return parsed.value;
    for (const item of parsed.problems) {
      this.#problems.push({ ...item, path: pointer("", place[1], field.name), file: place[0] });
    }
    return null;
  }

  /** The id of the record with this key; a problem when there is none. */
  find({ object, key }: KeyReference, cell: string | undefined, place: Place): string | null {
    const index = this.#indexes.find((known) => known.object === object && known.key === key);
    const id = index?.ids.get(keyText(key, cell));
    if (id !== undefined) return id;
    const params = { object: object.title, field: key.title, value: cell ?? "" };
    this.#problems.push(
      problem("import_key_unknown", pointer("", place[1], place[2]), params, place[0]),
    );
    return null;
  }
}

/** File, line and column of a cell. */
type Place = readonly [file: string, line: number, column: number];
