/**
 * Records as CSV (RFC 4180) in keyset pages: memory stays flat however long the list is. Text
 * that a spreadsheet would take for a formula is led by an apostrophe; import takes it off again.
 */

import { isJsonObject } from "../../metadata/json-object.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { problem, type Result, success } from "../../metadata/problem.ts";
import { cursorPattern, readCursor } from "../query/cursor.ts";
import { type ListRequest, pageLimitMaximum } from "../query/list-request.ts";
import { type Reader, readPage } from "../query/read-records.ts";

/** Fields of a list that have a column in a file: child rows are files of their own. */
export function exportedFields(request: ListRequest, asked: string | null): readonly FieldModel[] {
  const names = asked?.split(",").map((name) => name.trim()) ?? ["*"];
  return request.selection.fields.flatMap(({ field, through }) => {
    const wanted = names.includes("*") || names.includes(field.name);
    return wanted && through === null && field.children === null ? [field] : [];
  });
}

/** The file in parts (`asked` is the request's `fields`): a header line, then a page of records at a time. */
export async function* csvParts(
  reader: Reader,
  request: ListRequest,
  asked: string | null,
): AsyncGenerator<Result<string>> {
  const fields = exportedFields(request, asked);
  yield success(`\uFEFF${fields.map(({ name }) => name).join(",")}\r\n`);
  let after: ListRequest["after"] = null;
  for (;;) {
    const page = await readPage(reader, {
      ...request,
      limit: pageLimitMaximum,
      after,
      count: null,
      shape: `${request.shape}\u0001${cursorPattern(after)}`,
    });
    if (!page.ok) {
      yield page;
      return;
    }
    const { data, next } = parsePage(page.value);
    yield success(data.map((record) => line(record, fields)).join(""));
    if (next === null) return;
    const cursor = readCursor(next, request.sort);
    if (!cursor.ok) {
      yield { ok: false, problems: [problem("invalid_cursor")] };
      return;
    }
    after = cursor.value;
  }
}

function parsePage(text: string): {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly next: string | null;
} {
  const page: unknown = JSON.parse(text);
  if (!isJsonObject(page) || !Array.isArray(page.data)) throw new Error("A page is not a page");
  return {
    data: page.data.filter(isJsonObject),
    next: typeof page.next === "string" ? page.next : null,
  };
}

function line(record: Readonly<Record<string, unknown>>, fields: readonly FieldModel[]): string {
  return `${fields.map((field) => cell(field.type.exportText(record[field.name], field.schema), field)).join(",")}\r\n`;
}

const formulaStart = /^[=+\-@\t\r\0＝＋－＠']/;

/** Numbers stay numbers; only text can pretend to be a formula. */
function cell(text: string, field: FieldModel): string {
  const isText =
    field.type.group === "text" || field.type.group === "choice" || field.type.group === "other";
  const safe = isText && formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
