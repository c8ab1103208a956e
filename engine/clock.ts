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
  return new Clock(moment, format, timeZone, user);
}

/** A class, and not an object with a getter: one is made for every request. */
class Clock implements ClockValues {
  readonly now: string;
  readonly timeZone: string;
  readonly user: string | null;
  readonly #moment: Date;
  readonly #format: Intl.DateTimeFormat;
  #today: string | null = null;

  constructor(moment: Date, format: Intl.DateTimeFormat, timeZone: string, user: string | null) {
    this.now = moment.toISOString();
    this.timeZone = timeZone;
    this.user = user;
    this.#moment = moment;
    this.#format = format;
  }

  get today(): string {
    this.#today ??= this.#format.format(this.#moment);
    return this.#today;
  }
}
