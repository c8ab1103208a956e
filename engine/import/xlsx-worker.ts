/**
 * Reads one sheet in a thread of its own, which ends with the file it cannot bear. Formulas are
 * not run: a cell has the value that the spreadsheet saved.
 */
import "../unnamed-prototype.ts";
import { parentPort, workerData } from "node:worker_threads";
import { type Cell, type CellValue, readXlsx } from "hucre/xlsx";
import { examineZip } from "./zip-sizes.ts";

export type SheetAnswer =
  | { readonly rows: readonly (readonly string[])[]; readonly sheets: readonly string[] }
  | { readonly refused: "too_large" | "not_a_zip" | "no_sheet" };

export interface SheetQuestion {
  readonly bytes: Uint8Array;
  /** Its name; null: the first. */
  readonly sheet: string | null;
  readonly rowsMaximum: number;
}

async function read({ bytes, sheet, rowsMaximum }: SheetQuestion): Promise<SheetAnswer> {
  const verdict = examineZip(bytes);
  if (verdict !== "fits") return { refused: verdict };
  const sheets: string[] = [];
  const book = await readXlsx(bytes, {
    readStyles: true,
    maxRows: rowsMaximum + 2,
    sheets: ({ name, hidden, veryHidden }, index) => {
      sheets.push(name);
      return sheet === null ? index === 0 : name === sheet && !hidden && !veryHidden;
    },
  }).catch(() => null);
  if (book === null) return { refused: "not_a_zip" };
  const [found] = book.sheets;
  if (found === undefined) return { refused: "no_sheet" };
  if (found.rows.length > rowsMaximum + 1) return { refused: "too_large" };
  const rows = found.rows.map((row, line) =>
    row.map((value, column) => textOf(value, found.cells?.get(`${line},${column}`))),
  );
  return { rows: withoutMargins(rows), sheets };
}

/** Empty rows at the end and empty columns at the right are no part of the table. */
function withoutMargins(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const width = (rows[0] ?? []).findLastIndex((text) => text.trim() !== "") + 1;
  const full = rows.map((row) => {
    const used = row.findLastIndex((text) => text !== "") + 1;
    const cells = row.slice(0, Math.max(width, used));
    return [...cells, ...Array.from({ length: Math.max(0, width - cells.length) }, () => "")];
  });
  return full.slice(0, full.findLastIndex((row) => row.some((text) => text !== "")) + 1);
}

const plain = new Intl.NumberFormat("en", { useGrouping: false, maximumSignificantDigits: 15 });

function textOf(value: CellValue, cell: Cell | undefined): string {
  const format = cell?.style?.numFmt ?? "";
  if (value === null) return "";
  if (value instanceof Date) return momentText(value, format);
  if (typeof value !== "number") return String(value);
  // What a percent cell shows, not the fraction behind it; both have 15 digits.
  if (format.replace(/"[^"]*"/g, "").includes("%"))
    return `${plain.format(Number(`${value.toPrecision(15)}e2`.replace(/e([+-]\d+)e2$/, (_, power: string) => `e${Number(power) + 2}`)))}%`;
  return plain.format(value);
}

function momentText(value: Date, format: string): string {
  if (Number.isNaN(value.getTime())) return "";
  const [day = "", time = ""] = value.toISOString().replace("Z", "").split("T");
  const clock = time.replace(/\.000$/, "");
  // A time of day alone is counted from the day before the calendar of spreadsheets begins.
  if (value.getTime() < Date.UTC(1900, 0, 1)) return clock;
  return clock === "00:00:00" && !/h/i.test(format) ? day : `${day} ${clock}`;
}

parentPort?.postMessage(await read(workerData as SheetQuestion));
