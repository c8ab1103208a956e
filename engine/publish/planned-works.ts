/**
 * The works of all changes of a plan. Columns are planned before what reads them beside large tables:
 * formulas in the order in which they need each other, indexes last.
 */
import type { Change } from "../../metadata/diff/change.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { formulaGraph } from "../records/formula-graph.ts";
import { computedColumn, isLarge, isWritten, type LargeWork, largeIndex } from "./large-work.ts";
import { planChange } from "./plan-item.ts";
import type { PlannedWork } from "./planned-work.ts";
import type { Planning } from "./planning.ts";
import { reachedFields, type Written } from "./recomputed.ts";
import { isManyRows } from "./rewritten-values.ts";
import { inOrder } from "./staged-statement.ts";
import { newColumn } from "./type-change-statements.ts";

export interface PlannedWorks {
  /** In the order of the changes. */
  readonly works: readonly PlannedWork[];
  /** What is done beside large tables, in the order in which it is needed. */
  readonly large: readonly LargeWork[];
}

export async function planWorks(
  planning: Planning,
  changes: readonly Change[],
): Promise<PlannedWorks> {
  const planned = new Map<Change, PlannedWork>();
  const large: LargeWork[] = [];
  const planAll = async (some: readonly Change[]) => {
    for (const change of some) {
      const work = await planChange(planning, change);
      planned.set(change, work);
      large.push(...work.large);
    }
  };
  const ranks = new Map(changes.map((change) => [change, rankOf(planning, change)]));
  const rank = (change: Change) => ranks.get(change) ?? bound;
  const sorted = [...changes].sort((a, b) => rank(a) - rank(b));
  await planAll(sorted.filter((change) => rank(change) < bound));
  for (const [change, work] of planned) {
    const follows = followers(planning, work, changes);
    planned.set(change, withFollowers(planning, work, follows));
    large.push(...follows.flatMap((follower) => follower.large));
  }
  await planAll(sorted.filter((change) => rank(change) === bound));
  return { works: changes.flatMap((change) => planned.get(change) ?? []), large };
}

/** Of what binds columns, and makes none. */
const bound = Number.POSITIVE_INFINITY;

/** 0 for columns that are stored, from 1 on for formulas. */
function rankOf({ next }: Planning, change: Change): number {
  const field = fieldOf(change);
  if (field === null || !makesColumn.has(change.kind) || !("object" in change)) return bound;
  if (field.formula === null) return 0;
  const model = next.rows.get(change.object.name);
  const computed = model?.byName.get(field.name);
  return model && computed ? formulaGraph(next).rank(model, computed) : bound;
}

const makesColumn = new Set<Change["kind"]>([
  "field_added",
  "field_required",
  "field_type_changed",
  "field_formula_changed",
  "options_removed",
  "options_restored",
]);

const fieldOf = (change: Change): FieldModel | null =>
  "after" in change ? change.after : "field" in change ? change.field : null;

/** The new column of a formula that no change names, and that reads what one of them makes. */
interface Follower {
  readonly object: ObjectModel;
  readonly field: FieldModel;
  readonly large: readonly LargeWork[];
}

/** Formulas of large tables whose values become others with those of a change, in most of the rows. */
function followers(
  planning: Planning,
  work: PlannedWork,
  changes: readonly Change[],
): readonly Follower[] {
  if (!makesManyOthers(planning, work)) return [];
  const changed = new Set(changes.map((change) => fieldOf(change)?.id));
  const keyed = new Set(
    changes.flatMap((change) => ("fields" in change ? change.fields.map(({ id }) => id) : [])),
  );
  const written: Written = { change: work.item.change, fills: true };
  return reachedFields([written], planning.next)
    .filter(({ field }) => !changed.has(field.id) && !keyed.has(field.id))
    .filter(({ model, field }) => isLarge(planning, model) && !planning.prepared.has(field.id))
    .flatMap(({ model, field }) => {
      const column = computedColumn(planning, model, field);
      if (column === null) return [];
      planning.prepared.set(field.id, column.next);
      const indexes = columnStatements(planning, model, field).flatMap(({ stage, text }) =>
        stage === "index" ? (largeIndex(planning, model, text) ?? []) : [],
      );
      return [{ object: model, field, large: [column, ...indexes] }];
    });
}

/** A conversion makes others of the values that do not convert as they are. */
function makesManyOthers(planning: Planning, { item, large }: PlannedWork): boolean {
  const { change, obstacles } = item;
  if (!large.some(isWritten) || change.kind === "field_added") return false;
  return change.kind !== "field_type_changed" || change.before.formula !== null
    ? true
    : isManyRows(planning, change, obstacles?.count ?? 0);
}

const columnStatements = ({ names }: Planning, object: ObjectModel, field: FieldModel) =>
  newColumn(names, { object, before: field, after: field }, null);

/** They are part of the work that makes them necessary. */
function withFollowers(
  planning: Planning,
  work: PlannedWork,
  follows: readonly Follower[],
): PlannedWork {
  if (follows.length === 0) return work;
  const staged = follows.flatMap(({ object, field }) => columnStatements(planning, object, field));
  return {
    ...work,
    item: {
      ...work.item,
      statements: [...work.item.statements, ...inOrder(planning.names, staged)],
      touch: {
        ...work.item.touch,
        columnsBeside: work.item.touch.columnsBeside + follows.length,
      },
    },
    staged: [...work.staged, ...staged],
    large: [...work.large, ...follows.flatMap(({ large }) => large)],
  };
}
