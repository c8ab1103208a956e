/** Who changed what in a record, newest first, with the names of the people. */
import { slot, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type {
  HistoryItem,
  HistoryPage,
  ShownChange,
  ShownChanges,
  ShownRow,
} from "../../metadata/wire.ts";
import { accountNames } from "../access/accounts.ts";
import type { Rights } from "../access/rights.ts";
import type { Executor } from "../db/database.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { timestampText } from "../query/projection.ts";
import type { Reader } from "../query/read-records.ts";
import { historyTable } from "./history.ts";
import { mayKnowState } from "./lifecycle-words.ts";
import {
  isRowChanges,
  type KeptChanges,
  namedValue,
  namedValues,
  parseChanges,
  type RowChange,
  type RowChanges,
} from "./record-difference.ts";

export const itemsMaximum = 500;

/**
 * Entries below revision `after`, at most `limit`. `core` is asked apart for names: statements
 * never span it and a workspace.
 */
export async function readHistory(
  reader: Reader,
  core: Executor,
  model: ObjectModel,
  id: string,
  page: { readonly limit: number; readonly after: number | null },
): Promise<HistoryPage> {
  const { rows } = await reader.executor.run(
    prepareSql(sql`select "revision", "kind", "at", "by", "cause", "causality", "changes" from ${historyTable(reader.catalog)}
      where "record" = ${slot("record", "uuid")} and "object" = ${slot("object", "text")} and "revision" > 0 and "revision" < ${slot("after", "bigint")}
      order by "revision" desc limit ${slot("limit", "bigint")}`).bind({
      record: id,
      object: model.id,
      after: page.after ?? Number.MAX_SAFE_INTEGER,
      limit: page.limit + 1,
    }),
  );
  const shown = rows.slice(0, page.limit);
  const names = await accountNames(
    core,
    shown.flatMap((row) => row[3] ?? []),
  );
  const mayKnow = mayKnowState(reader.rights, model);
  const data = shown.map(([revision, kind, at, by, cause, causality, changes]) => ({
    revision: Number(revision),
    ...kindOf(String(kind), mayKnow),
    at: timestampText(at ?? ""),
    by: by ?? null,
    by_name: names.get(by ?? "") ?? null,
    cause: String(cause),
    causality: causality ?? null,
    changes: shownChanges(model, parseChanges(changes), reader.rights),
  }));
  const last = data.at(-1);
  return { data, next: rows.length > page.limit && last ? String(last.revision) : null };
}

function shownChanges(model: ObjectModel, changes: KeptChanges, rights: Rights): ShownChanges {
  const shown: Record<string, ShownChange> = {};
  for (const field of [...model.fields, ...model.systemFields]) {
    const change = changes[field.id];
    if (change === undefined || !rights.mayRead(model, field)) continue;
    if (!isRowChanges(change))
      shown[field.name] = {
        before: namedValue(field, change[0]),
        after: namedValue(field, change[1]),
      };
    else if (field.children !== null) {
      const rows = shownRows(field.children, change, rights);
      if (rows.length > 0 || change.order !== undefined)
        shown[field.name] = { rows, reordered: isReordered(change) };
    }
  }
  return shown;
}

function shownRows(model: ObjectModel, changes: RowChanges, rights: Rights): readonly ShownRow[] {
  const place = new Map((changes.order?.[1] ?? []).map((id, index) => [id, index]));
  return Object.entries(changes.rows)
    .sort(([left], [right]) => (place.get(left) ?? -1) - (place.get(right) ?? -1))
    .flatMap(([id, change]) => shownRow(model, id, change, rights));
}

function shownRow(
  model: ObjectModel,
  id: string,
  change: RowChange,
  rights: Rights,
): readonly ShownRow[] {
  if ("changed" in change) {
    const changes = shownChanges(model, change.changed, rights);
    return Object.keys(changes).length === 0 ? [] : [{ id, kind: "changed", changes }];
  }
  return "added" in change
    ? [{ id, kind: "added", values: namedValues(model, change.added, rights) }]
    : [{ id, kind: "removed", values: namedValues(model, change.removed, rights) }];
}

/** Whether the rows that stayed stand in another order. */
function isReordered({ order }: RowChanges): boolean {
  if (order === undefined) return false;
  const [before, after] = order;
  const staying = new Set(after.filter((id) => before.includes(id)));
  const kept = (ids: readonly string[]) => ids.filter((id) => staying.has(id)).join();
  return kept(before) !== kept(after);
}

/**
 * `transition:confirm` → the kind `transition` and the name of the step, which tells the state: for
 * who may not read it, it is a change.
 */
function kindOf(stored: string, mayKnow: boolean): Pick<HistoryItem, "kind" | "transition"> {
  const [kind = "", transition] = stored.split(":");
  if (transition === undefined) return { kind };
  return mayKnow ? { kind, transition } : { kind: "changed" };
}
