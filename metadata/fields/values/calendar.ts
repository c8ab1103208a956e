/** Calendar dates of the proleptic Gregorian calendar, years 1 to 9999, without time and zone. */

export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function isCalendarDate({ year, month, day }: CalendarDate): boolean {
  return (
    year >= 1 &&
    year <= 9999 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month)
  );
}

/** `2026-11-22` */
export function writeDate({ year, month, day }: CalendarDate): string {
  return `${String(year).padStart(4, "0")}-${pad(month)}-${pad(day)}`;
}

/** Reads exactly `YYYY-MM-DD`; `null` for anything else and for days that do not exist. */
export function readDate(text: string): CalendarDate | null {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (match === null) return null;
  return existing(match[1], match[2], match[3]);
}

/** No way of writing a moment is longer; the patterns below never see more. */
export const longestWritten = 60;

export type WrittenDate = CalendarDate | "ambiguous" | null;

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * Dates as people write them: `2026-11-22`, `2026/1/2`, `2026.1.2`, `2026年11月22日`, `20261122`,
 * `22.11.2026` (points put the day first), `Nov 22, 2026`, `22 Nov 2026`, and `11/22/2026` or
 * `22/11/2026` where only one reading is a date. `text` is trimmed and free of full-width forms.
 */
export function readWrittenDate(text: string): WrittenDate {
  if (text.length > longestWritten) return null;
  const yearFirst =
    /^([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})$/.exec(text) ??
    /^([0-9]{4})\s*(年)\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]?$/.exec(text) ??
    /^([0-9]{4})()([0-9]{2})([0-9]{2})$/.exec(text);
  if (yearFirst !== null) return existing(yearFirst[1], yearFirst[3], yearFirst[4]);
  const pointed = /^([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})$/.exec(text);
  if (pointed !== null) return existing(pointed[3], pointed[2], pointed[1]);
  return readNamedMonth(text) ?? readSlashed(text);
}

function readNamedMonth(text: string): CalendarDate | null {
  const dayFirst = /^([0-9]{1,2})[ .-]+([a-z]{3,9})\.?[ ,-]+([0-9]{4})$/i.exec(text);
  const monthFirst = /^([a-z]{3,9})\.?[ -]+([0-9]{1,2})[ ,-]+([0-9]{4})$/i.exec(text);
  const [day, name, year] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]];
  const month = months.findIndex((short) => isMonthName(name?.toLowerCase() ?? "", short));
  return month < 0 ? null : existing(year, String(month + 1), day);
}

const monthNames =
  "january february march april may june july august september october november december".split(
    " ",
  );

function isMonthName(name: string, short: string): boolean {
  return (
    name === short ||
    (name === "sept" && short === "sep") ||
    monthNames.some((full) => full === name && full.startsWith(short))
  );
}

/** Day and month change places between countries: only unambiguous dates are read. */
function readSlashed(text: string): WrittenDate {
  const match = /^([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})$/.exec(text);
  if (match === null) return null;
  const monthFirst = existing(match[4], match[1], match[3]);
  const dayFirst = existing(match[4], match[3], match[1]);
  if (monthFirst === null || dayFirst === null) return monthFirst ?? dayFirst;
  return writeDate(monthFirst) === writeDate(dayFirst) ? monthFirst : "ambiguous";
}

function existing(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): CalendarDate | null {
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  return isCalendarDate(date) ? date : null;
}

export const pad = (number: number, length = 2): string => String(number).padStart(length, "0");

/** `Nov 22, 2026` in English, `2026-11-22` in Chinese business screens. */
export function formatDate(date: CalendarDate, locale: "en" | "zh-CN"): string {
  if (locale === "zh-CN") return writeDate(date);
  const name = months[date.month - 1] ?? "";
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  return `${title} ${date.day}, ${pad(date.year, 4)}`;
}
