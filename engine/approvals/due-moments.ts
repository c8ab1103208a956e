/** When people are reminded, and when a step is late. */
import type { WorkingCalendar } from "../../metadata/calendars/working-calendar.ts";
import { addWorkingTime, workingMinutesBetween } from "../../metadata/calendars/working-time.ts";
import type { Due } from "../../metadata/workflows/approval.ts";
import { countsWorkingTime, endOf } from "../../metadata/workflows/duration.ts";

export interface DueMoments {
  readonly dueAt: Date | null;
  /** Reminders, and last the moment when it is late. */
  readonly moments: readonly Date[];
}

/** @param calendar whose working time counts, where the span is one of working time */
export function dueMoments(
  due: Due | null,
  now: Date,
  calendar: WorkingCalendar | null,
): DueMoments {
  if (due === null) return { dueAt: null, moments: [] };
  const dueAt = endOf(due.in, now, calendar);
  const reminders = due.remindAt.map((share) =>
    calendar !== null && countsWorkingTime(due.in)
      ? addWorkingTime(calendar, now, workingMinutesBetween(calendar, now, dueAt) * share)
      : new Date(now.getTime() + (dueAt.getTime() - now.getTime()) * share),
  );
  return { dueAt, moments: [...reminders, dueAt] };
}
