/**
 * Records as CSV (RFC 4180). Text that a spreadsheet would take for a formula is led by an
 * apostrophe; import takes it off again.
 */

import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { ExportColumn } from "./columns.ts";
import type { ExportedRecord } from "./pages.ts";

/** The mark that makes spreadsheets read UTF-8, and the names of the columns. */
export const csvHeader = (columns: readonly ExportColumn[]): string =>
  `\uFEFF${columns.map(({ header }) => header).join(",")}\r\n`;

export const csvLines = (
  records: readonly ExportedRecord[],
  columns: readonly ExportColumn[],
): string => records.map((record) => line(record, columns)).join("");

function line(record: ExportedRecord, columns: readonly ExportColumn[]): string {
  const cells = columns.map(({ field, valueIn }) =>
    cell(field.type.exportText(valueIn(record), field.schema), field),
  );
  return `${cells.join(",")}\r\n`;
}

const formulaStart = /^[=+\-@\t\r\0＝＋－＠']/;

/** Numbers stay numbers; only text can pretend to be a formula. */
function cell(text: string, field: FieldModel): string {
  const isText =
    field.type.group === "text" || field.type.group === "choice" || field.type.group === "other";
  return csvCell(isText && formulaStart.test(text) ? `'${text}` : text);
}

const csvCell = (safe: string): string =>
  /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;

/** A line of plain texts, none of which a spreadsheet takes for a formula. */
export const csvTextLine = (texts: readonly string[]): string =>
  `${texts.map((text) => csvCell(formulaStart.test(text) ? `'${text}` : text)).join(",")}\r\n`;
