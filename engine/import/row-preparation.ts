/**
 * What is done to rows of a file before they are checked. It runs inside the transaction of the
 * import; whoever makes it stands above this room and hands it over.
 */
import type { Problem } from "../../metadata/problem.ts";
import type { Writer } from "../records/writer.ts";

type Values = Readonly<Record<string, unknown>>;

export interface UnpreparedRow {
  /** Line of the file, the header being the first. */
  readonly line: number;
  /** What could be read. */
  readonly values: Values;
  /** Texts of cells that could not be read, by field. */
  readonly unread: Readonly<Record<string, string>>;
}

export interface PreparedRow {
  readonly values: Values;
  /** Why the row is left out; null: it is not. */
  readonly skipped: Problem | null;
}

export interface RowPreparation {
  /** Rows that are prepared, checked and written together. */
  readonly atATime: number;
  /**
   * One answer for each row.
   * @throws Refused whose paths begin with the place of the row, or which is about all of them
   */
  prepare(inside: Writer, rows: readonly UnpreparedRow[]): Promise<readonly PreparedRow[]>;
}
