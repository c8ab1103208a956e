/** Records with every type of value, as PostgreSQL tables and as values in JavaScript. */
import fc from "fast-check";
import type {
  Binding,
  RecordValues,
  Scope,
  Sql,
  SqlColumn,
  SqlContext,
  Value,
} from "../../metadata/expressions/index.ts";
import { decimal, identifier, parameter, sql } from "../../metadata/expressions/index.ts";

/** Values by column, as PostgreSQL reads them. */
export interface StoredRow {
  readonly values: Readonly<Record<string, string | boolean | null | readonly string[]>>;
}

export interface StoredRecord extends StoredRow {
  readonly lines: readonly StoredRow[];
}

export const columnTypes: Readonly<Record<string, SqlColumn["type"]>> = {
  a: "numeric",
  b: "numeric",
  n: "bigint",
  s: "text",
  t: "text",
  p: "boolean",
  q: "boolean",
  d: "date",
  e: "date",
  m: "timestamptz",
  h: "time",
  l: "text[]",
  g: "text[]",
  c: "jsonb",
};

const kinds = {
  numeric: "number",
  bigint: "number",
  text: "text",
  boolean: "boolean",
  date: "date",
  timestamptz: "datetime",
  time: "time",
  "text[]": "list",
  uuid: "record",
  jsonb: "composite",
} as const;

const numbers = [
  "0",
  "1",
  "-1",
  "0.1",
  "2.5",
  "-2.5",
  "99999999999999.99",
  "0.0000000001",
  "3",
  "1e3",
];
const texts = [
  "",
  "a",
  "A",
  "é",
  "中",
  "😀",
  "\uffff",
  "'",
  '"',
  "\\",
  " a ",
  "12.50",
  "-3",
  "%_",
  "ß",
];
const dateTexts = ["2026-02-28", "2026-02-30", "2026-2-1", "0000-01-01", "2024-02-29 "];
const dates = ["0001-01-01", "9999-12-31", "2024-02-29", "2026-01-31", "1900-03-01", "1969-12-31"];
const times = ["00:00:00", "08:30:00", "23:59:59"];

/** Beginnings and ends of days in several zones, and any moment. */
const edges = ["10:00", "12:00", "16:00", "00:00", "04:00"].flatMap((time) =>
  ["06-29", "06-30", "07-01", "07-02"].flatMap((day) => {
    const begin = Date.parse(`2026-${day}T${time}:00.000Z`);
    return [new Date(begin - 1).toISOString(), new Date(begin).toISOString()];
  }),
);
const anyMoment = fc
  .integer({ min: -86_400_000 * 365, max: 86_400_000 * 365 * 80 })
  .map((milliseconds) => new Date(milliseconds).toISOString());
/** Both ends of the calendar: in some zone, the day there lies beyond it. */
export const calendarEnds = [
  "0001-01-01T00:00:00.000Z",
  "0001-01-01T23:59:59.999Z",
  "9999-12-31T00:00:00.000Z",
  "9999-12-31T23:59:59.000Z",
  "9999-12-31T23:59:59.999Z",
] as const;
const momentOf = fc.oneof(fc.constantFrom(...edges), anyMoment, fc.constantFrom(...calendarEnds));

const number = fc.oneof(
  fc.constantFrom(...numbers),
  fc
    .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 4 }))
    .map(([digits, places]) =>
      decimal(digits)
        .div(10 ** places)
        .toFixed(),
    ),
);
const text = fc
  .oneof(fc.constantFrom(...texts, ...dateTexts), fc.string({ unit: "grapheme", maxLength: 4 }))
  .filter((value) => value.isWellFormed() && !value.includes("\0"));
const orNull = <Content>(content: fc.Arbitrary<Content>) => fc.option(content, { freq: 3 });

const values = fc.record({
  a: orNull(number),
  b: orNull(number),
  n: orNull(fc.integer({ min: -1000, max: 1000 }).map(String)),
  s: orNull(text),
  t: orNull(text),
  p: orNull(fc.boolean()),
  q: orNull(fc.boolean()),
  d: orNull(fc.constantFrom(...dates)),
  e: orNull(fc.constantFrom(...dates)),
  m: orNull(momentOf),
  h: orNull(fc.constantFrom(...times)),
  c: orNull(
    fc
      .record({ word: text, size: number }, { requiredKeys: [] })
      .map((parts) => JSON.stringify(parts)),
  ),
  l: orNull(fc.uniqueArray(fc.constantFrom("a", "A", "中", "😀", ""), { maxLength: 3 })),
  // Links: an empty list of them is null.
  g: orNull(fc.uniqueArray(fc.nat(5).map(recordId), { minLength: 1, maxLength: 3 })),
});

