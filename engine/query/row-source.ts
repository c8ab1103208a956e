/** The rows of one table in a query, as expressions and plans see them. */
import type { RowsSelection, Sql, SqlContext } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";

/** Numbers the aliases of a whole statement, subqueries included. */
export interface Aliases {
  next(): string;
}

/** One row source with the joins that lookups need, and the expressions' way to its columns. */
export interface RowSource extends SqlContext {
  readonly model: ObjectModel;
  readonly alias: string;
  /** The row source behind a lookup; joined once however often it is asked for. */
  related(field: FieldModel): RowSource;
  /** For child rows: the record, or the row, that they belong to. */
  parent(): RowSource;
  /** `"schema"."table" as t0 left join …`, complete when the query is. */
  from(): Sql;
  /** Whether `from` joins others to the table; what stands inside of the table does not count. */
  isJoined(): boolean;
  columnOf(field: FieldModel): Sql;
  /** A correlated subquery over child rows: `(select SELECT from … where … and WHERE)`. */
  childRows(
    field: FieldModel,
    selection: (row: RowSource) => RowsSelection & { readonly order?: Sql },
  ): Sql;
}
