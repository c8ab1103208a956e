/** The records of a list in keyset pages: memory stays flat however long the list is. */

import { isJsonObject } from "../../metadata/json-object.ts";
import { problem, type Result, success } from "../../metadata/problem.ts";
import { cursorPattern, readCursor } from "../query/cursor.ts";
import { type ListRequest, pageLimitMaximum } from "../query/list-request.ts";
import { type Reader, readPage } from "../query/read-records.ts";

export type ExportedRecord = Readonly<Record<string, unknown>>;
export type RecordPages = AsyncGenerator<Result<readonly ExportedRecord[]>>;

/** All records of the request, a page at a time; a problem is the last thing it gives. */
export async function* recordPages(reader: Reader, request: ListRequest): RecordPages {
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
    yield success(data);
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
  readonly data: readonly ExportedRecord[];
  readonly next: string | null;
} {
  const page: unknown = JSON.parse(text);
  if (!isJsonObject(page) || !Array.isArray(page.data)) throw new Error("A page is not a page");
  return {
    data: page.data.filter(isJsonObject),
    next: typeof page.next === "string" ? page.next : null,
  };
}
