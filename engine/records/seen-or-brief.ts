/** What a writer is answered about a record that may have left his sight by what else happened. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type RecordText, readRecord } from "../query/read-records.ts";
import { lockedRevision } from "./lock-record.ts";
import type { Writer } from "./writer.ts";

/** The record as he sees it; its id and revision alone when he sees it no longer, or it is gone. */
export async function seenOrBrief(
  writer: Writer,
  model: ObjectModel,
  id: string,
): Promise<RecordText> {
  const seen = await readRecord(writer, model, id);
  if (seen.ok) return seen.value;
  const revision = (await lockedRevision(writer, model, id)) ?? 0;
  return { json: JSON.stringify({ id, revision }), revision };
}
