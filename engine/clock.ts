/** The time of one request: every statement and formula of it sees the same moment. */
import type { ClockValues } from "./query/read-plans.ts";

const daysByZone = new Map<string, (moment: Date) => string>();

/** `timeZone` is an IANA name; it decides which day `today()` is. `user` is who asks. */
export function clockAt(moment: Date, timeZone: string, user: string | null = null): ClockValues {
  let dayAt = daysByZone.get(timeZone);
  if (dayAt === undefined) {
    dayAt = dayOf(timeZone);
    daysByZone.set(timeZone, dayAt);
  }
  return new Clock(moment, dayAt, timeZone, user);
}

const minute = 60_000;

/** Days begin with a minute in every zone: one is worked out once a minute, and not per request. */
function dayOf(timeZone: string): (moment: Date) => string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  let known = { minute: Number.NaN, day: "" };
  return (moment) => {
    const current = Math.floor(moment.getTime() / minute);
    if (known.minute !== current) known = { minute: current, day: format.format(moment) };
    return known.day;
  };
}

/** A class, and not an object with a getter: one is made for every request. */
class Clock implements ClockValues {
  readonly now: string;
  readonly timeZone: string;
  readonly user: string | null;
  readonly #moment: Date;
  readonly #dayAt: (moment: Date) => string;

  constructor(
    moment: Date,
    dayAt: (moment: Date) => string,
    timeZone: string,
    user: string | null,
  ) {
    this.now = moment.toISOString();
    this.timeZone = timeZone;
    this.user = user;
    this.#moment = moment;
    this.#dayAt = dayAt;
  }

  get today(): string {
    return this.#dayAt(this.#moment);
  }
}
