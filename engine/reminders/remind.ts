/** Reminders as they are made, shown, and told when their time has come. */
import { problem } from "../../metadata/problem.ts";
import type { ReminderEntry } from "../../metadata/subscription-wire.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { done, type TransactionalHandler } from "../jobs/job.ts";
import { type Reader, recordNotFound } from "../query/read-records.ts";
import { recordHeads } from "../records/record-heads.ts";
import { idsWithin } from "../records/within-reach.ts";
import { Refused } from "../records/writer.ts";
import { addNotifications } from "../workflows/notifications.ts";
import {
  addReminder,
  type Reminder,
  reminderJob,
  remindersMaximum,
  takeReminder,
} from "./reminder-rows.ts";

export interface WantedReminder {
  /** Name of the object. */
  readonly object: string;
  readonly record: string;
  readonly at: Date;
  readonly note: string;
}

/** In a transaction. @throws Refused */
export async function remind(
  reader: Reader,
  account: string,
  { object, record, at, note }: WantedReminder,
): Promise<Reminder> {
  const { executor, catalog, rights } = reader;
  const model = catalog.objects.get(object);
  if (model === undefined || !rights.mayUse(model, "read"))
    throw new Refused([problem("unknown_object", "/object", { name: object })]);
  if (!(await idsWithin(reader, model, [record], "read")).has(record))
    throw new Refused([recordNotFound()]);
  const added = await addReminder(executor, catalog, {
    account,
    object: model.id,
    record,
    at,
    note,
  });
  if (added === null)
    throw new Refused([problem("too_many_reminders", "", { maximum: remindersMaximum })]);
  return added;
}

/** Tells its person in his own words: of the record nothing but the way to it. */
export const reminderHandler = (
  catalogOf: (executor: Executor, workspace: string) => Promise<Catalog | null>,
): TransactionalHandler => ({
  kind: reminderJob,
  mode: "transactional",
  handle: async ({ workspace, key }, transaction) => {
    const catalog = await catalogOf(transaction, workspace);
    const due = catalog === null ? null : await takeReminder(transaction, catalog.schema, key);
    if (catalog === null || due === null) return done;
    const model = [...catalog.objects.values()].find(({ id }) => id === due.object);
    await addNotifications(
      transaction,
      catalog.schema,
      {
        accounts: [due.account],
        run: null,
        object: model?.name ?? null,
        record: model === undefined ? null : due.record,
        subject: { en: `Reminder: ${due.note}`, "zh-CN": `提醒：${due.note}` },
        text: null,
      },
      new Date(),
    );
    return done;
  },
});

/** What may not be read any more is not named. */
export async function showReminders(
  reader: Reader,
  reminders: readonly Reminder[],
): Promise<readonly ReminderEntry[]> {
  const names = new Map([...reader.catalog.objects.values()].map(({ id, name }) => [id, name]));
  const heads = await recordHeads(
    reader,
    reminders.map(({ object, record }) => ({ object: names.get(object) ?? null, record })),
  );
  return reminders.map(({ id, object, record, at, note }) => {
    const head = heads.get(record);
    return {
      id,
      object: head === undefined ? null : (names.get(object) ?? null),
      record,
      record_title: head?.title ?? null,
      at: at.toISOString(),
      note,
    };
  });
}
