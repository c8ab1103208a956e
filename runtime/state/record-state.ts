/** The state in which a record stands. Pure. */
import { isLocked, type Lifecycle } from "../../metadata/model/lifecycle.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";

/** A record without a state stands at the beginning. */
export function stateOfRecord(lifecycle: Lifecycle, record: RecordJson): string {
  const state = record[lifecycle.field];
  return typeof state === "string" ? state : lifecycle.initial;
}

/** Whether nothing of a record changes but by a step. */
export function isRecordLocked({ lifecycle }: ObjectModel, record: RecordJson): boolean {
  return lifecycle !== null && isLocked(lifecycle, stateOfRecord(lifecycle, record));
}
