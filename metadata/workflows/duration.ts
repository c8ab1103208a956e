/** Spans of time as people write them: `30 minutes`, `2 days`, `8 workhours`, `2 workdays`. */
import type { WorkingCalendar } from "../calendars/working-calendar.ts";
import { addWorkingDays, addWorkingTime, horizonDays } from "../calendars/working-time.ts";

const seconds = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  workhour: 3600,
  workday: 86_400,
} as const;

type Unit = keyof typeof seconds;

export interface Duration {
  readonly count: number;
  readonly unit: Unit;
}

/** Null for what is no span, or one of more than ten years. */
export function durationOf(text: string): Duration | null {
  const [, digits = "", word = ""] = /^(\d{1,9}) ([a-z]+?)s?$/.exec(text) ?? [];
  if (!isUnit(word)) return null;
  const total = Number(digits) * seconds[word];
  return total > 0 && total <= horizonDays * seconds.day
    ? { count: Number(digits), unit: word }
    : null;
}

const isUnit = (word: string): word is Unit => Object.hasOwn(seconds, word);

/** True for a span that needs a calendar. */
export const countsWorkingTime = ({ unit }: Duration): boolean =>
  unit === "workhour" || unit === "workday";

/**
 * When a span that begins at `from` is over.
 * @param calendar whose working time counts; of no matter to other spans
 */
export function endOf(
  { count, unit }: Duration,
  from: Date,
  calendar: WorkingCalendar | null,
): Date {
  if (calendar !== null && unit === "workhour") return addWorkingTime(calendar, from, count * 60);
  if (calendar !== null && unit === "workday") return addWorkingDays(calendar, from, count);
  return new Date(from.getTime() + count * seconds[unit] * 1000);
}
