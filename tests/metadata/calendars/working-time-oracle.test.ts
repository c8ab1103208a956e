/**
 * Working time against somebody who looks at the clock every minute: by another format of `Intl`,
 * with dates, weekdays and hours compared as the texts of the document.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { resolveCalendar } from "../../../metadata/calendars/working-calendar.ts";
import {
  addWorkingTime,
  isWorkingTime,
  workingMinutesBetween,
} from "../../../metadata/calendars/working-time.ts";

const minute = 60_000;

/** Zones, each with a moment around which its clocks are set: by half an hour, at midnight, by a day. */
const changes = [
  ["Asia/Shanghai", "2026-10-01T00:00Z"],
  ["Asia/Kathmandu", "2026-01-01T00:00Z"],
  ["Europe/Berlin", "2026-03-29T01:00Z"],
  ["Europe/Berlin", "2026-10-25T01:00Z"],
  ["America/St_Johns", "2005-10-30T02:31Z"],
  ["America/Havana", "2025-11-02T05:00Z"],
  ["Australia/Lord_Howe", "2026-04-04T15:00Z"],
  ["Pacific/Apia", "2011-12-30T10:00Z"],
] as const;

const clock = fc.integer({ min: 0, max: 96 }).map((quarter) => {
  const text = (number: number) => String(number).padStart(2, "0");
  return `${text(Math.floor(quarter / 4))}:${text((quarter % 4) * 15)}`;
});
const hours = fc
  .uniqueArray(clock, { minLength: 2, maxLength: 4 })
  .map((times) => times.toSorted())
  .map((times) =>
    times.length > 3 ? [times.slice(0, 2), times.slice(2)] : [[times[0] ?? "", times[1] ?? ""]],
  );
const week = fc.record(
  { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours },
  { requiredKeys: ["mon", "thu"] },
);

const world = fc
  .record({
    place: fc.constantFrom(...changes),
    week,
    /** Days from that of the change. */
    holiday: fc.integer({ min: -2, max: 2 }),
    worked: fc.record({ day: fc.integer({ min: -2, max: 2 }), hours }),
    start: fc.integer({ min: -2000, max: 300 }),
    length: fc.integer({ min: 0, max: 2000 }),
  })
  .filter(({ holiday, worked }) => holiday !== worked.day)
  .map(({ place: [zone, changed], week, holiday, worked, start, length }) => {
    const date = (days: number) =>
      new Date(Date.parse(changed) + days * 1440 * minute).toISOString().slice(0, 10);
    const document = {
      name: "any",
      time_zone: zone,
      hours: week,
      holidays: [{ date: date(holiday) }],
      working_days: [{ date: date(worked.day), hours: worked.hours }],
    };
    return { document, from: new Date(Date.parse(changed) + start * minute), length };
  });

type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

const formats = new Map(
  changes.map(([zone]) => [
    zone as string,
    new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }),
  ]),
);
const names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/** What a clock on the wall says: is it working time? */
function looks({ time_zone: zone, ...document }: World["document"], moment: Date): boolean {
  const [date = "", time = ""] = (formats.get(zone)?.format(moment) ?? "").split(" ");
  const worked = document.working_days.find((day) => day.date === date);
  const weekday = names[new Date(`${date}T12:00Z`).getUTCDay()] ?? "mon";
  const free = document.holidays.some((day) => day.date === date);
  const parts = worked?.hours ?? (free ? [] : (document.hours[weekday] ?? []));
  return parts.some(([from = "", to = ""]) => from <= time && time < to);
}

test("counts the minutes that somebody counts who looks at the clock", () => {
  fc.assert(
    fc.property(world, ({ document, from, length }) => {
      const calendar = resolveCalendar(document);
      let counted = 0;
      for (let passed = 0; passed < length; passed++) {
        const moment = new Date(from.getTime() + passed * minute);
        const working = looks(document, moment);
        if (working) counted++;
        if (passed % 97 === 0) expect(isWorkingTime(calendar, moment)).toBe(working);
      }
      const to = new Date(from.getTime() + length * minute);
      expect(workingMinutesBetween(calendar, from, to)).toBe(counted);
      if (counted === 0) return;
      // The end is the earliest moment by which so much has passed.
      const end = addWorkingTime(calendar, from, counted);
      expect(end <= to).toBe(true);
      expect(workingMinutesBetween(calendar, from, end)).toBe(counted);
      expect(looks(document, new Date(end.getTime() - minute))).toBe(true);
    }),
    { numRuns: 150 },
  );
});
