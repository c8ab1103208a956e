/** When somebody is next written to about what he follows. Pure. */
import type { DigestTimes, Pace } from "../../metadata/digest-pace.ts";
import { nextTime } from "../jobs/schedule-times.ts";

/** Somebody who has chosen nothing is told on the screen alone. */
export const usualTimes = (timeZone: string): DigestTimes => ({
  pace: "in_app",
  time_zone: timeZone,
  hour: 8,
  weekday: 1,
});

/** Null: never. @param pace of one subscription; null: as of all */
export function nextDigest(
  { pace: usual, time_zone, hour, weekday }: DigestTimes,
  pace: Pace | null,
  now: Date,
): Date | null {
  const chosen = pace ?? usual;
  if (chosen === "in_app") return null;
  if (chosen === "at_once") return now;
  const cron = `0 ${hour} * * ${chosen === "daily" ? "*" : weekday}`;
  return nextTime({ cron, timeZone: time_zone, catchUp: "once", workingDays: null }, now);
}
