/**
 * The computed fields that a publish makes anew, in its last transaction. Where all of them were made
 * ready beside their table, only what was written since is computed; whole tables are compared otherwise.
 */
import { identifier, parameter, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { nextName, tableOf } from "../db/names.ts";
import { prepareSql, type SlotValues } from "../query/plan-cache.ts";
import { recompute, refreshTable } from "../records/recompute.ts";
import { isWritten, type LargeWork } from "./large-work.ts";
import type { ComputedLevel } from "./recomputed.ts";

export interface RecomputeStep {
  readonly next: Catalog;
  readonly levels: readonly ComputedLevel[];
  readonly large: readonly LargeWork[];
  readonly clock: SlotValues;
}

/** When the work beside large tables began, by the transactions of PostgreSQL. */
export interface Beginning {
  /** The oldest transaction that was under way then. */
  readonly since: string;
  /** Those that wrote prepared values; null: too many to be told. */
  readonly batches: readonly string[] | null;
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
  { since, batches }: Beginning,
): Promise<ReadonlyMap<ObjectModel, readonly string[]> | null> {
  const columns = large.filter(isWritten);
  const isPrepared = ({ fields }: ComputedLevel) =>
    fields.every(({ id }) => columns.some((column) => column.next === nextName(id)));
  if (batches === null || !levels.every(isPrepared)) return null;
  const found = new Map<ObjectModel, readonly string[]>();
  for (const model of new Set(levels.flatMap(({ models }) => [...models]))) {
    const works = columns.filter(({ table }) => table === tableOf(model));
    const isComputed = levels.some((level) => level.model === model);
    // Of rows that were written for several columns nobody knows what came between.
    if (works.length > (isComputed ? 1 : 0)) return null;
    const { rows } = await executor.run(
      prepareSql(
        sql`select t."id" from ${identifier(next.schema, tableOf(model))} as t
          where age(t.xmin) <= age(${parameter(since, "text")}::xid) and t.xmin <> all(${parameter([...batches], "text[]")}::xid[])
          limit ${parameter(rowsMaximum + 1, "bigint")}`,
      ).bind({}),
    );
    if (rows.length > rowsMaximum) return null;
    const ids = rows.map(([id]) => String(id));
    found.set(model, ids);
  }
  return found;
}
