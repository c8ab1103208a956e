/** What has to be asked anew after a record was changed by something else than its form. */
import type { Application } from "./application.ts";
import { recordsKey } from "./record-list.ts";
import { recordKey } from "./record-query.ts";

/** Resolves when the record, if it is on the screen, is there as it is now. */
export async function recordChanged(
  application: Application,
  object: string,
  id: string,
): Promise<void> {
  application.titles.forget(object);
  application.related.forget(object);
  void application.queries.invalidateQueries({ queryKey: recordsKey(object) });
  await application.queries.invalidateQueries({ queryKey: recordKey(object, id) });
}
