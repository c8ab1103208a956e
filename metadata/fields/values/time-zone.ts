/** Clock time in a time zone (IANA name) and back, by the zone data of `Intl`. */
import { type LocalTime, utcOf } from "./clock.ts";

/** An IANA name that clocks are known for; offsets such as +08:00 are none. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null && !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

/**
 * A time zone that PostgreSQL reads as JavaScript does: UTC, or a place by its IANA name. Names
 * without a place may be abbreviations to PostgreSQL, so that CET knows no summer time; offsets it
 * counts the other way round. `SystemV/` is known to JavaScript alone.
 */
export const isSharedTimeZone = (name: string): boolean =>
  isTimeZone(name) && (/^(UTC|GMT)$/i.test(name) || /^(?!SystemV\/)[A-Z]+\//i.test(name));

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    hourCycle: "h23",
    era: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  if (formatters.size >= 600) formatters.clear();
  formatters.set(timeZone, made);
  return made;
}

/** What clocks in the zone show at an instant (milliseconds since 1970). Before year 1 is year 0. */
export function localTimeIn(instant: number, timeZone: string): LocalTime {
  const parts = new Map<string, string>(
    formatter(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: string) => Number(parts.get(name) ?? 0);
  return {
    year: parts.get("era") === "BC" ? 1 - part("year") : part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
    millisecond: ((instant % 1000) + 1000) % 1000,
  };
}

const offsetAt = (instant: number, timeZone: string): number =>
  utcOf(localTimeIn(instant, timeZone)) - instant;

const day = 86_400_000;

/**
 * The instant at which clocks in the zone show a time. When they show it twice (end of summer
 * time) the first; when they skip it (start of summer time) as if they had not been set forward.
 */
export function instantIn(local: LocalTime, timeZone: string): number {
  const asUtc = utcOf(local);
  const before = offsetAt(asUtc - day, timeZone);
  const after = offsetAt(asUtc + day, timeZone);
  const candidates = [before, after].map((offset) => asUtc - offset);
  const shown = candidates.filter((instant) => asUtc - instant === offsetAt(instant, timeZone));
  return shown.length > 0 ? Math.min(...shown) : asUtc - before;
}
