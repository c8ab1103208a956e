/** Reading CSV that people have: UTF-8 with or without BOM, or GBK as Chinese spreadsheets write. */
import { CsvError, parse } from "csv-parse/sync";
import { failure, problem, type Result } from "../../metadata/problem.ts";
import { tableOf } from "./header.ts";
import type { Table } from "./table.ts";

export type Encoding = "UTF-8" | "GB18030";

/** GB 18030 (which GBK is part of) when the bytes are not valid UTF-8. */
export function encodingOf(bytes: Uint8Array): Encoding {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "UTF-8";
  } catch {
    return "GB18030";
  }
}

export const decodeText = (bytes: Uint8Array): string =>
  new TextDecoder(encodingOf(bytes)).decode(bytes);

/** The sign between cells: the one that occurs most in the first line, quotes left out. */
export function separatorOf(text: string): "," | ";" | "\t" {
  const first = text.replace(/"[^"]*"/g, "").split(/\r?\n/, 1)[0] ?? "";
  const count = (sign: string) => first.split(sign).length;
  const signs = [",", ";", "\t"] as const;
  return signs.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** Problems have the line as their path. */
export function parseCsv(text: string): Result<Table> {
  let records: unknown;
  try {
    records = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      skipEmptyLines: true,
      relaxColumnCount: false,
      maxRecordSize: 1_000_000,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return failure(problem("csv_broken", `/${String(error.lines ?? 1)}`));
  }
  const rows = (Array.isArray(records) ? records : []).map((row: unknown) =>
    Array.isArray(row) ? row.map(String) : [],
  );
  return tableOf(rows, true);
}

/** Takes off the apostrophe that export puts before text that looks like a formula. */
export const unescapeFormula = (text: string): string =>
  /^'[=+\-@\t\r\0＝＋－＠']/.test(text) ? text.slice(1) : text;
