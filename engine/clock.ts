/** The time of one request: every statement and formula of it sees the same moment. */
import type { ClockValues } from "./query/read-plans.ts";

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** `timeZone` is an IANA name; it decides which day `today()` is. `user` is who asks. */
export function clockAt(moment: Date, timeZone: string, user: string | null = null): ClockValues {
  let format = dayFormats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    dayFormats.set(timeZone, format);
  }
  let today: string | null = null;
  return {
    now: moment.toISOString(),
    get today() {
      today ??= format.format(moment);
      return today;
    },
    timeZone,
    user,
  };
}
