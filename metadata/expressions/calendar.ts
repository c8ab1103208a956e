/**
 * Days, moments and times as texts: `2026-07-01`, `2026-07-01T08:30:00.000Z`, `08:30:00`.
 * Years run from 1 to 9999 in the proleptic Gregorian calendar, as in PostgreSQL.
 */

import { daysInMonth, readDate, writeDate } from "../fields/values/calendar.ts";
import { readInstant, writeInstant } from "../fields/values/clock.ts";
import { localTimeIn } from "../fields/values/time-zone.ts";

/** Days from 0001-01-01 to 9999-12-31. */
export const lastDayNumber = 3_652_058;

const timePattern = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** The date itself when it exists, else null. */
export function parseDate(text: string): string | null {
  return readDate(text) === null ? null : text;
}

/** `HH:MM` or `HH:MM:SS` as `HH:MM:SS`, else null. */
export function parseTime(text: string): string | null {
  const match = timePattern.exec(text);
  return match ? `${match[1]}:${match[2]}:${match[3] ?? "00"}` : null;
}

/** RFC 3339 with any offset, as UTC with milliseconds; what is finer is cut off. Else null. */
export function parseMoment(text: string): string | null {
  const instant = readInstant(text);
  return instant === null ? null : writeInstant(instant);
}

export function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

export function monthOf(date: string): number {
  return Number(date.slice(5, 7));
}

export function dayOf(date: string): number {
  return Number(date.slice(8, 10));
}

/** Days since 0001-01-01, which is day 0. */
export function dayNumber(date: string): number {
  const year = yearOf(date) - 1;
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  let days = year * 365 + leapDays + dayOf(date) - 1;
  for (let month = 1; month < monthOf(date); month++) days += daysInMonth(year + 1, month);
  return days;
}

/** The inverse of `dayNumber`; null outside of the years 1 to 9999. */
export function dateOfDayNumber(number: number): string | null {
  if (number < 0 || number > lastDayNumber) return null;
  let year = Math.floor(number / 365.2425) + 1;
  while (dayNumber(dateText(year, 1, 1)) > number) year--;
  while (year < 9999 && dayNumber(dateText(year + 1, 1, 1)) <= number) year++;
  let rest = number - dayNumber(dateText(year, 1, 1));
  let month = 1;
  while (rest >= daysInMonth(year, month)) rest -= daysInMonth(year, month++);
  return dateText(year, month, rest + 1);
}

/** The same day some months later, or the last day of that month; null outside of 1 to 9999. */
export function addMonths(date: string, months: number): string | null {
  const index = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(index / 12);
  if (year < 1 || year > 9999) return null;
  const month = (index % 12) + 1;
  return dateText(year, month, Math.min(dayOf(date), daysInMonth(year, month)));
}

/** The last day of the month. */
export function endOfMonth(date: string): string {
  return dateText(yearOf(date), monthOf(date), daysInMonth(yearOf(date), monthOf(date)));
}

/** Whole months from one date to the other: how often `addMonths` fits between. */
export function monthsBetween(from: string, to: string): number {
  if (to < from) return -monthsBetween(to, from);
  const months = (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from);
  const complete = Math.min(dayOf(from), dayOf(endOfMonth(to)));
  return dayOf(to) < complete ? months - 1 : months;
}

/** Monday is 1, Sunday is 7. */
export function weekday(date: string): number {
  return (dayNumber(date) % 7) + 1;
}

function dateText(year: number, month: number, day: number): string {
  return writeDate({ year, month, day });
}

/**
 * The day on which a moment falls in an IANA time zone. Moments end with the year 9999 in UTC, and
 * begin with the year 1: where clocks show a day beyond, it is the last day, or the first.
 */
export function dayInZone(moment: string, timeZone: string): string {
  if (timeZone === "UTC") return moment.slice(0, 10);
  const local = localTimeIn(Date.parse(moment), timeZone);
  if (local.year < 1) return dateText(1, 1, 1);
  return local.year > 9999 ? dateText(9999, 12, 31) : writeDate(local);
}
