/**
 * Keeps stored computed fields right with set-based SQL in the writing transaction: one UPDATE per
 * table and level, however many rows depend on a change. Formulas that read other computed fields
 * of the row are put into each other, so that one UPDATE settles a row.
 */
import {
  identifier,
  joinSql,
  type Sql,
  type SqlContext,
  slot,
  sql,
  toSql,
  typeName,
} from "../../metadata/expressions/index.ts";
import { formulaOf } from "../../metadata/model/computed-fields.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { tableOf } from "../db/names.ts";
import { makeAliases, type RowSource, rowSource } from "../query/joins.ts";
import { type PreparedSql, prepareSql, type SlotValues } from "../query/plan-cache.ts";
import { type Dependent, formulaGraph } from "./formula-graph.ts";

export const levelsMaximum = 16;

export interface Recomputation {
  readonly executor: Executor;
  readonly catalog: Catalog;
  readonly clock: SlotValues;
}

/** SQL of a field's formula over a row; other computed fields of the row are put in. */
export function formulaSql(
  field: FieldModel,
  model: ObjectModel,
  source: RowSource,
  catalog: Catalog,
): Sql {
  const formula = formulaOf(field, model, catalog.objects);
  const column = field.type.column(field.schema);
  if (formula === null || column === null)
    throw new Error(`${model.name}.${field.name} is not computed`);
  const context: SqlContext = {
    rows: source.rows,
    column: (path) => {
      const read = path.length === 1 ? model.byName.get(path[0] ?? "") : undefined;
      const definition = read?.type.column(read.schema);
      if (
        read === undefined ||
        read.formula === null ||
        definition === null ||
        definition === undefined
      ) {
        return source.column(path);
      }
      return { sql: formulaSql(read, model, source, catalog), type: definition.parameter };
    },
  };
  return sql`(${toSql(formula, context)})::${typeName(column.sql)}`;
}

interface Refresh {
  /** Sets the computed fields of the rows whose key is in `ids`; returns the ids that changed. */
  readonly statement: PreparedSql;
}

const refreshKey = Symbol("recomputation");

/** `key` is the column that `ids` select by: the row's id, or its parent's. */
function refresh(catalog: Catalog, model: ObjectModel, key: "id" | "_parent"): Refresh | null {
  const cache = catalog.derived(refreshKey, () => new Map<string, Refresh | null>());
  const name = `${model.name}:${key}`;
  const known = cache.get(name);
  if (known !== undefined) return known;
  const made = compileRefresh(catalog, model, key);
  cache.set(name, made);
  return made;
}

function compileRefresh(
  catalog: Catalog,
  model: ObjectModel,
  key: "id" | "_parent",
): Refresh | null {
  const statement = refreshSql(catalog, model, key);
  return statement === null ? null : { statement: prepareSql(statement) };
}

/** `key` null: the whole table, for a publish that changed a formula. Null: nothing is computed. */
export function refreshSql(
  catalog: Catalog,
  model: ObjectModel,
  key: "id" | "_parent" | null,
): Sql | null {
  const fields = formulaGraph(catalog)
    .of(model)
    .map(({ field }) => field);
  if (fields.length === 0) return null;
  const source = rowSource(model, { catalog, aliases: makeAliases() });
  const values = fields.map(
    (field) => sql`${formulaSql(field, model, source, catalog)} as ${identifier(field.name)}`,
  );
  const table = identifier(catalog.schema, tableOf(model));
  const set = fields.map(
    (field) => sql`${identifier(field.name)} = computed.${identifier(field.name)}`,
  );
  const differs = fields.map(
    (field) =>
      sql`changed.${identifier(field.name)} is distinct from computed.${identifier(field.name)}`,
  );
  const chosen =
    key === null
      ? sql``
      : sql` where ${identifier(source.alias, key)} = any(${slot("ids", "uuid[]")})`;
  return sql`with computed as (select ${identifier(source.alias, "id")} as "id", ${joinSql(values, sql`, `)} from ${source.from()}${chosen})
    update ${table} as changed set ${joinSql(set, sql`, `)} from computed
    where changed."id" = computed."id" and (${joinSql(differs, sql` or `)})
    returning changed."id"`;
}

/**
 * Computes anew the child rows of records, the records, and whatever looks at them from elsewhere.
 * @param changed names of the fields that were written; `null`: all (new records).
 */
