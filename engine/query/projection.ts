/**
 * From a selection to select-list and back to JSON text. Columns travel as PostgreSQL's text and
 * are written straight into the answer: no row object is ever built. Child rows and links come as
 * JSON that PostgreSQL made.
 */

import { identifier, joinSql, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { WireForm } from "../../metadata/fields/field-type.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { TextRow } from "../db/database.ts";
import { linkTableOf } from "../db/names.ts";
import type { RowSource } from "./joins.ts";
import type { SelectedField, Selection } from "./selection.ts";

export interface Projection {
  readonly columns: readonly Sql[];
  /** JSON text of the record in a row whose first columns are `columns`. */
  write(row: TextRow): string;
}

type Writer = (row: TextRow) => string;

/** Compiles a selection over a row source; joins what its paths need. */
export function project(selection: Selection, source: RowSource, catalog: Catalog): Projection {
  const columns: Sql[] = [];
  const write = recordWriter(selection, source, catalog, columns);
  return { columns, write };
}

function recordWriter(
  selection: Selection,
  source: RowSource,
  catalog: Catalog,
  columns: Sql[],
): Writer {
  const writers = selection.fields.map((selected) =>
    fieldWriter(selected, source, catalog, columns),
  );
  const keys = selection.fields.map(
    ({ field }, index) => `${index === 0 ? "{" : ","}${JSON.stringify(field.name)}:`,
  );
  return (row) => {
    let text = "";
    for (let index = 0; index < writers.length; index++) {
      text += (keys[index] as string) + (writers[index] as Writer)(row);
    }
    return `${text}}`;
  };
}

function fieldWriter(
  selected: SelectedField,
  source: RowSource,
  catalog: Catalog,
  columns: Sql[],
): Writer {
  const { field, through, arms = [] } = selected;
  if (arms.length > 0) return referenceWriter(field, arms, source, catalog, columns);
  if (field.type.storage === "column" && through !== null) {
    const target = source.related(field);
    const present = columns.length;
    columns.push(identifier(target.alias, "id"));
    const write = recordWriter(through, target, catalog, columns);
    return (row) => (row[present] === null ? "null" : write(row));
  }
  const index = columns.length;
  if (field.type.storage === "column") {
    columns.push(columnAsText(field.type.wire, source.columnOf(field)));
    const encode = neverEscaped(field) ? quote : encoders[field.type.wire];
    return (row) => {
      const value = row[index];
      return value === null || value === undefined ? "null" : encode(value);
    };
  }
  columns.push(listAsJson(selected, source, catalog));
  return (row) => row[index] ?? "[]";
}

/** `{"object":"customer","id":"…","name":"…"}`; of targets nothing is asked of, object and id. */
function referenceWriter(
  field: FieldModel,
  arms: NonNullable<SelectedField["arms"]>,
  source: RowSource,
  catalog: Catalog,
  columns: Sql[],
): Writer {
  const whole = columns.length;
  columns.push(source.columnOf(field));
  const writers = arms.map(({ arm, through }) => {
    const target = source.related(arm);
    const present = columns.length;
    columns.push(identifier(target.alias, "id"));
    const write = recordWriter(through, target, catalog, columns);
    const object = `{"object":${JSON.stringify(arm.target)},`;
    return { present, write: (row: TextRow) => object + write(row).slice(1) };
  });
  return (row) => {
    const found = writers.find(({ present }) => row[present] !== null);
    return found === undefined ? (row[whole] ?? "null") : found.write(row);
  };
}

/** Printable ASCII without quote and backslash: most of what a list holds. */
const needsNoEscape = /^[ !#-[\]-~]*$/;

const quote = (value: string): string => `"${value}"`;

/** Ids, dates and times hold nothing that JSON would have to escape. */
const neverEscaped = (field: FieldModel): boolean =>
  ["uuid", "date", "time"].includes(field.type.column(field.schema)?.parameter ?? "");

/** PostgreSQL's own text form, but for what has a better one as JSON. */
export function columnAsText(wire: WireForm, column: Sql): Sql {
  if (wire === "duration") return durationText(column);
  return wire === "text_list" ? sql`to_json(${column})` : column;
}

/** `5400` → `PT1H30M`, as `writeDuration` does. */
function durationText(column: Sql): Sql {
  const size = sql`abs(${column})`;
  const part = (value: Sql, letter: Sql) =>
    sql`case when ${value} = 0 then '' else (${value})::text || ${letter} end`;
  const hours = part(sql`${size} / 3600`, sql`'H'`);
  const minutes = part(sql`${size} % 3600 / 60`, sql`'M'`);
  const seconds = part(sql`${size} % 60`, sql`'S'`);
  return sql`case when ${column} = 0 then 'PT0S' else case when ${column} < 0 then '-PT' else 'PT' end || ${hours} || ${minutes} || ${seconds} end`;
}

/** From PostgreSQL's text form to JSON text. */
export const encoders: Readonly<Record<WireForm, (value: string) => string>> = {
  string: (value) => (needsNoEscape.test(value) ? quote(value) : JSON.stringify(value)),
  number: (value) => value,
  boolean: (value) => (value === "t" ? "true" : "false"),
  decimal: (value) => `"${value}"`,
  timestamp: (value) => `"${timestampText(value)}"`,
  json: (value) => value,
  text_list: (value) => value,
  duration: (value) => `"${value}"`,
};

/** `2026-11-22 08:30:00.5+00` → `2026-11-22T08:30:00.500Z` (sessions run in UTC). */
export function timestampText(value: string): string {
  const end = value.indexOf("+", 19);
  const fraction = value.slice(20, end);
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${fraction.padEnd(3, "0")}Z`;
}

/** Child rows and links as one JSON array, made by PostgreSQL. */
function listAsJson(selected: SelectedField, source: RowSource, catalog: Catalog): Sql {
  const { field, through } = selected;
  if (field.children !== null && through !== null) {
    const rows = source.childRows(field, (row) => ({
      select: sql`coalesce(json_agg(${jsonObject(through, row, catalog)} order by ${identifier(row.alias, "_position")}), '[]')`,
      where: null,
    }));
    return rows;
  }
  const table = identifier(catalog.schema, linkTableOf(source.model, field));
  return sql`(select coalesce(json_agg("_target" order by "_position"), '[]') from ${table} where "_parent" = ${identifier(source.alias, "id")})`;
}

/**
 * `select id, json, revision from (rows)`: whole records as JSON text made by PostgreSQL. For a
 * single record one column costs less than many; lists are written here, which costs the two
 * together less. `where` is the condition with its keyword.
 */
export function selectAsJson(
  selection: Selection,
  source: RowSource,
  catalog: Catalog,
  where: Sql,
): Sql {
  const values = joinSql(jsonColumns(selection, source, catalog), sql`, `);
  return sql`select "$row"."id", row_to_json("$row")::text, "$row"."revision" from (select ${values} from ${source.from()}${where}) "$row"`;
}

/** `row_to_json` of one row with keys in order; decimals as strings, moments as RFC 3339. */
function jsonObject(selection: Selection, source: RowSource, catalog: Catalog): Sql {
  const values = jsonColumns(selection, source, catalog);
  return sql`(select row_to_json("$row") from (select ${joinSql(values, sql`, `)}) "$row")`;
}

function jsonColumns(selection: Selection, source: RowSource, catalog: Catalog): readonly Sql[] {
  return selection.fields.map(({ field, through, arms = [] }) => {
    if (arms.length > 0) {
      const cases = arms.map(({ arm, through: behind }) => {
        const target = source.related(arm);
        const object = sql`${parameter(arm.target, "text")} as "object"`;
        const values = joinSql([object, ...jsonColumns(behind, target, catalog)], sql`, `);
        return sql`when ${identifier(target.alias, "id")} is not null then (select row_to_json("$row") from (select ${values}) "$row")`;
      });
      return sql`case ${joinSql(cases, sql` `)} else ${source.columnOf(field)}::json end as ${identifier(field.name)}`;
    }
    if (through !== null && field.children === null) {
      const target = source.related(field);
      const present = identifier(target.alias, "id");
      return sql`case when ${present} is null then null else ${jsonObject(through, target, catalog)} end as ${identifier(field.name)}`;
    }
    if (field.type.sealed && selection.sealed) {
      const column = identifier(source.alias, field.name);
      return sql`case when ${column} is not null then json_build_object('sealed', ${column}) end as ${identifier(field.name)}`;
    }
    const value =
      field.type.storage === "column"
        ? jsonValue(field.type.wire, source.columnOf(field))
        : listAsJson({ field, through }, source, catalog);
    return sql`${value} as ${identifier(field.name)}`;
  });
}

/** A column as PostgreSQL's own functions for JSON write it in the form of the wire. */
export function jsonValue(wire: WireForm, column: Sql): Sql {
  if (wire === "duration") return durationText(column);
  if (wire === "decimal") return sql`${column}::text`;
  if (wire === "timestamp") {
    return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  }
  return column;
}
