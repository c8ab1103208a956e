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
import { nameInRecords } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { tableOf } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import { type PreparedSql, prepareSql } from "../query/plan-cache.ts";
import {
  childFields,
  columnOf,
  recordset,
  recordsetColumns,
  storedFields,
  storedPart,
} from "./columns.ts";
import { completedProblems } from "./completed-values.ts";
import { applyDefaults } from "./defaults.ts";
import { withOwnFormulas } from "./own-formulas.ts";
import { Refused, sealerFor, type Writer } from "./writer.ts";

type Row = Readonly<Record<string, unknown>>;

const place = { id: "uuid", _parent: "uuid", _position: "integer" } as const;
const rowsPerStatement = 5000;

/** Rows of one field of one record or row, and where a mistake in them is to be told. */
export interface OwnedRows {
  readonly owner: string;
  readonly path: string;
  readonly values: unknown;
}

/**
 * Inserts the child rows of records or rows, at every level; a statement per table.
 *
 * @param ids whether rows get ids, as new ones do, or keep those of a record that comes back
 */
export async function insertRowsBelow(
  writer: Writer,
  model: ObjectModel,
  owners: readonly Row[],
  ids: "new" | "kept",
): Promise<void> {
  for (const field of childFields(model)) {
    const rows = owners.flatMap((owner) =>
      rowsIn(owner[field.name]).map((row, position) => ({
        ...row,
        id: ids === "new" ? newUuid() : row.id,
        _parent: owner.id,
        _position: position,
      })),
    );
    await insertOwnRows(writer, field.children, rows);
    await insertRowsBelow(writer, field.children, rows, ids);
  }
}

/** Rows that carry `id`, `_parent` and `_position`, without those below them. */
async function insertOwnRows(
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
            ...storedPart(fields, row, sealerFor(writer, rows, String(row.id))),
          })),
        ),
      }),
    );
  }
}

/**
 * Makes the rows of records, or of rows, what `lists` say: rows with an id are changed in what they
 * name, rows without are added, left-out rows are removed; the order is that of the list. A
 * statement of each kind per table, however many owners there are.
 */
export async function replaceChildRows(
  writer: Writer,
  field: FieldModel & { readonly children: ObjectModel },
  lists: readonly OwnedRows[],
): Promise<void> {
  if (lists.length === 0) return;
  const { children } = field;
  const plan = statements(writer.catalog, children);
  const placed = lists.flatMap(({ owner, path, values }) =>
    rowsIn(values).map((row, position) => ({
      row,
      owner,
      position,
      path: pointer(path, position),
    })),
  );
  const changed = placed.filter(({ row }) => typeof row.id === "string");
  const parents = lists.map(({ owner }) => owner);
  const existing = await writer.executor.run(plan.ids.bind({ parents }));
  const known = new Map(existing.rows.map(([id, owner]) => [id ?? "", owner]));
  refuseStrangers(changed, known, lists);
  const given = changed.map(({ row }) => String(row.id));
  if (given.length < known.size) {
    await writer.executor.run(plan.removeOthers.bind({ parents, ids: given }));
  }
  if (changed.length > 0) {
    const fields = storedFields(children);
    await writer.executor.run(
      plan.change.bind({
        rows: JSON.stringify(
          changed.map(({ row, position }) => ({
            id: row.id,
            ...storedPart(
              fields.filter((field) => Object.hasOwn(row, nameInRecords(field))),
              row,
              sealerFor(writer, field.children, String(row.id)),
            ),
            _position: position,
            _given: Object.keys(row),
          })),
        ),
      }),
    );
  }
  const added = placed.filter(({ row }) => typeof row.id !== "string");
  refuseIdsBelow(children, added);
  const made = added.map(({ row, owner, position }) => ({
    ...completeRow(writer, children, row),
    id: newUuid(),
    _parent: owner,
    _position: position,
  }));
  const unfit = made.flatMap((row, index) => {
    const { path = "" } = added[index] ?? {};
    return completedProblems(children, row, { rights: writer.rights, path, scriptFollows: false });
  });
  if (unfit.length > 0) throw new Refused(unfit);
  await insertOwnRows(writer, children, made);
  await insertRowsBelow(writer, children, made, "new");
  for (const inner of childFields(children)) {
    const named = changed.filter(({ row }) => Object.hasOwn(row, inner.name));
    await replaceChildRows(
      writer,
      inner,
      named.map(({ row, path }) => ({
        owner: String(row.id),
        path: pointer(path, inner.name),
        values: row[inner.name],
      })),
    );
  }
}

