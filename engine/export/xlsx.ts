/**
 * Records as a spreadsheet (Office Open XML), written while the pages are read. Numbers, dates and
 * booleans are cells of that kind where a spreadsheet keeps them exactly, else texts; a text is
 * never a formula.
 */
import type { CellValue, ColumnDef } from "hucre/xlsx";
import { instantIn, localTimeIn } from "../../metadata/fields/values/time-zone.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { ExportColumn } from "./columns.ts";
import type { ExportedRecord } from "./pages.ts";

/** Digits that a spreadsheet's number holds whatever they are. */
const digitsMaximum = 15;

/** The library is loaded by the first who asks for a spreadsheet. */
export async function xlsxBytes(
  exported: readonly ExportColumn[],
  records: AsyncIterable<ExportedRecord>,
  sheet: string,
  timeZone: string,
): Promise<ReadableStream<Uint8Array>> {
  const { writeXlsxStream } = await import("hucre/xlsx");
  const columns = exported.map(({ header, field }): ColumnDef => {
    const numFmt = field.type.sheetFormat?.(field.schema);
    return { header, width: 18, ...(numFmt === undefined ? {} : { numFmt }) };
  });
  return writeXlsxStream(rowsOf(exported, records, timeZone), {
    name: sheetName(sheet),
    columns,
    freezePane: { rows: 1 },
  });
}

/** Letters of a sheet's name, in units of UTF-16. */
const nameMaximum = 31;

/** A name that spreadsheets take: without signs of their formulas, and none that they keep for themselves. */
function sheetName(title: string): string {
  const name = title
    .replace(/[[\]*?:/\\\p{Cc}]/gu, " ")
    .slice(0, nameMaximum)
    // A letter of two units is not cut in half.
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim()
    .replace(/^'+|'+$/g, (quotes) => "’".repeat(quotes.length));
  if (name === "") return "Sheet";
  return name.toLowerCase() === "history" ? `${name}_` : name;
}

async function* rowsOf(
  columns: readonly ExportColumn[],
  records: AsyncIterable<ExportedRecord>,
  timeZone: string,
): AsyncGenerator<CellValue[]> {
  for await (const record of records)
    yield columns.map(({ field, valueIn }) => cellOf(valueIn(record), field, timeZone));
}

function cellOf(value: unknown, { type, schema }: FieldModel, timeZone: string): CellValue {
  if (value === null || value === undefined) return null;
  const text = type.exportText(value, schema);
  if (typeof value === "boolean") return value;
  if (type.sheetFormat !== undefined) {
    const exact = type.group === "number" ? exactNumber(text, type.name === "percent") : null;
    const moment = type.group === "time" ? exactMoment(text, type.name === "date", timeZone) : null;
    if (exact !== null || moment !== null) return exact ?? moment;
  }
  // `_x0041_` would be read as the letter it numbers.
  return text === "" ? null : text.replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_");
}

/** The number, when a spreadsheet keeps all its digits. */
function exactNumber(text: string, isPercent: boolean): number | null {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return null;
  const digits = text.replace(/[-.]/g, "").replace(/^0+/, "");
  if (digits.length > digitsMaximum) return null;
  // Shifted as text: a division would leave a remainder of its own.
  return Number(isPercent ? `${text}e-2` : text);
}

/** The calendar of spreadsheets begins in 1900, with a day that never was. */
const firstYear = 1901;

/** A date, or a moment as the clocks of `timeZone` show it; none that they show twice. */
function exactMoment(text: string, isDate: boolean, timeZone: string): Date | null {
  const instant = Date.parse(isDate ? `${text}T00:00:00Z` : text);
  if (Number.isNaN(instant)) return null;
  const local = localTimeIn(instant, isDate ? "UTC" : timeZone);
  const { year, month, day, hour, minute, second, millisecond } = local;
  const isClear = isDate || instantIn(local, timeZone) === instant;
  if (!isClear || year < firstYear) return null;
  return new Date(
    isDate ? instant : Date.UTC(year, month - 1, day, hour, minute, second, millisecond),
  );
}
