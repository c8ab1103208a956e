/** All rows that stand against a change, as CSV in keyset pages. */
import { parameter, sql } from "../../metadata/expressions/index.ts";
import type { Executor } from "../db/database.ts";
import { prepareSql } from "../query/plan-cache.ts";
import type { PlanItem } from "./planned-work.ts";

const pageRows = 5000;

export async function* rowsAsCsv(
  executor: Executor,
  { rows: question }: PlanItem,
): AsyncGenerator<string, undefined> {
  yield "\uFEFFid,title\r\n";
  let after = "00000000-0000-0000-0000-000000000000";
  while (question !== null) {
    const { rows } = await executor.run(
      prepareSql(
        sql`select t."id", ${question.title ?? sql`null`}::text from ${question.table} as t
          where t."id" > ${parameter(after, "uuid")} and (${question.where})
          order by t."id" limit ${parameter(pageRows, "bigint")}`,
      ).bind(question.slots ?? {}),
    );
    if (rows.length > 0) yield rows.map(([id, title]) => `${id},${cell(title ?? "")}\r\n`).join("");
    if (rows.length < pageRows) return;
    after = String(rows.at(-1)?.[0]);
  }
}

/** Text that a spreadsheet would take for a formula is led by an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
