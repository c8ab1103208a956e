/**
 * Keeps stored computed fields right with set-based SQL in the writing transaction: one UPDATE per
 * table and level, however many rows depend on a change, in the order in which formulas need each
 * other. One UPDATE settles a row; where its formulas need what is stored of it, one for each of
 * `formula-passes.ts`.
 */

import { identifier, joinSql, type Sql, slot, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { rowsPathOf, withRowModels } from "../../metadata/model/row-models.ts";
import { pointer, problem } from "../../metadata/problem.ts";
import { engineRights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { tableOf } from "../db/names.ts";
import { makeAliases, rowSource } from "../query/joins.ts";
import { type PreparedSql, prepareSql, type SlotValues } from "../query/plan-cache.ts";
import { type Dependent, formulaGraph } from "./formula-graph.ts";
import { reaching, recordsLock, slotAt } from "./formula-locks.ts";
import { computedSql, formulaPasses, formulaSql } from "./formula-passes.ts";
import { belongs, owned, pathKey } from "./formula-paths.ts";
import { beyondSql, namesBeyond, stored } from "./formula-sql.ts";
import { lockOrder } from "./lock-order.ts";
import { makePending, type NextRows, type Pending } from "./pending-rows.ts";
import { Refused } from "./writer.ts";

export interface Recomputation {
  readonly executor: Executor;
  readonly catalog: Catalog;
  readonly clock: SlotValues;
}

/** Each sets computed fields of the rows whose key is in `ids`, and returns the ids that changed. */
type Refresh = readonly PreparedSql[];

const refreshKey = Symbol("recomputation");

/** `ids` select the rows themselves, or the records that are so many `levels` above them. */
function refresh(catalog: Catalog, model: ObjectModel, levels: number): Refresh {
  const cache = catalog.derived(refreshKey, () => new Map<string, Refresh>());
  const name = `${model.name}:${levels}`;
  const known = cache.get(name);
  if (known !== undefined) return known;
  const made = formulaPasses(catalog)
    .of(model)
    .map((fields) => prepareSql(refreshSql(catalog, model, fields, levels)));
  cache.set(name, made);
  return made;
}

/** `select id, values` of computed fields as their formulas give them now, in range or not. */
export function computedRows(
  catalog: Catalog,
  model: ObjectModel,
  fields: readonly FieldModel[],
  levels: number | null,
): Sql {
  const source = rowSource(model, { catalog, aliases: makeAliases(), rights: engineRights });
  const values = fields.map(
    (field) => sql`${computedSql(field, model, source, catalog)} as ${identifier(field.name)}`,
  );
  const chosen =
    levels === null ? sql`` : sql` where ${chosenRows(catalog, model, source.alias, levels)}`;
  return sql`select ${identifier(source.alias, "id")} as "id", ${joinSql(values, sql`, `)} from ${source.from()}${chosen}`;
}

function chosenRows(catalog: Catalog, model: ObjectModel, alias: string, levels: number): Sql {
  const ids = slot("ids", "uuid[]");
  return levels === 0
    ? belongs(catalog, model, 0, identifier(alias, "id"), ids)
    : owned(catalog, model, levels, identifier(alias, "_parent"), ids);
}

/**
 * `select id, value` of one computed field, for the rows whose id fulfils a condition.
 * @param columnName what the columns are called that it reads
 */
export function computedPart(
  catalog: Catalog,
  model: ObjectModel,
  field: FieldModel,
  within: (id: Sql) => Sql,
  columnName: (field: FieldModel) => string,
): Sql {
  const source = rowSource(model, {
    catalog,
    aliases: makeAliases(),
    rights: engineRights,
    columnName,
  });
  const value = formulaSql(field, model, source, catalog);
  const id = identifier(source.alias, "id");
  return sql`select ${id} as "id", ${value} as "value" from ${source.from()} where ${within(id)}`;
}

/** Computes fields of the chosen rows anew. */
function refreshSql(
  catalog: Catalog,
  model: ObjectModel,
  fields: readonly FieldModel[],
  levels: number,
): Sql {
  const computed = computedRows(catalog, model, fields, levels);
  const table = identifier(catalog.schema, tableOf(model));
  const differs = fields.map(
    (field) =>
      sql`changed.${identifier(field.name)} is distinct from computed.${identifier(field.name)}`,
  );
  // Every value is looked at several times and made once.
  return sql`with computed as materialized (${computed})
    update ${table} as changed set ${joinSql(fields.map(fittingOnly), sql`, `)} from computed
    where changed."id" = computed."id" and (${joinSql(differs, sql` or `)})
    returning changed."id", ${namesBeyond(fields, "computed")}`;
}

/** A number that does not fit is left out: who asked is told its field. */
function fittingOnly(field: FieldModel): Sql {
  const name = identifier(field.name);
  const value = identifier("computed", field.name);
  const beyond = beyondSql(field, value);
  return beyond === null
    ? sql`${name} = ${value}`
    : sql`${name} = case when not ${beyond} then ${stored(field, value)} end`;
}

const assigned = (fields: readonly FieldModel[]): Sql =>
  joinSql(
    fields.map(({ name }) => sql`${identifier(name)} = computed.${identifier(name)}`),
    sql`, `,
  );

/**
 * Computes fields of a whole table anew. Rows that differ are found while they are read: mostly
 * there are few of them, and nothing is joined with itself for the rest.
 */
export function refreshTable(
  catalog: Catalog,
  model: ObjectModel,
  fields: readonly FieldModel[],
): Sql {
  const source = rowSource(model, { catalog, aliases: makeAliases(), rights: engineRights });
  const values = fields.map((field) => [field, formulaSql(field, model, source, catalog)] as const);
  const made = values.map(([field, value]) => sql`${value} as ${identifier(field.name)}`);
  const differs = values.map(
    ([field, value]) => sql`${identifier(source.alias, field.name)} is distinct from ${value}`,
  );
  const table = identifier(catalog.schema, tableOf(model));
  return sql`with computed as (select ${identifier(source.alias, "id")} as "id", ${joinSql(made, sql`, `)} from ${source.from()} where ${joinSql(differs, sql` or `)})
    update ${table} as changed set ${assigned(fields)} from computed where changed."id" = computed."id"`;
}

/**
 * Computes anew the child rows of records, the records, and whatever looks at them from elsewhere.
 * The records are this transaction's, and so is what they look up.
 * @param changed names of the fields that were written; `null`: all (new records).
 */
export async function recompute(
  work: Recomputation,
  model: ObjectModel,
  ids: readonly string[],
  changed: ReadonlySet<string> | null,
): Promise<void> {
  if (ids.length === 0) return;
  const pending = makePending(work.catalog);
  for (const { rows, levels } of rowsBelow(model).toReversed()) {
    const inRows = (name: string) => pointer("", ...rowsPathOf(rows), name);
    const changedRows = await run(work, refresh(work.catalog, rows, levels), ids, inRows);
    // What they belong to, up to the record itself, comes next.
    await reachDependents(work, pending, rows, changedRows, null, isElsewhere);
  }
  const inRecord = (name: string, id: string) =>
    ids.length === 1 ? pointer("", name) : pointer("", ids.indexOf(id), name);
  await run(work, refresh(work.catalog, model, 0), ids, inRecord);
  const isWithin = ({ steps }: Dependent) => steps.every(({ kind }) => kind === "parent");
  // Nothing but their own rows can point to new records yet.
  const concerns = (entry: Dependent) => changed !== null || isWithin(entry);
  const names = changed && affectedBy(work, model, changed);
  await reachDependents(work, pending, model, ids, names, concerns);
  await settle(work, pending, lockOrder(work.catalog).turn(model));
}

interface RowsBelow {
  readonly rows: ObjectModel;
  /** Levels between the record and the rows: 1 for its own. */
  readonly levels: number;
}

/** The rows of all levels, those above before those below. */
function rowsBelow(model: ObjectModel): RowsBelow[] {
  return withRowModels(model)
    .slice(1)
    .map((rows) => ({ rows, levels: rowsPathOf(rows).length }));
}

async function execute(
  work: Recomputation,
  statement: PreparedSql,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const { rows } = await work.executor.run(statement.bind({ ...work.clock, ids: [...ids] }));
  return rows.map((row) => String(row[0]));
}

/**
 * The ids of the rows that changed.
 * @param placeOf where the caller finds a computed field of the row
 * @throws Refused where a number is out of its field's range
 */
async function run(
  work: Recomputation,
  plan: Refresh,
  ids: readonly string[],
  placeOf: (field: string, id: string) => string,
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const changed = new Set<string>();
  for (const statement of plan) {
    const { rows } = await work.executor.run(statement.bind({ ...work.clock, ids: [...ids] }));
    const beyond = rows.flatMap(([id, names]) =>
      (names ?? "")
        .split(",")
        .filter((name) => name !== "")
        .map((name) => problem("value_out_of_range", placeOf(name, String(id)))),
    );
    if (beyond.length > 0) throw new Refused(beyond);
    for (const [id] of rows) changed.add(String(id));
  }
  return [...changed];
}

/** All but the record, and the rows of it, that the rows belong to. */
const isElsewhere = ({ steps }: Dependent): boolean => steps.some(({ kind }) => kind !== "rows");

/** The names, and the computed fields of the row that follow one of them, by way of its rows too. */
function affectedBy(
  work: Recomputation,
  model: ObjectModel,
  changed: ReadonlySet<string>,
): ReadonlySet<string> {
  const graph = formulaGraph(work.catalog);
  const affected = new Set(changed);
  const found = new Set<FieldModel>();
  const pending = [...changed].map((name) => ({ at: model, name }));
  for (const { at, name } of pending) {
    const followers = [
      ...graph.of(at).filter(({ reads }) => reads.has(name)),
      ...graph.dependents(at).filter((entry) => entry.fields.has(name) && isSameRecord(entry)),
    ];
    for (const { model: follower, field } of followers) {
      if (found.has(field)) continue;
      found.add(field);
      if (follower.name === model.name) affected.add(field.name);
      pending.push({ at: follower, name: field.name });
    }
  }
  return affected;
}

/** Between rows of one record, and itself. */
const isSameRecord = ({ steps }: Dependent): boolean =>
  steps.every(({ kind }) => kind !== "lookup");

/** Notes the rows elsewhere that read `names` of these rows; `null`: any field. */
async function reachDependents(
  work: Recomputation,
  pending: Pending,
  model: ObjectModel,
  ids: readonly string[],
  names: ReadonlySet<string> | null,
  concerns: (dependent: Dependent) => boolean = () => true,
): Promise<void> {
  if (ids.length === 0) return;
  const found = new Map<string, readonly string[]>();
  for (const dependent of formulaGraph(work.catalog).dependents(model)) {
    const reads = names === null || [...dependent.fields].some((name) => names.has(name));
    if (!reads || !concerns(dependent)) continue;
    const key = pathKey(dependent.steps);
    const rows =
      found.get(key) ?? (await execute(work, reaching(work.catalog, dependent.steps), ids));
    found.set(key, rows);
    pending.add(dependent, rows);
  }
}

/**
 * Computes pending rows anew, turn by turn and the lowest rank first, and what depends on those that
 * changed. Records are locked before they are read: another transaction may have computed them from
 * other values.
 * @param held the turn whose records are this transaction's already; null: none
 */
async function settle(work: Recomputation, pending: Pending, held: number | null): Promise<void> {
  await visit(work, pending, held, async ({ model, ids }) => {
    const computed = formulaGraph(work.catalog).of(model);
    return {
      // Nothing of these stands in what was sent.
      ids: await run(work, refresh(work.catalog, model, 0), ids, () => ""),
      names: new Set(computed.map(({ field }) => field.name)),
    };
  });
}

/** Locks what waits in its order; `compute` says what has changed, and with it what else waits. */
async function visit(
  work: Recomputation,
  pending: Pending,
  held: number | null,
  compute: (
    next: NextRows,
  ) => Promise<{ readonly ids: readonly string[]; readonly names: ReadonlySet<string> }>,
): Promise<void> {
  const order = lockOrder(work.catalog);
  let taken = held;
  for (let next = pending.take(); next !== null; next = pending.take()) {
    const turn = order.turn(next.model);
    // Within a turn only rows of the same records follow, unless records of it look at each other.
    if (turn !== taken || order.isRing(next.model)) await lockRecords(work, next.turn);
    taken = turn;
    const { ids, names } = await compute(next);
    await reachDependents(work, pending, next.model, ids, names);
  }
}

/** Takes the records of rows that wait for the same turn; of several objects by their names. */
async function lockRecords(work: Recomputation, turn: NextRows["turn"]): Promise<void> {
  const { recordsOf } = lockOrder(work.catalog);
  const objects = Map.groupBy(
    [...turn].sort(([a], [b]) => (a.name < b.name ? -1 : 1)),
    ([model]) => recordsOf(model),
  );
  for (const [object, tables] of objects) {
    const models = tables.map(([model]) => model);
    const slots = tables.map(([, ids], index) => [slotAt(index), [...ids]] as const);
    const statement = recordsLock(work.catalog, object, models);
    await work.executor.run(statement.bind(Object.fromEntries(slots)));
  }
}

/**
 * Takes, in their order, all records that a change of these may reach: for several changes in one
 * transaction, of which each keeps to the order by itself.
 * @param changed names of the fields that are written; `null`: all
 */
export async function lockFollowers(
  work: Recomputation,
  groups: readonly { readonly model: ObjectModel; readonly ids: readonly string[] }[],
  changed: ReadonlySet<string> | null,
): Promise<void> {
  const pending = makePending(work.catalog);
  for (const { model, ids } of groups) {
    const names = changed && affectedBy(work, model, changed);
    await reachDependents(work, pending, model, ids, names);
  }
  await visit(work, pending, null, async ({ model, ids, names }) => ({
    ids,
    names: affectedBy(work, model, names),
  }));
}

/**
 * For a delete: finds, while the records are there, the rows elsewhere whose formulas read them;
 * the returned function computes those anew when the records are gone.
 */
export async function recomputeAfterDelete(
  work: Recomputation,
  model: ObjectModel,
  ids: readonly string[],
): Promise<() => Promise<void>> {
  const pending = makePending(work.catalog);
  await reachDependents(work, pending, model, ids, null);
  return () => settle(work, pending, null);
}
