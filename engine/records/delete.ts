/** Deleting one record: its row goes, its history keeps all it held. */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import { tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { clockValues } from "../query/read-plans.ts";
import { RevisionConflict } from "./conflict.ts";
import { databaseProblem } from "./database-problems.ts";
import { writeHistory } from "./history.ts";
import { lockRecord } from "./lock-record.ts";
import { recomputeAfterDelete } from "./recompute.ts";
import { removalProblem } from "./single-record.ts";
import { atomic, Refused, type Writer } from "./writer.ts";

/** @throws RevisionConflict when `base` is given and not the current revision. */
export async function deleteRecord(
  writer: Writer,
  model: ObjectModel,
  id: string,
  base: number | null,
): Promise<Result<null>> {
  const refusal = removalProblem(model);
  if (refusal !== null) return failure(refusal);
  try {
    await atomic(writer, (inside) => remove(inside, model, id, base));
    return success(null);
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    if (error instanceof RevisionConflict) throw error;
    const found = databaseProblem(error, writer.catalog, model);
    if (found === null) throw error;
    return failure(found.code === "unknown_record" ? { ...found, code: "record_in_use" } : found);
  }
}

async function remove(
  writer: Writer,
  model: ObjectModel,
  id: string,
  base: number | null,
): Promise<void> {
  const table = identifier(writer.catalog.schema, tableOf(model));
  const { record, revision: current } = await lockRecord(writer, model, id);
  if (base !== null && current !== base) {
    throw new RevisionConflict(problem("revision_conflict", "", { fields: [model.title] }), {
      base: {},
      theirs: record,
      yours: {},
      revision: current,
    });
  }
  const finish = await recomputeAfterDelete(
    { ...writer, clock: clockValues(writer.clock) },
    model,
    [id],
  );
  await writer.executor.run(
    prepareSql(sql`delete from ${table} where "id" = ${slot("id", "uuid")}`).bind({ id }),
  );
  await finish();
  await writeHistory(writer, model, [
    { record: id, revision: current + 1, kind: "deleted", changes: record },
  ]);
}
