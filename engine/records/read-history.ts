/** Who changed what in a record, newest first, with the names of the people. */
import { slot, sql } from "../../metadata/expressions/index.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { accountNames } from "../access/accounts.ts";
import type { Executor } from "../db/database.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { timestampText } from "../query/projection.ts";
import type { Reader } from "../query/read-records.ts";
import { historyTable } from "./history.ts";

export interface HistoryItem {
  readonly revision: number;
  readonly kind: string;
  readonly at: string;
  readonly by: string | null;
  readonly by_name: string | null;
  readonly cause: string;
  /** `{field: {before, after}}` of fields the caller may read; fields that are gone are left out. */
  readonly changes: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>;
}

export const itemsMaximum = 500;

/** `core` is asked apart for names: statements never span it and a workspace. */
export async function readHistory(
  reader: Reader,
  core: Executor,
  model: ObjectModel,
  id: string,
): Promise<readonly HistoryItem[]> {
  const { rows } = await reader.executor.run(
    prepareSql(sql`select "revision", "kind", "at", "by", "cause", "changes" from ${historyTable(reader.catalog)}
      where "record" = ${slot("record", "uuid")} and "object" = ${slot("object", "text")}
      order by "revision" desc limit ${slot("limit", "bigint")}`).bind({
      record: id,
      object: model.id,
      limit: itemsMaximum,
    }),
  );
  const names = await accountNames(
    core,
    rows.flatMap((row) => row[3] ?? []),
  );
  return rows.map(([revision, kind, at, by, cause, changes]) => ({
    revision: Number(revision),
    kind: String(kind),
    at: timestampText(at ?? ""),
    by: by ?? null,
    by_name: names.get(by ?? "") ?? null,
    cause: String(cause),
    changes: kind === "changed" ? readableChanges(changes ?? "{}", model, reader) : {},
  }));
}

function readableChanges(text: string, model: ObjectModel, reader: Reader): HistoryItem["changes"] {
  const stored: unknown = JSON.parse(text);
  if (!isJsonObject(stored)) return {};
  return Object.fromEntries(
    Object.entries(stored).flatMap(([name, pair]) => {
      const field = model.byName.get(name);
      if (field === undefined || !reader.rights.mayRead(model, field) || !Array.isArray(pair))
        return [];
      return [[name, { before: pair[0] ?? null, after: pair[1] ?? null }]];
    }),
  );
}
