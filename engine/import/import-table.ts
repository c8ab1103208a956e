/** A table file into an object: every row through the ordinary write path, all rows or none. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { failure, type Problem, problem, type Result, success } from "../../metadata/problem.ts";
import type { Database } from "../db/database.ts";
import { storeNew } from "../records/create.ts";
import { additionProblem } from "../records/single-record.ts";
import { upsertRecords } from "../records/upsert.ts";
import { Refused, type Writer } from "../records/writer.ts";
import { bringsState, validateWritten } from "../records/written-states.ts";
import { columnsOf, rowsToRecords } from "./rows-to-records.ts";
import { type Table, withColumns } from "./table.ts";

export interface ImportOptions {
  /** A unique field: rows whose value is there already change that record. */
  readonly key: string | null;
  readonly dryRun: boolean;
  readonly progress: (done: number, total: number) => void;
}

const rowsAtATime = 1000;

/** Number of records stored. Columns that nobody may write are left out. Paths of problems begin with the line of the file. */
export async function importTable(
  writer: Writer,
  database: Database,
  model: ObjectModel,
  table: Table,
  options: ImportOptions,
): Promise<Result<number>> {
  const { columns: named, problems } = columnsOf(table.header, model, writer.catalog);
  const key = options.key === null ? null : model.byName.get(options.key);
  if (key === undefined || (key !== null && !key.unique)) {
    return failure(
      problem("unknown_field", `/1/${options.key}`, { name: options.key ?? "", hint: "" }),
    );
  }
  if (problems.length > 0)
    return failure(...problems.map((item) => ({ ...item, path: `/1${item.path}` })));
  // An export has them too: ids, times, computed values. They are read by people only.
  const writable = named.map(
    ({ field }) => !field.readOnly || field === key || bringsState(writer, model, field),
  );
  const columns = named.filter((_, index) => writable[index]);
  const kept = withColumns(table, writable);
  try {
    return success(
      await database.transaction(async (executor) => {
        const inside = { ...writer, executor };
        const found: Problem[] = [];
        for (let start = 0; start < table.rows.length; start += rowsAtATime) {
          const part = { ...kept, rows: kept.rows.slice(start, start + rowsAtATime) };
          found.push(...(await storePart(inside, model, part, columns, key, start)));
          options.progress(Math.min(start + rowsAtATime, table.rows.length), table.rows.length);
        }
        if (found.length > 0) throw new Refused(found);
        if (options.dryRun) throw new DryRun(table.rows.length);
        return table.rows.length;
      }),
    );
  } catch (error) {
    if (error instanceof DryRun) return success(error.count);
    if (error instanceof Refused) return failure(...error.problems);
    throw error;
  }
}

/** Ends a transaction that was only for looking. */
class DryRun extends Error {
  readonly count: number;
  constructor(count: number) {
    super("dry run");
    this.count = count;
  }
}

async function storePart(
  writer: Writer,
  model: ObjectModel,
  part: Table,
  columns: Parameters<typeof rowsToRecords>[3],
  key: Parameters<typeof upsertRecords>[2] | null,
  start: number,
): Promise<readonly Problem[]> {
  const context = { locale: "en", timeZone: writer.clock.timeZone } as const;
  const rows = await rowsToRecords(writer.executor, writer.catalog, part, columns, context);
  const atLine = (items: readonly Problem[], index: number) =>
    items.map((item) => ({ ...item, path: `/${start + index + 2}${item.path}` }));
  const wrong = rows.flatMap(({ problems }, index) => atLine(problems, index));
  if (key !== null) {
    if (wrong.length > 0) return wrong;
    const stored = await upsertRecords(
      writer,
      model,
      key,
      rows.map(({ record }) => record),
      true,
    );
    return stored.ok ? [] : stored.problems.map((item) => lineOfIndex(item, start));
  }
  const records: Record<string, unknown>[] = [];
  for (const [index, { record, problems }] of rows.entries()) {
    const checked = validateWritten(writer, model, "create", record);
    if (checked.ok) records.push(checked.value);
    else {
      const known = new Set(problems.map(({ path }) => path));
      wrong.push(
        ...atLine(
          checked.problems.filter(({ path }) => !known.has(path)),
          index,
        ),
      );
    }
  }
  if (wrong.length > 0) return wrong;
  const refusal = additionProblem(model);
  const stored = refusal === null ? await storeNew(writer, model, records, true) : failure(refusal);
  return stored.ok
    ? []
    : stored.problems.map((item) =>
        /^\/\d/.test(item.path)
          ? lineOfIndex(item, start)
          : { ...item, path: `/${start + 2}–${start + 1 + records.length}${item.path}` },
      );
}

/** `/3/name` of a list becomes the line of the file. */
function lineOfIndex(item: Problem, start: number): Problem {
  const [, index = "0", ...rest] = item.path.split("/");
  return {
    ...item,
    path: `/${start + Number(index) + 2}${rest.length === 0 ? "" : `/${rest.join("/")}`}`,
  };
}
