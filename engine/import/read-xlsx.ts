/** A sheet of a spreadsheet file as a table, read in a thread with bounds of memory and time. */
import { Worker } from "node:worker_threads";
import { failure, problem, type Result } from "../../metadata/problem.ts";
import { tableOf } from "./header.ts";
import type { Table } from "./table.ts";
import type { SheetAnswer, SheetQuestion } from "./xlsx-worker.ts";

export const sheetRowsMaximum = 200_000;
export const sheetMegabytesMaximum = 768;
export const sheetSecondsMaximum = 60;

export interface Sheet {
  readonly table: Table;
  /** Names of all sheets of the file. */
  readonly sheets: readonly string[];
}

export async function readXlsx(bytes: Uint8Array, sheet: string | null): Promise<Result<Sheet>> {
  const answer = await ask({ bytes, sheet, rowsMaximum: sheetRowsMaximum });
  if (answer === "too_large" || ("refused" in answer && answer.refused === "too_large"))
    return failure(problem("spreadsheet_too_large", "", { rows: sheetRowsMaximum }));
  if ("refused" in answer) {
    return failure(
      answer.refused === "no_sheet"
        ? problem("unknown_sheet", "", { name: sheet ?? "" })
        : problem("not_a_spreadsheet"),
    );
  }
  const table = tableOf(answer.rows);
  if (!table.ok) return table;
  const { header } = table.value;
  const wide = table.value.rows.findIndex((row) => row.length > header.length);
  if (wide >= 0)
    return failure(problem("column_nameless", `/${wide + 2}`, { column: header.length + 1 }));
  return { ok: true, value: { table: table.value, sheets: answer.sheets } };
}

function ask(question: SheetQuestion): Promise<SheetAnswer | "too_large"> {
  const worker = new Worker(new URL("./xlsx-worker.ts", import.meta.url), {
    workerData: question,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: sheetMegabytesMaximum },
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve("too_large"), sheetSecondsMaximum * 1000);
    worker.once("message", resolve);
    worker.once("error", (error) => {
      const outgrown = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
      if (outgrown) resolve("too_large");
      else reject(error);
    });
    worker.once("exit", () => {
      clearTimeout(timer);
      resolve("too_large");
    });
  }).finally(() => worker.terminate()) as Promise<SheetAnswer | "too_large">;
}
