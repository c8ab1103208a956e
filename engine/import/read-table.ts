/** A table file of either kind, told apart by its first bytes. */
import { type Result, success } from "../../metadata/problem.ts";
import { decodeText, parseCsv, separatorOf } from "./read-csv.ts";
import { readXlsx } from "./read-xlsx.ts";
import type { Table } from "./table.ts";

export interface TableFile {
  readonly table: Table;
  readonly format: "csv" | "xlsx";
  /** What was found out about a CSV file. */
  readonly encoding: string | null;
  readonly separator: string | null;
  /** Sheets of a spreadsheet file. */
  readonly sheets: readonly string[];
}

/** ZIP, or the container of older and of encrypted spreadsheets, which are refused by name. */
const isSpreadsheet = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4) ||
  (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0);

/** @param sheet of a spreadsheet; null: the first */
export async function readTable(
  bytes: Uint8Array,
  sheet: string | null,
): Promise<Result<TableFile>> {
  if (isSpreadsheet(bytes)) {
    const read = await readXlsx(bytes, sheet);
    if (!read.ok) return read;
    const { table, sheets } = read.value;
    return success({ table, format: "xlsx", encoding: null, separator: null, sheets });
  }
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded.value;
  const table = parseCsv(text);
  if (!table.ok) return table;
  const separator = separatorOf(text);
  return success({ table: table.value, format: "csv", encoding, separator, sheets: [] });
}
