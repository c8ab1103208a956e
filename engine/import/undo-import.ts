/**
 * Takes back what an import wrote: new records go into the recycle bin, changed ones get their
 * former values. A record that somebody has changed since, or that is in use, stays and is named.
 */
import { slot, sql } from "../../metadata/expressions/index.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, problem, type Result } from "../../metadata/problem.ts";
import type { Database } from "../db/database.ts";
import { behindSavepoint } from "../db/savepoint.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { readRecord } from "../query/read-records.ts";
import { RevisionConflict } from "../records/conflict.ts";
import { deleteRecord } from "../records/delete.ts";
import { restoreRevision } from "../records/former-record.ts";
import { historyTable } from "../records/history.ts";
import type { Writer } from "../records/writer.ts";
import { type Finish, finishJob, type JobRow, type NotUndone } from "./job-rows.ts";

/** What the job, and what it set off, did with a record. */
interface Written {
  readonly isNew: boolean;
  readonly first: number;
  readonly last: number;
  /** False when somebody else changed the record in between. */
  readonly isAlone: boolean;
}

/** Null: its end was committed with it. */
export async function undoImport(
  writer: Writer,
  database: Database,
  model: ObjectModel,
  job: JobRow,
): Promise<Finish | null> {
  try {
    await database.transaction(async (executor) => {
      const inside: Writer = { ...writer, executor, cause: "undo" };
      const written = await writtenBy(inside, job);
      const notUndone: NotUndone[] = [];
      // What was written last may point to what was written first.
      for (const record of job.written.toReversed()) {
        const problems = await behindSavepoint(
          executor,
          () => undoRecord(inside, model, record, written.get(record)),
          (found) => found.length === 0,
        );
        if (problems.length > 0)
          notUndone.push({ record, title: await titleOf(inside, model, record), problems });
      }
      const finish: Finish = { state: "undone", notUndone };
      const isOurs = await finishJob(executor, writer.catalog, job.id, finish);
      if (!isOurs) throw new Error("The undo was given up meanwhile");
    });
    return null;
  } catch (error) {
    // Nothing of it remains: the job is done, as before, and may be undone again.
    await finishJob(database, writer.catalog, job.id, { state: "done" });
    throw error;
  }
}

/** A rule of assignment or a script may write a record again: each revision has its own entry. */
async function writtenBy(writer: Writer, job: JobRow): Promise<ReadonlyMap<string, Written>> {
  const { rows } = await writer.executor.run(
    prepareSql(
      sql`select "record", bool_or("kind" = 'created'), min("revision"), max("revision"), count(*) from ${historyTable(writer.catalog)} where "record" = any(${slot("records", "uuid[]")}) and "causality" = ${slot("job", "uuid")} group by "record"`,
    ).bind({ records: job.written, job: job.id }),
  );
  return new Map(
    rows.map(([record, isNew, ...numbers]) => {
      const [first = 0, last = 0, count = 0] = numbers.map(Number);
      const isAlone = last - first + 1 === count;
      return [String(record), { isNew: isNew === "t", first, last, isAlone }];
    }),
  );
}

async function undoRecord(
  writer: Writer,
  model: ObjectModel,
  id: string,
  written: Written | undefined,
): Promise<readonly Problem[]> {
  if (written === undefined) return [problem("revision_not_kept", "", { revision: 0, current: 0 })];
  const found = await readRecord(writer, model, id);
  if (!found.ok) return found.problems;
  const { isNew, first, last, isAlone } = written;
  if (found.value.revision !== last || !isAlone) return [problem("changed_since_import")];
  try {
    const undone: Result<unknown> = isNew
      ? await deleteRecord(writer, model, id, last)
      : await restoreRevision(writer, model, id, first - 1, last);
    return undone.ok ? [] : undone.problems;
  } catch (error) {
    if (error instanceof RevisionConflict) return [problem("changed_since_import")];
    throw error;
  }
}

async function titleOf(writer: Writer, model: ObjectModel, id: string): Promise<string | null> {
  const found = await readRecord(writer, model, id);
  const record: unknown = found.ok ? JSON.parse(found.value.json) : null;
  const title = isJsonObject(record) ? record[model.recordTitle] : null;
  return typeof title === "string" ? title : null;
}
