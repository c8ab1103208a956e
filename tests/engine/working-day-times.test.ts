/** Times of schedules that know working days, against a list of all times that are moved one by one. */
import { Cron } from "croner";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextTime, type Schedule } from "../../engine/jobs/schedule-times.ts";
import { resolveCalendar } from "../../metadata/calendars/working-calendar.ts";
import { isWorkingTime } from "../../metadata/calendars/working-time.ts";
import { china, chinese } from "../metadata/calendars/china.ts";

type Otherwise = "skip" | "next";

const schedule = (cron: string, otherwise: Otherwise, calendar = china): Schedule => ({
  cron,
  timeZone: calendar.time_zone,
  catchUp: "skip",
  workingDays: { calendar, otherwise },
});

describe("the next time", () => {
  test.each([
    ["skip", "30 8 * * *", "2026-09-18T09:00", "2026-09-21T08:30"],
    ["skip", "30 8 * * sun", "2026-09-18T09:00", "2026-09-27T08:30"],
    ["skip", "0 3 1 * *", "2026-09-18T09:00", "2026-12-01T03:00"],
    ["next", "30 8 * * *", "2026-09-18T09:00", "2026-09-21T08:30"],
    ["next", "0 3 1 * *", "2026-09-18T09:00", "2026-10-08T03:00"],
    ["next", "0 9 1,8 10 *", "2026-09-30T10:00", "2026-10-08T09:00"],
    ["next", "0 9 * * sat", "2026-09-20T12:00", "2026-09-21T09:00"],
    ["next", "0 9 * * sat", "2026-09-21T09:00", "2026-09-27T09:00"],
  ] as const)("with %s of %s after %s is %s", (otherwise, cron, after, next) => {
    expect(nextTime(schedule(cron, otherwise), chinese(after))).toEqual(chinese(next));
  });

  test("is none when it would always fall on a day on which nobody works", () => {
    const sundays = { ...china, working_days: [] };
    expect(nextTime(schedule("0 9 * * sun", "skip", sundays), chinese("2026-09-18T09:00"))).toBe(
      null,
    );
  });
});

const hour = 3_600_000;
const day = 24 * hour;
/** Whether somebody works on the day, looked at hour by hour; in China the clocks are never set. */
function isWorked(moment: Date): boolean {
  const midnight = Math.floor((moment.getTime() + 8 * hour) / day) * day - 8 * hour;
  const known = worked.get(midnight);
  if (known !== undefined) return known;
  const hours = Array.from({ length: 24 }, (_, index) => new Date(midnight + index * hour));
  const found = hours.some((one) => isWorkingTime(resolveCalendar(china), one));
  worked.set(midnight, found);
  return found;
}
const worked = new Map<number, boolean>();

/** All times from long before to long after, each moved on by whole days as long as nobody works. */
function allTimes(cron: string, otherwise: Otherwise, after: Date): readonly number[] {
  const times: number[] = [];
  const until = after.getTime() + 40 * day;
  const runs = new Cron(cron, { timezone: china.time_zone, paused: true });
  let run = runs.nextRun(new Date(after.getTime() - 30 * day));
  for (; run !== null && run.getTime() < until; run = runs.nextRun(run)) {
    let moved = run;
    while (otherwise === "next" && !isWorked(moved)) moved = new Date(moved.getTime() + day);
    if (isWorked(moved)) times.push(moved.getTime());
  }
  return times.filter((time) => time > after.getTime()).toSorted((one, other) => one - other);
}

test("is the first of all times, each looked at by itself", () => {
  const cron = fc
    .tuple(
      fc.constantFrom("0", "15,45"),
      fc.constantFrom("0", "7-20/4", "9", "23"),
      fc.constantFrom("*", "1,7,10", "L", "27-28"),
      fc.constantFrom("*", "sat,sun", "mon", "1-5"),
    )
    .map(([minute, hours, days, weekdays]) => `${minute} ${hours} ${days} * ${weekdays}`);
  const after = fc
    .integer({ min: 0, max: 40 * 24 * 4 })
    .map((quarters) => new Date(chinese("2026-09-10T00:00").getTime() + (quarters * hour) / 4));
  fc.assert(
    fc.property(cron, fc.constantFrom("skip", "next"), after, (text, otherwise, moment) => {
      const [expected] = allTimes(text, otherwise, moment);
      if (expected === undefined) return;
      expect(nextTime(schedule(text, otherwise), moment)).toEqual(new Date(expected));
    }),
    { numRuns: 60 },
  );
});
