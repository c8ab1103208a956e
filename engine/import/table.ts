/** What a file says: names of columns, and rows of texts, without the marks of its format. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The columns for which `kept` is true, by their place. */
export const withColumns = (table: Table, kept: readonly boolean[]): Table => ({
  ...table,
  header: table.header.filter((_, index) => kept[index]),
  rows: table.rows.map((row) => row.filter((_, index) => kept[index])),
});
