/**
 * Days, moments and times as texts: `2026-07-01`, `2026-07-01T08:30:00.000Z`, `08:30:00`.
 * Years run from 1 to 9999 in the proleptic Gregorian calendar, as in PostgreSQL.
 */

/** Days from 0001-01-01 to 9999-12-31. */
export const lastDayNumber = 3_652_058;

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const timePattern = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;
const momentPattern =
  /^(\d{4}-\d{2}-\d{2})[Tt ]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,3})\d*)?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** The date itself when it exists, else null. */
export function parseDate(text: string): string | null {
  const match = datePattern.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1) return null;
  return day <= daysInMonth(year, month) ? text : null;
}

/** `HH:MM` or `HH:MM:SS` as `HH:MM:SS`, else null. */
export function parseTime(text: string): string | null {
  const match = timePattern.exec(text);
  return match ? `${match[1]}:${match[2]}:${match[3] ?? "00"}` : null;
}

/** RFC 3339 with any offset, as UTC with milliseconds; what is finer is cut off. Else null. */
export function parseMoment(text: string): string | null {
  const match = momentPattern.exec(text);
  if (!match || parseDate(match[1]!) === null) return null;
  const zone = match[4]!.toUpperCase();
  const moment = `${match[1]}T${match[2]}.${(match[3] ?? "").padEnd(3, "0")}${zone}`;
  const utc = new Date(moment).toISOString();
  return /^\d{4}-/.test(utc) && !utc.startsWith("0000") ? utc : null;
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

/** Monday is 1, Sunday is 7. */
export function weekday(date: string): number {
  return (dayNumber(date) % 7) + 1;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function dateText(year: number, month: number, day: number): string {
  const digits = (number: number, width: number) => String(number).padStart(width, "0");
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The day on which a moment falls in an IANA time zone. */
export function dayInZone(moment: string, timeZone: string): string {
  if (timeZone === "UTC") return moment.slice(0, 10);
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    const parts = { year: "numeric", month: "numeric", day: "numeric" } as const;
    formatter = new Intl.DateTimeFormat("en", { ...parts, calendar: "gregory", timeZone });
    formatters.set(timeZone, formatter);
  }
  const found = new Map<string, number>();
  for (const part of formatter.formatToParts(new Date(moment))) {
    found.set(part.type, Number(part.value));
  }
  return dateText(found.get("year") ?? 0, found.get("month") ?? 0, found.get("day") ?? 0);
}
