/** What an expression needs from the query it becomes a part of. */
import type { ColumnDefinition } from "../fields/field-type.ts";
import type { Sql } from "./sql.ts";

export interface SqlColumn {
  readonly sql: Sql;
  /** The column's own type; casts to the type of the expression are made where they are needed. */
  readonly type: ColumnDefinition["parameter"];
}

/** What is taken from the rows: an aggregate, and the condition on each row. */
export interface RowsSelection {
  readonly select: Sql;
  readonly where: Sql | null;
}

/** The table of an object whose records form a tree, and the column that leads upwards. */
export interface TreeTable {
  readonly table: Sql;
  readonly parent: Sql;
}

export interface SqlContext {
  /** The value of a field. All names before the last are lookups: join them, missing is null. */
  column(path: readonly string[]): SqlColumn;
  /**
   * A scalar subquery over the rows at `path` (lookups, then rows and maybe rows of those):
   * `(select SELECT from rows where they belong to this record and WHERE)`.
   * `selection` is called once, with the context of one row.
   */
  rows(path: readonly string[], selection: (row: SqlContext) => RowsSelection): Sql;
  /** The tree of an object; only in filters, whose scopes say `isTree`. */
  tree?(object: string): TreeTable;
}

/** Slots that a statement must be given when it runs and an expression `uses.clock`. */
export const clockSlots = {
  now: "now",
  today: "today",
  timeZone: "time_zone",
  user: "user",
} as const;
