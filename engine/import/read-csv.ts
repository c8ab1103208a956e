/** Reading CSV that people have: UTF-8 with or without BOM, or GBK as Chinese spreadsheets write. */
import { parse } from "csv-parse/sync";

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** UTF-8 when the bytes are valid UTF-8, else GB 18030 (which GBK is part of). */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/**
 * @throws Error with the line when quotes do not match, a row has another number of cells, or the
 * header is missing or names a column twice.
 */
export function parseCsv(text: string): CsvTable {
  const records: unknown = parse(text, {
    bom: true,
    skipEmptyLines: true,
    relaxColumnCount: false,
    maxRecordSize: 1_000_000,
  });
  const table = (Array.isArray(records) ? records : []).map((row: unknown) =>
    Array.isArray(row) ? row.map(String) : [],
  );
  const [first, ...rows] = table;
  if (first === undefined) throw new Error("The file is empty: line 1 must name the columns.");
  const header = first.map((name) => name.trim());
  const twice = header.find((name, index) => header.indexOf(name) < index);
  if (twice !== undefined) throw new Error(`Line 1 names the column "${twice}" twice.`);
  return { header, rows };
}

/** The columns for which `kept` is true, by their place. */
export const withColumns = (table: CsvTable, kept: readonly boolean[]): CsvTable => ({
  header: table.header.filter((_, index) => kept[index]),
  rows: table.rows.map((row) => row.filter((_, index) => kept[index])),
});

/** Takes off the apostrophe that export puts before text that looks like a formula. */
export const unescapeFormula = (text: string): string =>
  /^'[=+\-@\t\r\0＝＋－＠']/.test(text) ? text.slice(1) : text;
