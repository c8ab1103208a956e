/** The read paths: one statement each, answers as JSON text. */

import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, problem, type Result, success } from "../../metadata/problem.ts";
import type { Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor, TextRow } from "../db/database.ts";
import { cursorSlots, writeCursor } from "./cursor.ts";
import type { ListRequest } from "./list-request.ts";
import type { SlotValues } from "./plan-cache.ts";
import { branchSlots, divisionFor } from "./reach-branches.ts";
import {
  type ClockValues,
  callerSlots,
  countSlots,
  type ListPlan,
  listPlan,
  recordPlan,
} from "./read-plans.ts";
import type { Selection } from "./selection.ts";

export interface Reader {
  readonly executor: Executor;
  readonly catalog: Catalog;
  readonly rights: Rights;
  readonly clock: ClockValues;
}

/** `{"data":[…],"next":…,"count":…}` */
export async function readPage(reader: Reader, request: ListRequest): Promise<Result<string>> {
  const division = divisionFor(request.model, reader.rights);
  const plan = listPlan(request, reader.catalog, reader.rights, division);
  if (!plan.ok) return plan;
  const slots = {
    ...callerSlots(reader),
    ...(division === null ? {} : branchSlots(division)),
    ...(request.after === null ? {} : cursorSlots(request.after)),
  };
  const counting =
    request.count === null
      ? null
      : reader.executor.run(
          request.count === "exact"
            ? plan.value.count.bind(slots)
            : plan.value.cappedCount.bind({ ...slots, ...countSlots }),
        );
  const [found, count] = await Promise.all([
    readRows(reader.executor, plan.value, slots, request.limit + 1),
    counting,
  ]);
  const more = found.length > request.limit;
  const rows = more ? found.slice(0, request.limit) : found;
  let text = '{"data":[';
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (row !== undefined) text += (index === 0 ? "" : ",") + plan.value.write(row);
  }
  const last = rows.at(-1);
  const next =
    more && last !== undefined
      ? `"${writeCursor(request.sort, plan.value.sortValues(last))}"`
      : "null";
  const counted = count?.rows[0]?.[0];
  const countText = counted === undefined || counted === null ? "" : `,"count":${counted}`;
  return success(`${text}],"next":${next}${countText}}`);
}

/** At most `limit` rows: of the attempt, or of ranges that follow one another. */
async function readRows(
  executor: Executor,
  { attempt, ranges }: ListPlan,
  slots: SlotValues,
  limit: number,
): Promise<readonly TextRow[]> {
  if (attempt !== null) {
    const tried = await executor.run(attempt.bind(slots));
    if (tried.rows.length >= limit) return tried.rows;
  }
  const rows: TextRow[] = [];
  for (const range of ranges) {
    if (rows.length >= limit) break;
    rows.push(...(await executor.run(range.bind(slots))).rows);
  }
  return rows.slice(0, limit);
}

/** Most callers reach every record: their statements have no further slots. */
const withReach = (reader: Reader, slots: SlotValues): SlotValues =>
  reader.rights.reachesAll ? slots : { ...callerSlots(reader), ...slots };

export interface RecordText {
  readonly json: string;
  readonly revision: number;
}

/** One record whole, or the selected part; `record_not_found` when it is not there. */
export async function readRecord(
  reader: Reader,
  model: ObjectModel,
  id: string,
  selected?: { readonly text: string; readonly selection: Selection },
): Promise<Result<RecordText>> {
  const plan = recordPlan(model, reader.catalog, reader.rights, selected);
  const { rows } = await reader.executor.run({
    ...plan.one.bind(withReach(reader, { id })),
    brief: "read",
  });
  const [row] = rows;
  if (row === undefined) return { ok: false, problems: [recordNotFound()] };
  return success(recordText(row));
}

/** From a row of id, JSON text and revision. */
export const recordText = (row: TextRow): RecordText => ({
  json: row[1] ?? "",
  revision: Number(row[2]),
});

/** Whole records in the order of `ids`; what is not there is left out. */
export async function readRecords(
  reader: Reader,
  model: ObjectModel,
  ids: readonly string[],
): Promise<readonly RecordText[]> {
  if (ids.length === 0) return [];
  const plan = recordPlan(model, reader.catalog, reader.rights);
  const { rows } = await reader.executor.run(plan.many.bind(withReach(reader, { ids })));
  const byId = new Map(rows.map((row) => [row[0] ?? "", row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [recordText(row)];
  });
}

export const recordNotFound = (): Problem => problem("record_not_found");
