/** New records get the owner that the rules of assignment say, in the transaction that makes them. */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { ownerFieldId } from "../../metadata/model/system-fields.ts";
import { tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { clockValues } from "../query/read-plans.ts";
import { decideOwners } from "./decide-owners.ts";
import { writeHistory } from "./history.ts";
import { lookedUpBy } from "./lock-looked-up.ts";
import { storedRecords } from "./reactions.ts";
import { recompute } from "./recompute.ts";
import type { Writer } from "./writer.ts";

/** What an app brings along belongs to nobody. */
export const assignsNew = ({ cause }: Writer, model: ObjectModel): boolean =>
  model.assignment.length > 0 && cause !== "seed";

/** Where nobody is found its creator keeps a record, and its history says so. */
export async function assignNew(
  writer: Writer,
  model: ObjectModel,
  ids: readonly string[],
): Promise<void> {
  const decided = await decideOwners(writer, model, await storedRecords(writer, model, ids));
  if (decided.size === 0) return;
  const written = [...decided.values()].map((owner) => ({ id: null, values: { owner } }));
  await lookedUpBy(writer, model, written).take();
  const table = identifier(writer.catalog.schema, tableOf(model));
  const owners = [...decided].map(([id, owner]) => ({ id, owner }));
  const { rows } = await writer.executor.run(
    prepareSql(sql`update ${table} as t set "owner" = coalesce(d."owner", t."owner"), "revision" = t."revision" + 1
        from json_to_recordset(${slot("owners", "json")}) as d("id" uuid, "owner" uuid)
        where t."id" = d."id" returning t."id", t."revision"`).bind({
      owners: JSON.stringify(owners),
    }),
  );
  const decidedIds = owners.map(({ id }) => id);
  const clock = clockValues(writer.clock);
  await recompute({ ...writer, clock }, model, decidedIds, new Set(["owner", "revision"]));
  await writeHistory(
    writer,
    model,
    rows.map(([record, revision]) => ({
      record: String(record),
      revision: Number(revision),
      ...entryOf(writer, decided.get(String(record)) ?? null),
    })),
  );
}

const entryOf = ({ actor }: Writer, owner: string | null) => ({
  kind: owner === null ? "unassigned" : "assigned",
  changes: owner === null || owner === actor ? {} : { [ownerFieldId]: [actor, owner] as const },
});