export async function recompute(
  work: Recomputation,
  model: ObjectModel,
  ids: readonly string[],
  changed: ReadonlySet<string> | null,
): Promise<void> {
  if (ids.length === 0) return;
  for (const field of model.fields) {
    if (field.children !== null)
      await run(work, refresh(work.catalog, field.children, "_parent"), ids);
  }
  await run(work, refresh(work.catalog, model, "id"), ids);
  await recomputeDependents(work, model, ids, changed, 1);
}

async function run(
  work: Recomputation,
  plan: Refresh | null,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (plan === null || ids.length === 0) return [];
  const { rows } = await work.executor.run(plan.statement.bind({ ...work.clock, ids: [...ids] }));
  return rows.map((row) => String(row[0]));
}

/** New records have no dependents yet: nothing can point to them. */
async function recomputeDependents(
  work: Recomputation,
  model: ObjectModel,
  ids: readonly string[],
  changed: ReadonlySet<string> | null,
  level: number,
): Promise<void> {
  if (changed === null || level > levelsMaximum) return;
  const computed = formulaGraph(work.catalog).of(model);
  const affected = new Set(changed);
  for (const { field, reads } of computed) {
    if ([...reads].some((name) => changed.has(name))) affected.add(field.name);
  }
  const touched = formulaGraph(work.catalog)
    .dependents(model)
    .filter((dependent) => [...dependent.fields].some((name) => affected.has(name)));
  const seen = new Set<string>();
  for (const dependent of touched) {
    const key = `${dependent.model.name}:${dependent.path.join(".")}`;
    if (seen.has(key)) continue;
    seen.add(key);
    await recomputeThrough(work, dependent, ids, level);
  }
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
  const found: {
    readonly dependent: Dependent;
    readonly rows: readonly string[];
    readonly parents: readonly string[];
  }[] = [];
  for (const dependent of formulaGraph(work.catalog).dependents(model)) {
    const { rows } = await work.executor.run(
      reaching(work.catalog, dependent).bind({ ids: [...ids] }),
    );
    if (rows.length === 0) continue;
    found.push({
      dependent,
      rows: rows.map((row) => String(row[0])),
      parents: rows.flatMap((row) => row[1] ?? []),
    });
  }
  return async () => {
    for (const { dependent, rows, parents } of found)
      await settle(work, dependent, rows, parents, 1);
  };
}

/** The rows of `dependent` that reach the changed records, then what depends on those. */
async function recomputeThrough(
  work: Recomputation,
  dependent: Dependent,
  ids: readonly string[],
  level: number,
): Promise<void> {
  const { rows } = await work.executor.run(
    reaching(work.catalog, dependent).bind({ ids: [...ids] }),
  );
  await settle(
    work,
    dependent,
    rows.map((row) => String(row[0])),
    rows.flatMap((row) => row[1] ?? []),
    level,
  );
}

/** Computes rows anew, then the records they belong to, then what depends on either. */
async function settle(
  work: Recomputation,
  { model }: Dependent,
  rows: readonly string[],
  parents: readonly string[],
  level: number,
): Promise<void> {
  const updated = await run(work, refresh(work.catalog, model, "id"), rows);
  const owner = model.parent === null ? undefined : work.catalog.objects.get(model.parent.object);
  if (owner !== undefined) {
    const changed = await run(work, refresh(work.catalog, owner, "id"), [...new Set(parents)]);
    await recomputeDependents(work, owner, changed, computedNames(work.catalog, owner), level + 1);
  }
  if (updated.length > 0) {
    await recomputeDependents(work, model, updated, computedNames(work.catalog, model), level + 1);
  }
}

const computedNames = (catalog: Catalog, model: ObjectModel): ReadonlySet<string> =>
  new Set(
    formulaGraph(catalog)
      .of(model)
      .map(({ field }) => field.name),
  );

const reachingKey = Symbol("rows that reach records");

/** `select id, parent` of rows whose path of lookups ends in one of `ids`. */
function reaching(catalog: Catalog, dependent: Dependent): PreparedSql {
  const cache = catalog.derived(reachingKey, () => new Map<string, PreparedSql>());
  const key = `${dependent.model.name}:${dependent.path.join(".")}`;
  let statement = cache.get(key);
  if (statement === undefined) {
    const source = rowSource(dependent.model, { catalog, aliases: makeAliases() });
    const end = source.column(dependent.path).sql;
    const parent =
      dependent.model.parent === null ? sql`null` : identifier(source.alias, "_parent");
    statement = prepareSql(
      sql`select ${identifier(source.alias, "id")}, ${parent} from ${source.from()} where ${end} = any(${slot("ids", "uuid[]")})`,
    );
    cache.set(key, statement);
  }
  return statement;
}
