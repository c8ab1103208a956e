/** Records given to another owner: which may be, and what the answers tell. Nothing changes hands. */
import { type Asker, each, objectRefusal, refusal } from "../asker.ts";
import { everyRecord, rowsAt } from "../plain-data.ts";
import { compareRecord } from "../record-cells.ts";
import { reachRefusal } from "./writes.ts";

/** With a revision that is not there yet, or to who has it already, a record stays where it is. */
export async function recordGivenAway(asker: Asker): Promise<void> {
  const owner = asker.data.viewer;
  await each(everyRecord(asker.data), async (record) => {
    const objectPath = `/records/${record.object}`;
    const path = `${objectPath}/${record.id}/owner`;
    const refused =
      objectRefusal(asker, record.object, "update") ??
      (asker.sight.may(record.object, "transfer") ? null : "403 not_permitted") ??
      reachRefusal(asker, record, "update");
    const late = { "if-match": '"999999"' };
    const given = await asker.call("POST", path, { owner }, { headers: late });
    asker.same(`POST ${path}`, refusal(given), refused ?? "412 revision_conflict");
    if (refused === null && record.owner !== owner) return;
    const again = await asker.call("POST", `${objectPath}/owner`, { ids: [record.id], owner });
    asker.same(`POST ${objectPath}/owner ${record.index}`, refusal(again), refused ?? "200");
    if (refused !== null) return;
    asker.same(`POST ${objectPath}/owner ${record.index}`, rowsAt(again.body, "data"), [
      { id: record.id, revision: record.revision },
    ]);
    const kept = await asker.call("POST", path, { owner });
    if (asker.same(`POST ${path}`, refusal(kept), "200"))
      compareRecord(asker, `POST ${path}`, kept.body, record);
  });
}
