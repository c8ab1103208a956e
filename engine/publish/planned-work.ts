/** What one change comes to: what is shown of it, and what is run for it. */
import type { Change } from "../../metadata/diff/change.ts";
import type { Sql } from "../../metadata/expressions/index.ts";
import type { Hiding, RemovedKey } from "../catalog/removed.ts";
import type { Statement } from "../db/database.ts";
import type { ConversionStep } from "./conversion-step.ts";
import type { LargeWork } from "./large-work.ts";
import type { NumberingStep } from "./numbering-step.ts";
import { countRows, type Obstacles, type RowsInQuestion, titleColumn } from "./obstacles.ts";
import type { Planning } from "./planning.ts";
import type { Question } from "./questions.ts";
import { inOrder, type StagedStatement } from "./staged-statement.ts";

export interface PlanItem {
  readonly change: Change;
  readonly statements: readonly string[];
  readonly obstacles: Obstacles | null;
  /** Questions whose answers remove the obstacles. */
  readonly questions: readonly Question[];
  /** All the rows in question, with their titles; null where there are none. */
  readonly rows: (RowsInQuestion & { readonly title: Sql | null }) | null;
  /** How the table is touched, for estimates. */
  readonly touch: {
    readonly rows: number;
    readonly writes: boolean;
    readonly beside: boolean;
    readonly columnsBeside: number;
    readonly isNew: boolean;
  };
}

export interface PlannedWork {
  readonly item: PlanItem;
  readonly staged: readonly StagedStatement[];
  readonly conversions: readonly ConversionStep[];
  readonly numberings: readonly NumberingStep[];
  /** Values for rows that are there; run when all columns are. */
  readonly fills: readonly Statement[];
  readonly hides: readonly Hiding[];
  readonly restores: readonly RemovedKey[];
  /** What is done beforehand where the table is large. */
  readonly large: readonly LargeWork[];
}

export const untouched = { rows: 0, writes: false, beside: false, columnsBeside: 0, isNew: true };

/** Statements alone: nothing stands against them, and nothing is asked. */
export const plainWork = (
  { names }: Pick<Planning, "names">,
  change: Change,
  staged: readonly StagedStatement[],
): PlannedWork => ({
  item: {
    change,
    statements: inOrder(names, staged),
    obstacles: null,
    questions: [],
    rows: null,
    touch: untouched,
  },
  staged,
  conversions: [],
  numberings: [],
  fills: [],
  hides: [],
  restores: [],
  large: [],
});

/** Rows in question, and how many they are. */
export async function countedIn(
  { executor, before }: Planning,
  change: Change,
  against: RowsInQuestion | null,
) {
  if (against === null || !("object" in change)) return { found: null, rows: null };
  const title = titleColumn(before, change.object);
  const found = await countRows(executor, against, title);
  return found.count === 0 ? { found: null, rows: null } : { found, rows: { ...against, title } };
}

/**
 * Records that a narrower length, range, pattern or a new rule would refuse. They are warned of:
 * what a schema or a rule says binds when the record is next written. Others may stand in the way.
 */
export async function planCounted(
  planning: Planning,
  change: Change,
  staged: readonly StagedStatement[],
  rows: RowsInQuestion | null,
  blocking = false,
): Promise<PlannedWork> {
  const { found, rows: kept } = await countedIn(planning, change, rows);
  const work = plainWork(planning, change, staged);
  const obstacles = found === null ? null : { ...found, blocking };
  return { ...work, item: { ...work.item, obstacles, rows: kept } };
}
