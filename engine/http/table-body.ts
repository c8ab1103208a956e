/** The table file in a request's body: CSV or a spreadsheet, bounded in bytes. */
import { sizeText } from "../../metadata/fields/values/file-value.ts";
import { failure, problem, type Result } from "../../metadata/problem.ts";
import { readTable, type TableFile } from "../import/read-table.ts";
import { type ContentType, contentTypeOf, saysUtf8 } from "./content-type.ts";
import { type Exchange, readBytes } from "./exchange.ts";

const accepted: ReadonlySet<string> = new Set([
  "text/csv",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  // What some systems call either of the two.
  "application/vnd.ms-excel",
]);

/** Names of GB 18030 and of what it holds; which of the two a file is, its bytes say. */
const isChinese = ({ charset }: ContentType): boolean =>
  charset === "gb18030" || charset === "gbk" || charset === "gb2312";

export async function tableBody(exchange: Exchange): Promise<Result<TableFile>> {
  const { context, services, query } = exchange;
  const contentType = contentTypeOf(context);
  if (!accepted.has(contentType.type)) return failure(problem("table_expected"));
  if (!saysUtf8(contentType) && !isChinese(contentType)) return failure(problem("table_encoding"));
  const limit = services.config.uploadMaximum;
  const tooLarge: Result<never> = failure(
    problem("upload_too_large", "", { limit: sizeText(limit) }),
  );
  const bytes = await readBytes(context, limit);
  return bytes === null ? tooLarge : readTable(new Uint8Array(bytes), query.get("sheet"));
}
