/** The table file in a request's body: CSV or a spreadsheet, bounded in bytes. */
import { sizeText } from "../../metadata/fields/values/file-value.ts";
import { failure, problem, type Result } from "../../metadata/problem.ts";
import { readTable, type TableFile } from "../import/read-table.ts";
import type { Exchange } from "./exchange.ts";

const accepted: ReadonlySet<string> = new Set([
  "text/csv",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  // What some systems call either of the two.
  "application/vnd.ms-excel",
]);

export async function tableBody(exchange: Exchange): Promise<Result<TableFile>> {
  const { context, services, query } = exchange;
  const type = context.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!accepted.has(type)) return failure(problem("table_expected"));
  const limit = services.config.uploadMaximum;
  const tooLarge: Result<never> = failure(
    problem("upload_too_large", "", { limit: sizeText(limit) }),
  );
  if (Number(context.req.header("content-length") ?? 0) > limit) return tooLarge;
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of context.req.raw.body ?? []) {
    length += part.length;
    if (length > limit) return tooLarge;
    parts.push(part);
  }
  return readTable(Buffer.concat(parts), query.get("sheet"));
}
