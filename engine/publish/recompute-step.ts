/**
 * The computed fields that a publish makes anew, in its last transaction. Where all of them were made
 * ready beside their table, only what was written since is computed; whole tables are compared otherwise.
 */
import { identifier, parameter, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { nextName, quoted, tableOf, touchedName } from "../db/names.ts";
import { prepareSql, type SlotValues } from "../query/plan-cache.ts";
import { recompute, refreshTable } from "../records/recompute.ts";
import { isWritten, type LargeWork } from "./large-work.ts";
import type { ComputedLevel } from "./recomputed.ts";
import { type Beginning, isMarked, touchedSince } from "./written-since.ts";

export interface RecomputeStep {
  readonly next: Catalog;
  readonly levels: readonly ComputedLevel[];
  readonly large: readonly LargeWork[];
  readonly clock: SlotValues;
}

/** Beyond that whole tables are compared. */
const rowsMaximum = 20_000;

/** @param beginning null: nothing was made ready */
export async function recomputeLevels(
  executor: Executor,
  step: RecomputeStep,
  beginning: Beginning | null,
): Promise<void> {
  const { next, levels, clock } = step;
  const written = beginning === null ? null : await writtenSince(executor, step, beginning);
  await forgetMarks(executor, step);
  if (written === null) {
    for (const { model, fields } of levels)
      await executor.run(prepareSql(refreshTable(next, model, fields)).bind(clock));
    return;
  }
  for (const [model, ids] of written)
    await recompute({ executor, catalog: next, clock }, model, ids, namesOf(model));
}

const namesOf = (model: ObjectModel): ReadonlySet<string> =>
  new Set(model.fields.map(({ name }) => name));

/** Ids of rows that the formulas read, written since; null when they are many, or cannot be told. */
async function writtenSince(
  executor: Executor,
  { next, levels, large }: RecomputeStep,
  beginning: Beginning,
): Promise<ReadonlyMap<ObjectModel, readonly string[]> | null> {
  const columns = large.filter(isWritten);
  const isPrepared = ({ fields }: ComputedLevel) =>
    fields.every(({ id }) => columns.some((column) => column.next === nextName(id)));
  if (!levels.every(isPrepared)) return null;
  const found = new Map<ObjectModel, readonly string[]>();
  for (const model of withThoseAbove(next, new Set(levels.flatMap(({ models }) => [...models])))) {
    const touched = touchedSince(beginning, large, model);
    const { rows } = await executor.run(
      prepareSql(
        sql`select t."id" from ${identifier(next.schema, tableOf(model))} as t where ${touched} limit ${parameter(rowsMaximum + 1, "bigint")}`,
      ).bind({}),
    );
    if (rows.length > rowsMaximum) return null;
    found.set(
      model,
      rows.map(([id]) => String(id)),
    );
  }
  return found;
}

/** Rows that went with what they pointed to have left no trace but in the record that they belonged to. */
function withThoseAbove(
  { rows }: Catalog,
  models: ReadonlySet<ObjectModel>,
): ReadonlySet<ObjectModel> {
  const all = new Set(models);
  for (const { parent } of all) {
    const above = parent === null ? undefined : rows.get(parent.object);
    if (above !== undefined) all.add(above);
  }
  return all;
}

/** Tables may be called otherwise by now. */
async function forgetMarks(executor: Executor, { next, large }: RecomputeStep): Promise<void> {
  if (!large.some(({ object }) => isMarked(large, object))) return;
  const { rows } = await executor.run({
    text: `select a.attrelid::regclass from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and a.attname = $2 and not a.attisdropped and c.relkind = 'r'`,
    values: [next.schema, touchedName],
  });
  for (const [table] of rows)
    await executor.run({
      text: `alter table ${table} drop column ${quoted(touchedName)}`,
      values: [],
    });
}