const row: fc.Arbitrary<StoredRow> = fc.record({ values });
export const storedRecord: fc.Arbitrary<StoredRecord> = fc.record({
  values,
  lines: fc.array(row, { maxLength: 3 }),
});

/** Every second record leads to its predecessor. */
export function otherIndex(index: number): number | null {
  return index % 2 === 1 ? index - 1 : null;
}

export function recordId(index: number): string {
  return `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`;
}

/** The types of the parts of `c`. */
const partKinds = { word: "text", size: "number" } as const;

const partScope: Scope = {
  lookup: (name) =>
    name === "word" || name === "size" ? { type: { kind: partKinds[name] } } : undefined,
  names: () => Object.keys(partKinds),
};

function partValues(stored: StoredRow["values"]): RecordValues | null {
  if (typeof stored.c !== "string") return null;
  const parts: Readonly<Record<string, string>> = JSON.parse(stored.c);
  return {
    value: (name) => {
      const part = parts[name] ?? null;
      return part !== null && name === "size" ? decimal(part) : part;
    },
    related: () => null,
    rows: () => [],
  };
}

const valueScope = (more: (name: string) => Binding | undefined): Scope => ({
  lookup(name) {
    const type = Object.hasOwn(columnTypes, name) ? columnTypes[name] : undefined;
    if (type === undefined) return more(name);
    const kind = kinds[type];
    if (kind === "composite") {
      return { type: { kind, name: "tenon:sample" }, scope: () => partScope };
    }
    return kind === "record" ? undefined : { type: { kind } };
  },
  names: () => Object.keys(columnTypes),
});

const record = { kind: "record", object: "record" } as const;

export const recordScope: Scope = valueScope((name) => {
  if (name === "other") return { type: record, scope: () => recordScope };
  if (name === "lines") return { type: { kind: "rows", object: "line" }, scope: () => rowScope };
  return undefined;
});

const rowScope: Scope = valueScope((name) =>
  name === "parent" ? { type: record, scope: () => recordScope } : undefined,
);

/** The records as JavaScript sees them. */
export function recordValues(records: readonly StoredRecord[], index: number): RecordValues {
  const { values: own, lines } = records[index]!;
  const other = otherIndex(index);
  return {
    value: (name) =>
      name === "other" ? (other === null ? null : recordId(other)) : storedValue(own, name),
    related: (name) => {
      if (name === "c") return partValues(own);
      return name === "other" && other !== null ? recordValues(records, other) : null;
    },
    rows: () =>
      lines.map((line) => ({
        value: (name) => (name === "parent" ? recordId(index) : storedValue(line.values, name)),
        related: (name) => (name === "c" ? partValues(line.values) : recordValues(records, index)),
        rows: () => [],
      })),
  };
}

function storedValue(stored: StoredRow["values"], name: string): Value {
  const value = stored[name] ?? null;
  const type = columnTypes[name];
  return typeof value === "string" && (type === "numeric" || type === "bigint")
    ? decimal(value)
    : value;
}

let aliases = 0;

/** The records as SQL sees them, reached from the table alias `at`. */
export function recordContext(at: string, isRow = false): SqlContext {
  return {
    column(path) {
      const [first = "", ...rest] = path;
      if (first === "c" && rest[0] !== undefined) {
        return {
          sql: sql`(${identifier(at, first)} ->> ${parameter(rest[0], "text")})`,
          type: "text",
        };
      }
      if (rest.length > 0) return throughLookup(at, first, rest);
      const type = first === "other" || first === "parent" ? "uuid" : columnTypes[first]!;
      return { sql: identifier(at, first), type };
    },
    rows(path, selection) {
      const [first = "", ...rest] = path;
      const next = `r${++aliases}`;
      if (rest.length > 0 || isRow) {
        const inner = recordContext(next).rows(rest.length > 0 ? rest : path, selection);
        return fromRecord(at, first, next, inner);
      }
      const chosen = selection(recordContext(next, true));
      const where: Sql = chosen.where ? sql` and ${chosen.where}` : sql``;
      return sql`(select ${chosen.select} from line as ${identifier(next)} where ${identifier(next, "parent")} = ${identifier(at, "id")}${where})`;
    },
  };
}

function throughLookup(at: string, lookup: string, rest: readonly string[]): SqlColumn {
  const next = `r${++aliases}`;
  const inner = recordContext(next).column(rest);
  return { sql: fromRecord(at, lookup, next, inner.sql), type: inner.type };
}

/** A missing record still gives one row, so that aggregates over its rows are those of no rows. */
function fromRecord(at: string, lookup: string, next: string, inner: Sql): Sql {
  return sql`(select ${inner} from (select) as one left join record as ${identifier(next)} on ${identifier(next, "id")} = ${identifier(at, lookup)})`;
}
