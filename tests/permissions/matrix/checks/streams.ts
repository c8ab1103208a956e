/** Live changes: he hears of what he sees, and of nothing else. */
import { follow } from "../../../support/change-stream.ts";
import type { Asker } from "../asker.ts";
import { everyRecord } from "../plain-data.ts";
import { isLocked } from "./writes.ts";

export async function changes(asker: Asker): Promise<void> {
  const { server } = asker.world;
  // Noted as asked; a stream that is granted has no end.
  const refused = await asker.get("/changes?objects=nowhere");
  asker.same("/changes of nowhere", refused.status, 404);
  for (const { name } of asker.objects) {
    if (asker.sight.uses(name, "read")) continue;
    const answer = await asker.get(`/changes?objects=${name}`);
    asker.same(`/changes of ${name}`, answer.status, 404);
  }
  const stream = await follow(server, { token: asker.token });
  const touched = everyRecord(asker.data).filter(
    (record) => !isLocked(record) && record.object !== "user",
  );
  for (const record of touched) await touch(asker, record);
  const seen = touched.filter((record) => asker.sight.reaches(record, "read"));
  for (const { id } of seen) await stream.event("change", (data) => data.id === id);
  const heard = new Set(stream.changes().map(({ id }) => id));
  asker.same("/changes", [...heard].toSorted(), seen.map(({ id }) => id).toSorted());
  asker.search("/changes", stream.text());
  stream.close();
}

/** Written as it is: one more revision and no other value. */
async function touch(asker: Asker, record: ReturnType<typeof everyRecord>[number]): Promise<void> {
  const name = asker
    .object(record.object)
    .fields.find(
      ({ kind, computed, path }) => kind === "text" && !computed && !path.includes("."),
    )?.path;
  if (name === undefined) throw new Error(`${record.object} has no text`);
  const path = `/records/${record.object}/${record.id}`;
  const { revision } = await asker.world.done("PATCH", path, { [name]: record.now[name] });
  record.revision = Number(revision);
}
