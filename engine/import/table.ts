/** A table as a file has it: names of columns, and rows of texts. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Apostrophes before formula signs are the file's own, not the text's. */
  readonly escapesFormulas: boolean;
}

/** The columns for which `kept` is true, by their place. */
export const withColumns = (table: Table, kept: readonly boolean[]): Table => ({
  ...table,
  header: table.header.filter((_, index) => kept[index]),
  rows: table.rows.map((row) => row.filter((_, index) => kept[index])),
});
