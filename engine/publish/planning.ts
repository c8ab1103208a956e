/** What the items of one plan are made from. */
import type { Change } from "../../metadata/diff/change.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Removed } from "../catalog/removed.ts";
import type { Executor } from "../db/database.ts";
import type { SlotValues } from "../query/plan-cache.ts";
import type { UnplainValues } from "./conversion.ts";
import type { Answers } from "./fills.ts";
import type { Before } from "./obstacles.ts";
import type { TableNames } from "./table-statements.ts";
import type { TypeChange } from "./type-changes.ts";

export interface Planning {
  readonly executor: Executor;
  readonly catalog: Catalog;
  readonly next: Catalog;
  readonly names: TableNames;
  readonly before: Before;
  readonly removed: Removed;
  readonly changes: readonly Change[];
  /** Changes that give a field another column, as changes of its type. */
  readonly columns: ReadonlyMap<Change, TypeChange>;
  /** The same by the id of their field. */
  readonly retyped: ReadonlyMap<string, TypeChange>;
  /** Columns that are made ready beside large tables, by the id of their field. */
  readonly prepared: Map<string, string>;
  /** What was read of values that SQL alone does not convert, by the id of the field. */
  readonly unplain: Map<string, UnplainValues>;
  readonly answers: Answers;
  readonly clock: SlotValues;
  /** About how many rows a table of now holds. */
  rows(table: string): number;
}
