/** What of a record a step shows to its reader. */
import type { JsonSchema } from "../../metadata/json-object.ts";
import { type Reader, readRecord } from "../query/read-records.ts";
import { parseRecord } from "../records/lock-record.ts";
import { namedValues } from "../records/record-difference.ts";
import type { TaskRow } from "./read-tasks.ts";

/** The record within the reader's reach, by his rights, without what the step hides; or null. */
export async function shownValues(
  reader: Reader,
  { approval, object, record }: Pick<TaskRow, "approval" | "object" | "record">,
  hidden: readonly string[],
): Promise<JsonSchema | null> {
  const model = reader.catalog.objects.get(object ?? "");
  if (model === undefined || record === null) return null;
  const found = await readRecord(reader, model, record);
  if (!found.ok) return null;
  const shown =
    approval.snapshot === null
      ? parseRecord(found.value.json)
      : namedValues(model, approval.snapshot, reader.rights);
  return Object.fromEntries(Object.entries(shown).filter(([name]) => !hidden.includes(name)));
}
