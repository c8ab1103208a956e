/** Times of a schedule that knows working days: those on other days are left out, or moved. Pure. */
import type { Cron } from "croner";
import { hoursOn, type WorkingCalendar } from "../../metadata/calendars/working-calendar.ts";
import { dayOf, horizonDays, momentOn } from "../../metadata/calendars/working-time.ts";

/**
 * The first time after a moment; null when there is none in ten years. With `next` a time moves to
 * the same time of the next working day, and falls together there with what is that day's own.
 */
export function nextOnWorkingDays(
  cron: Cron,
  calendar: WorkingCalendar,
  rule: "skip" | "next",
  after: Date,
): Date | null {
  const horizon = dayOf(calendar, after) + horizonDays;
  const firstDay = rule === "next" ? afterWorkingDay(calendar, dayOf(calendar, after)) : null;
  let slot = firstDay === null ? cron.nextRun(after) : cron.nextRun(before(calendar, firstDay));
  while (slot !== null && dayOf(calendar, slot) <= horizon) {
    const target = workingDayFrom(calendar, dayOf(calendar, slot));
    const from = rule === "next" ? afterWorkingDay(calendar, target) : target;
    const times = daysBetween(from, target).flatMap((day) => {
      const time = timeOn(cron, calendar, { day, target, after });
      return time === null ? [] : [time.getTime()];
    });
    if (times.length > 0) return new Date(Math.min(...times));
    slot = cron.nextRun(before(calendar, target + 1));
  }
  return null;
}

/** The first time of a day that is later than `after` once it has moved to the target. */
function timeOn(
  cron: Cron,
  calendar: WorkingCalendar,
  { day, target, after }: { readonly day: number; readonly target: number; readonly after: Date },
): Date | null {
  let slot = cron.nextRun(before(calendar, day));
  for (; slot !== null && dayOf(calendar, slot) === day; slot = cron.nextRun(slot)) {
    const moved = day === target ? slot : onDay(calendar, slot, day, target);
    if (moved > after) return moved;
  }
  return null;
}

/** The same time of another day. */
const onDay = (calendar: WorkingCalendar, moment: Date, day: number, target: number): Date =>
  momentOn(calendar, target, moment.getTime() - momentOn(calendar, day, 0).getTime());

/** A moment just before a day, so that a time at midnight comes after it. */
const before = (calendar: WorkingCalendar, day: number): Date =>
  new Date(momentOn(calendar, day, 0).getTime() - 1000);

const works = (calendar: WorkingCalendar, day: number): boolean =>
  hoursOn(calendar, day).length > 0;

/** The day itself, or the first one after it on which people work. */
function workingDayFrom(calendar: WorkingCalendar, day: number): number {
  const last = day + horizonDays;
  let found = day;
  while (found < last && !works(calendar, found)) found++;
  return found;
}

/** The day that follows upon the last working day before a day. */
function afterWorkingDay(calendar: WorkingCalendar, day: number): number {
  const first = day - horizonDays;
  let found = day;
  while (found > first && !works(calendar, found - 1)) found--;
  return found;
}

const daysBetween = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
