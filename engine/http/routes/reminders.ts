/** What the caller wants to be reminded of. */
import { problem } from "../../../metadata/problem.ts";
import type { ReminderList } from "../../../metadata/subscription-wire.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { atomic, Refused } from "../../records/writer.ts";
import { remind, showReminders } from "../../reminders/remind.ts";
import { noteMaximum, remindersOf, removeReminder } from "../../reminders/reminder-rows.ts";
import { Answer } from "../answer.ts";
import { type Exchange, readerOf, writerOf } from "../exchange.ts";
import { type Form, openForm } from "../form.ts";
import { jsonOf, type Route } from "../route.ts";
import { callerOf } from "./account.ts";
import { refuse } from "./records.ts";

const own = { guard: "signed_in", query: [] } as const;

export const reminderRoutes: readonly Route[] = [
  { method: "GET", path: "/reminders", ...own, query: ["record"], handle: list },
  { method: "POST", path: "/reminders", ...own, idempotent: true, handle: add },
  { method: "DELETE", path: "/reminders/:id", ...own, handle: remove },
];

async function list(exchange: Exchange): Promise<Answer> {
  const { executor, catalog, query } = exchange;
  const all = await remindersOf(executor, catalog.schema, callerOf(exchange).account.id);
  const record = query.get("record");
  const asked = record === null ? all : all.filter((each) => each.record === record);
  const data = await showReminders(readerOf(exchange), asked);
  return jsonOf({ data } satisfies ReminderList);
}

async function add(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["object", "record", "at", "note"]);
  if (form instanceof Answer) return form;
  const wanted = {
    object: form.text("object", { maximum: 100 }),
    record: form.text("record", { maximum: 36 }),
    note: form.text("note", { maximum: noteMaximum }),
    at: momentIn(form, exchange.clock.now),
  };
  if (wanted.record !== "" && !uuidPattern.test(wanted.record))
    form.problems.push(problem("record_not_found", "/record"));
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  try {
    const made = await atomic(writerOf(exchange), (inside) =>
      remind(inside, callerOf(exchange).account.id, wanted),
    );
    const [shown] = await showReminders(readerOf(exchange), [made]);
    return jsonOf(shown, 201);
  } catch (error) {
    if (error instanceof Refused) return refuse(exchange, ...error.problems);
    throw error;
  }
}

function momentIn(form: Form, now: string): Date {
  const at = form.moment("at");
  if (at === null && !form.has("at")) form.problems.push(problem("required", "/at"));
  if (at !== null && at.toISOString() <= now)
    form.problems.push(problem("reminder_in_the_past", "/at"));
  return at ?? new Date(now);
}

async function remove(exchange: Exchange): Promise<Answer> {
  const id = exchange.parameter("id");
  const { account } = callerOf(exchange);
  const removed =
    uuidPattern.test(id) &&
    (await atomic(writerOf(exchange), ({ executor, catalog }) =>
      removeReminder(executor, catalog, account.id, id),
    ));
  return removed
    ? new Answer(null, { status: 204 })
    : refuse(exchange, problem("reminder_not_found"));
}
