/** When a schedule is due, and what becomes of times that were missed. Pure. */
import { Cron } from "croner";
import type { CatchUp } from "../../metadata/calendars/schedule.ts";
import { resolveCalendar } from "../../metadata/calendars/working-calendar.ts";
import type { JsonSchema } from "../../metadata/json-object.ts";
import { nextOnWorkingDays } from "./working-day-times.ts";

export interface Schedule {
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  readonly cron: string;
  /** IANA name: the hours of the fields are its hours. */
  readonly timeZone: string;
  readonly catchUp: CatchUp;
  /** Null: all days are the same. */
  readonly workingDays: WorkingDays | null;
}

/** Whose working days count, and what becomes of times on others; kept with the schedule as it is. */
export interface WorkingDays {
  /** The calendar's document. */
  readonly calendar: JsonSchema;
  readonly otherwise: "skip" | "next";
}

/** A time that is so late was missed: nobody was there to see to it. */
export const missedAfterSeconds = 120;

/** The first time after a moment; null when there is none. */
export function nextTime({ cron, timeZone, workingDays }: Schedule, after: Date): Date | null {
  const times = new Cron(cron, { timezone: timeZone, paused: true });
  if (workingDays === null) return times.nextRun(after);
  const { calendar, otherwise } = workingDays;
  return nextOnWorkingDays(times, resolveCalendar(calendar), otherwise, after);
}

export interface DueTime {
  /** The time for which something is to be done now; null: it is left out. */
  readonly start: Date | null;
  /** When to come again; null: never. */
  readonly next: Date | null;
}

/** What to do at `now` about a time that was due at `slot`. */
export function dueTime(schedule: Schedule, slot: Date, now: Date): DueTime {
  if (schedule.catchUp === "all") return { start: slot, next: nextTime(schedule, slot) };
  const missed = now.getTime() - slot.getTime() > missedAfterSeconds * 1000;
  const start = missed && schedule.catchUp === "skip" ? null : slot;
  const after = now.getTime() > slot.getTime() ? now : slot;
  return { start, next: nextTime(schedule, after) };
}
