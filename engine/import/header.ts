/** Rows of a file become a table: the first names the columns, each once. */
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import { isStorableText } from "../../metadata/validate/prepare-record.ts";
import type { Table } from "./table.ts";

/** Columns of a file at most. */
export const columnsMaximum = 1000;

const forbidden = new Set(["__proto__", "constructor", "prototype"]);

export function tableOf(lines: readonly (readonly string[])[]): Result<Table> {
  const [first, ...rows] = lines;
  const header = first?.map((name) => name.trim()) ?? [];
  if (header.every((name) => name === "")) return failure(problem("table_empty", "/1"));
  if (header.length > columnsMaximum)
    return failure(problem("too_many_columns", "/1", { maximum: columnsMaximum }));
  const nameless = header.indexOf("");
  if (nameless >= 0) return failure(problem("column_nameless", "/1", { column: nameless + 1 }));
  const twice = header.find((name, index) => header.indexOf(name) < index);
  if (twice !== undefined) return failure(problem("column_twice", "/1", { name: twice }));
  if (!header.every(isStorableText)) return failure(problem("text_not_storable", "/1"));
  const odd = header.find((name) => forbidden.has(name));
  if (odd !== undefined)
    return failure(problem("json_forbidden_key", "/1", { key: odd, line: 1, column: 1 }));
  return success({ header, rows });
}
