/** Child rows in their table: added, changed and removed together with their record. */
import {
  identifier,
  joinSql,
  type Sql,
  slot,
  sql,
  typeName,
} from "../../metadata/expressions/index.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import { computeFields } from "../../metadata/model/computed-fields.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { pointer, problem } from "../../metadata/problem.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { tableOf } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import { type PreparedSql, prepareSql } from "../query/plan-cache.ts";
import { columnOf, recordset, recordsetColumns, storedFields, storedPart } from "./columns.ts";
import { applyDefaults } from "./defaults.ts";
import { Refused, type Writer } from "./writer.ts";

type Row = Readonly<Record<string, unknown>>;

const place = { id: "uuid", _parent: "uuid", _position: "integer" } as const;
const rowsPerStatement = 5000;

/** Inserts rows that carry `id`, `_parent` and `_position`. */
export async function insertChildRows(
  writer: Writer,
  rows: ObjectModel,
  values: readonly Row[],
): Promise<void> {
  const fields = storedFields(rows);
  for (let start = 0; start < values.length; start += rowsPerStatement) {
    const some = values.slice(start, start + rowsPerStatement);
    await writer.executor.run(
      statements(writer.catalog, rows).insert.bind({
        rows: JSON.stringify(
          some.map((row) => ({
            id: row.id,
            _parent: row._parent,
            _position: row._position,
            ...storedPart(fields, row),
          })),
        ),
      }),
    );
  }
}

/**
 * Makes the rows of one record what `values` says: rows with an id are changed in what they name,
 * rows without are added, left-out rows are removed; the order is that of the list.
 */
export async function replaceChildRows(
  writer: Writer,
  field: FieldModel & { readonly children: ObjectModel },
  parent: string,
  values: readonly unknown[],
): Promise<void> {
  const rows = values.filter(isJsonObject);
  const plan = statements(writer.catalog, field.children);
  const given = rows.flatMap((row) => (typeof row.id === "string" ? [row.id] : []));
  const existing = await writer.executor.run(plan.ids.bind({ parent }));
  const known = new Set(existing.rows.map((row) => row[0]));
  const unknown = rows.findIndex((row) => typeof row.id === "string" && !known.has(row.id));
  if (unknown >= 0)
    throw new Refused([problem("unknown_row", pointer("", field.name, unknown, "id"))]);
  if (new Set(given).size !== given.length)
    throw new Refused([problem("repeated_item", pointer("", field.name))]);
  if (given.length < known.size)
    await writer.executor.run(plan.removeOthers.bind({ parent, ids: given }));

  const placed = rows.map((row, position) => ({ row, position }));
  const fields = storedFields(field.children);
  const changed = placed.filter(({ row }) => typeof row.id === "string");
  if (changed.length > 0) {
    await writer.executor.run(
      plan.change.bind({
        rows: JSON.stringify(
          changed.map(({ row, position }) => ({
            id: row.id,
            ...storedPart(
              fields.filter(({ name }) => Object.hasOwn(row, name)),
              row,
            ),
            _position: position,
            _given: Object.keys(row),
          })),
        ),
      }),
    );
  }
  const added = placed.filter(({ row }) => typeof row.id !== "string");
  await insertChildRows(
    writer,
    field.children,
    added.map(({ row, position }) => ({
      ...completeRow(writer, field.children, row),
      id: newUuid(),
      _parent: parent,
      _position: position,
    })),
  );
}

/** A row added to an existing record: defaults and its own formulas, as in a new record. */
function completeRow(writer: Writer, rows: ObjectModel, row: Row): Record<string, unknown> {
  const { id: _id, ...fields } = row;
  const record: Record<string, unknown> = { ...fields };
  applyDefaults(rows, record, writer.catalog.objects, writer.clock);
  return computeFields(rows, record, {
    objects: writer.catalog.objects,
    clock: writer.clock,
    related: null,
  });
}

interface ChildStatements {
  readonly insert: PreparedSql;
  readonly ids: PreparedSql;
  readonly removeOthers: PreparedSql;
  readonly change: PreparedSql;
}

const statementsKey = Symbol("child row statements");

function statements(catalog: Catalog, rows: ObjectModel): ChildStatements {
  const cache = catalog.derived(statementsKey, () => new Map<ObjectModel, ChildStatements>());
  let made = cache.get(rows);
  if (made === undefined) {
    made = compile(catalog, rows);
    cache.set(rows, made);
  }
  return made;
}

function compile(catalog: Catalog, rows: ObjectModel): ChildStatements {
  const fields = storedFields(rows);
  const table = identifier(catalog.schema, tableOf(rows));
  const parent = slot("parent", "uuid");
  return {
    insert: prepareSql(
      sql`insert into ${table} (${recordsetColumns(fields, place)}) select ${recordsetColumns(fields, place)} from ${recordset("rows", fields, place)}`,
    ),
    ids: prepareSql(sql`select "id" from ${table} where "_parent" = ${parent} for update`),
    removeOthers: prepareSql(
      sql`delete from ${table} where "_parent" = ${parent} and "id" <> all(${slot("ids", "uuid[]")})`,
    ),
    change: prepareSql(changeStatement(table, fields)),
  };
}

/** Only what a row names changes; `_given` lists the names. */
function changeStatement(table: Sql, fields: readonly FieldModel[]): Sql {
  const assignments = fields.map((field) => {
    const column = identifier(field.name);
    const named = sql`r."_given" ? ${{ pieces: [`'${field.name}'`] }}`;
    return sql`${column} = case when ${named} then r.${column} else c.${column} end`;
  });
  const columns = [
    sql`"id" uuid, "_position" integer, "_given" jsonb`,
    ...fields.map((field) => sql`${identifier(field.name)} ${typeName(columnOf(field).sql)}`),
  ];
  return sql`update ${table} as c set ${joinSql([sql`"_position" = r."_position"`, ...assignments], sql`, `)}
    from json_to_recordset(${slot("rows", "json")}) as r(${joinSql(columns, sql`, `)}) where c."id" = r."id"`;
}
