/** When something is done again and again, as scripts and workflows write it. */
import { type JsonSchema, textOrEmpty } from "../json-object.ts";

/** What becomes of times that passed while no server ran: left out, done once, done as often. */
export const catchUps = ["skip", "once", "all"] as const;
export type CatchUp = (typeof catchUps)[number];

/** What becomes of times on days on which nobody works: left out, moved to the next working day, kept. */
export const nonWorkingDayRules = ["skip", "next", "run"] as const;
export type NonWorkingDayRule = (typeof nonWorkingDayRules)[number];

export interface WrittenSchedule {
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  readonly cron: string;
  /** IANA name; empty: that of the calendar or, without one, of the workspace. */
  readonly timeZone: string;
  readonly catchUp: CatchUp;
  /** Name of the calendar; null: all days are the same. */
  readonly calendar: string | null;
  readonly nonWorkingDays: NonWorkingDayRule;
}

export const scheduleOf = (written: JsonSchema): WrittenSchedule => ({
  cron: textOrEmpty(written.cron),
  timeZone: textOrEmpty(written.time_zone),
  catchUp: catchUps.find((word) => word === written.catch_up) ?? "skip",
  calendar: textOrEmpty(written.calendar) || null,
  nonWorkingDays: nonWorkingDayRules.find((word) => word === written.non_working_days) ?? "skip",
});
