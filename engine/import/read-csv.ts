/** Reading CSV that people have: UTF-8 with or without BOM, or GBK as Chinese spreadsheets write. */
import { CsvError, parse } from "csv-parse/sync";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import { tableOf } from "./header.ts";
import type { Table } from "./table.ts";

export type Encoding = "UTF-8" | "GB18030";

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
}

/**
 * GB 18030 (which GBK is part of) when the bytes are not valid UTF-8; refused when neither.
 *
 * @param keepsMark whether a mark of byte order stays in the text
 */
export function decodeText(bytes: Uint8Array, keepsMark = false): Result<DecodedText> {
  for (const encoding of ["UTF-8", "GB18030"] as const) {
    try {
      const text = new TextDecoder(encoding, { ignoreBOM: keepsMark, fatal: true }).decode(bytes);
      return success({ text, encoding });
    } catch {
      // It is the other one, or none.
    }
  }
  return failure(problem("table_encoding"));
}

/** The sign between cells: the one that occurs most in the first line, quotes left out. */
export function separatorOf(text: string): "," | ";" | "\t" {
  const first = text.replace(/"[^"]*"/g, "").split(/\r?\n/, 1)[0] ?? "";
  const count = (sign: string) => first.split(sign).length;
  const signs = [",", ";", "\t"] as const;
  return signs.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** Texts are without the apostrophes of an export. Problems have the line as their path. */
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
    Array.isArray(row) ? row.map((cell) => unescapeFormula(String(cell))) : [],
  );
  return tableOf(rows);
}

/** Takes off the apostrophe that export puts before text that looks like a formula. */
const unescapeFormula = (text: string): string =>
  /^'[=+\-@\t\r\0＝＋－＠']/.test(text) ? text.slice(1) : text;
