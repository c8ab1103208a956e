/** Whom a record is shared with is told to those who may share it. */
import { type Asker, each, objectRefusal, refusal, sample, unknownId } from "../asker.ts";
import { everyRecord, rowsAt } from "../plain-data.ts";

export async function shares(asker: Asker): Promise<void> {
  const { sight } = asker;
  await each(everyRecord(asker.data), async (record) => {
    const path = `/records/${record.object}/${record.id}/shares`;
    const answer = await asker.get(path);
    const refused =
      objectRefusal(asker, record.object, "read") ??
      (sight.reaches(record, "read") ? null : "404 record_not_found") ??
      (sight.may(record.object, "share") && sight.reachesByRoles(record, "read")
        ? null
        : "403 not_permitted");
    asker.same(path, refusal(answer), refused ?? "200");
    const known = asker.data.shares.filter((share) => share.record === record.id);
    if (refused === null)
      asker.same(
        path,
        rowsAt(answer.body, "data").map(({ access }) => access),
        known.map(({ access }) => access),
      );
    // With a receiver who is not there nothing is shared, and what is not there is not ended.
    for (const write of sample([path], record.index % 4 === 0 ? 1 : 0)) {
      const shared = await asker.call("POST", write, { person: unknownId });
      asker.same(`POST ${write}`, refusal(shared), refused ?? "422 receiver_unknown");
      const ended = await asker.call("DELETE", `${write}/${unknownId}`);
      asker.same(`DELETE ${write}`, refusal(ended), refused ?? "404 share_not_found");
    }
  });
}
