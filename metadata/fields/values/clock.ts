/** Times of day and instants: RFC 3339 on the wire, what people write in pastes and CSV. */
import {
  type CalendarDate,
  formatDate,
  isCalendarDate,
  longestWritten,
  pad,
  readWrittenDate,
} from "./calendar.ts";

export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** A date and a time on the clocks of some zone. */
export type LocalTime = CalendarDate & TimeOfDay;

const rfc3339 =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,12}))?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))$/;

/**
 * Milliseconds since 1970 of an RFC 3339 date and time, whose offset is required. Digits beyond
 * milliseconds are cut off. `null` for other texts, for moments that do not exist (leap seconds
 * included) and outside the years 1 to 9999.
 */
export function readInstant(text: string): number | null {
  const match = rfc3339.exec(text);
  if (match === null) return null;
  const part = (index: number) => Number(match[index]);
  const local = {
    year: part(1),
    month: part(2),
    day: part(3),
    hour: part(4),
    minute: part(5),
    second: part(6),
    millisecond: Number((match[7] ?? "").padEnd(3, "0").slice(0, 3)),
  };
  if (!isCalendarDate(local) || !isTimeOfDay(local)) return null;
  if (match[8] === undefined) return withinYears(utcOf(local));
  if (part(9) > 23 || part(10) > 59) return null;
  const offset = (part(9) * 60 + part(10)) * 60_000;
  return withinYears(utcOf(local) - (match[8] === "-" ? -offset : offset));
}

const firstInstant = Date.parse("0001-01-01T00:00:00.000Z");
const lastInstant = Date.parse("9999-12-31T23:59:59.999Z");

export const withinYears = (instant: number): number | null =>
  instant >= firstInstant && instant <= lastInstant ? instant : null;

/** `2026-11-22T08:30:00.000Z` */
export const writeInstant = (instant: number): string => new Date(instant).toISOString();

export const isTimeOfDay = ({ hour, minute, second }: TimeOfDay): boolean =>
  hour <= 23 && minute <= 59 && second <= 59;

/** The instant at which clocks in UTC show this time. */
export function utcOf(local: LocalTime): number {
  const instant = new Date(0);
  instant.setUTCFullYear(local.year, local.month - 1, local.day);
  return instant.setUTCHours(local.hour, local.minute, local.second, local.millisecond);
}

const clock =
  /^(上午|下午|AM|PM)?\s*([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?\s*(上午|下午|AM|PM)?$/;

/** `8:30`, `08:30:15`, `8:30 PM`, `下午8:30`, `20时30分`; `null` for anything else. */
export function readWrittenTime(text: string): TimeOfDay | null {
  if (text.length > longestWritten) return null;
  const written = text
    .trim()
    .toUpperCase()
    .replace(/([0-9]{1,2})[时点]([0-9]{1,2})(?:分(?:([0-9]{1,2})秒)?)?$/, chineseClock);
  const match = clock.exec(written);
  if (match === null || (match[1] && match[6])) return null;
  const halfDay = match[1] ?? match[6];
  const hour = fullDayHour(Number(match[2]), halfDay);
  const time = {
    hour: hour ?? 99,
    minute: Number(match[3]),
    second: Number(match[4] ?? 0),
    millisecond: Number((match[5] ?? "").padEnd(3, "0").slice(0, 3)),
  };
  return isTimeOfDay(time) ? time : null;
}

const chineseClock = (_: string, hour: string, minute: string, second: string | undefined) =>
  `${hour}:${minute.padStart(2, "0")}:${(second ?? "0").padStart(2, "0")}`;

function fullDayHour(hour: number, halfDay: string | undefined): number | null {
  if (halfDay === undefined) return hour;
  if (hour < 1 || hour > 12) return halfDay === "下午" && hour <= 23 && hour > 12 ? hour : null;
  return (hour % 12) + (halfDay === "PM" || halfDay === "下午" ? 12 : 0);
}

/** `08:30:15` */
export const writeTime = ({ hour, minute, second }: TimeOfDay): string =>
  `${pad(hour)}:${pad(minute)}:${pad(second)}`;

export type WrittenLocalTime = LocalTime | "ambiguous" | null;

const midnight: TimeOfDay = { hour: 0, minute: 0, second: 0, millisecond: 0 };

/** A date as `readWrittenDate` reads it, with a time after it; without one it is midnight. */
export function readWrittenLocalTime(text: string): WrittenLocalTime {
  if (text.length > longestWritten) return null;
  const split = /^(.+?)(?:[T,\s]+|(?<=[日号]))((?:上午|下午)?\s*[0-9]{1,2}[:时点].*)$/i.exec(text);
  const date = readWrittenDate((split?.[1] ?? text).trim());
  if (date === null || date === "ambiguous") return date;
  const time = split?.[2] === undefined ? midnight : readWrittenTime(split[2]);
  return time === null ? null : { ...date, ...time };
}

/** `Nov 22, 2026 16:30`, in Chinese `2026-11-22 16:30`. */
export const formatLocalTime = (local: LocalTime, locale: "en" | "zh-CN"): string =>
  `${formatDate(local, locale)} ${pad(local.hour)}:${pad(local.minute)}`;