interface PlacedRow {
  readonly row: Row;
  readonly owner: string;
  readonly path: string;
}

/** Ids must be of rows that the same owner has, each once. @throws Refused */
function refuseStrangers(
  changed: readonly PlacedRow[],
  known: ReadonlyMap<string, string | null | undefined>,
  lists: readonly OwnedRows[],
): void {
  const strangers = changed.filter(({ row, owner }) => known.get(String(row.id)) !== owner);
  if (strangers.length > 0) refuseRows(strangers);
  const seen = new Set<unknown>();
  for (const { row, owner } of changed) {
    if (seen.has(row.id)) {
      const path = lists.find((list) => list.owner === owner)?.path;
      throw new Refused([problem("repeated_item", path)]);
    }
    seen.add(row.id);
  }
}

/** A row that is new has no rows yet that could be meant by an id. @throws Refused */
function refuseIdsBelow(
  model: ObjectModel,
  added: readonly Pick<PlacedRow, "row" | "path">[],
): void {
  const problems = added.flatMap(({ row, path }) => rowIdProblems(model, row, path));
  if (problems.length > 0) throw new Refused(problems);
}

/** Ids that the rows of a new record, or of a new row, are sent with: it has none that they could mean. */
export const rowIdProblems = (model: ObjectModel, owner: Row, path = ""): readonly Problem[] =>
  childFields(model).flatMap(({ name, children }) =>
    rowsIn(owner[name]).flatMap((row, index) => {
      const at = pointer(path, name, index);
      const below = rowIdProblems(children, row, at);
      return typeof row.id === "string" ? [unknownRow(at), ...below] : below;
    }),
  );

const unknownRow = (path: string): Problem => problem("unknown_row", pointer(path, "id"));

function refuseRows(rows: readonly { readonly path: string }[]): never {
  throw new Refused(rows.map(({ path }) => unknownRow(path)));
}

export const rowsIn = (value: unknown): readonly Row[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

/** A row added to an existing record: defaults and its own formulas, as in a new record. */
function completeRow(writer: Writer, rows: ObjectModel, row: Row): Record<string, unknown> {
  const { id: _id, ...fields } = row;
  const record: Record<string, unknown> = structuredClone(fields);
  applyDefaults(rows, record, writer.catalog.objects, writer.clock);
  return withOwnFormulas(writer, rows, record);
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
  const owned = sql`"_parent" = any(${slot("parents", "uuid[]")})`;
  return {
    insert: prepareSql(
      sql`insert into ${table} (${recordsetColumns(fields, place)}) select ${recordsetColumns(fields, place)} from ${recordset("rows", fields, place)}`,
    ),
    ids: prepareSql(sql`select "id", "_parent" from ${table} where ${owned} for update`),
    removeOthers: prepareSql(
      sql`delete from ${table} where ${owned} and "id" <> all(${slot("ids", "uuid[]")})`,
    ),
    change: prepareSql(changeStatement(table, fields)),
  };
}

/** Only what a row names changes; `_given` lists the names. */
function changeStatement(table: Sql, fields: readonly FieldModel[]): Sql {
  const assignments = fields.map((field) => {
    const column = identifier(field.name);
    const named = sql`r."_given" ? ${{ pieces: [`'${nameInRecords(field)}'`] }}`;
    return sql`${column} = case when ${named} then r.${column} else c.${column} end`;
  });
  const columns = [
    sql`"id" uuid, "_position" integer, "_given" jsonb`,
    ...fields.map((field) => sql`${identifier(field.name)} ${typeName(columnOf(field).sql)}`),
  ];
  return sql`update ${table} as c set ${joinSql([sql`"_position" = r."_position"`, ...assignments], sql`, `)}
    from json_to_recordset(${slot("rows", "json")}) as r(${joinSql(columns, sql`, `)}) where c."id" = r."id"`;
}
