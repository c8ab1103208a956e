/** The file of an opinion, for whoever may read the opinion. */
import { filesOfUses, opinionPlace, type StoredFile } from "../files/file-rows.ts";
import { idsWithin } from "../records/within-reach.ts";
import type { Acting } from "./hold-task.ts";
import { partIn } from "./show-details.ts";

/** Null: there is none for him, who neither takes part nor reads the record. */
export async function opinionFile(
  acting: Acting,
  task: string,
  file: string,
): Promise<StoredFile | null> {
  const { executor, catalog } = acting.writer;
  const held = await filesOfUses(executor, catalog.schema, opinionPlace, [task]);
  const found = held.get(task)?.find(({ id }) => id === file);
  if (found === undefined) return null;
  const { row, takesPart } = await partIn(acting, task);
  if (takesPart) return found;
  const model = catalog.objects.get(row?.object ?? "");
  const record = row?.record ?? "";
  if (model === undefined || record === "") return null;
  return (await idsWithin(acting.writer, model, [record], "read")).has(record) ? found : null;
}
