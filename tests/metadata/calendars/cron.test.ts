/** Times of schedules: what is let through, croner reads the same way and no more often than told. */
import { Cron } from "croner";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cronFault } from "../../../metadata/calendars/cron.ts";

const number = (least: number, most: number) => fc.integer({ min: least, max: most }).map(String);

/** A field of numbers between bounds, with every way to write one. */
const field = (least: number, most: number) => {
  const range = fc
    .tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most }))
    .map(([one, other]) => `${Math.min(one, other)}-${Math.max(one, other)}`);
  const stepped = fc
    .tuple(fc.constantFrom("*", null), range, number(1, most))
    .map(([all, from, step]) => `${all ?? from}/${step}`);
  const item = fc.oneof(fc.constant("*"), number(least, most), range, stepped);
  return fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => items.join(","));
};

const cron = fc
  .tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7))
  .map((fields) => fields.join(" "));

const options = { paused: true, timezone: "UTC", mode: "5-part" } as const;

test("what is let through comes, at whole minutes and never twice in one", () => {
  fc.assert(
    fc.property(cron, (text) => {
      if (cronFault(text) !== null) return;
      const runs = new Cron(text, options).nextRuns(3, new Date("2026-01-01T00:00:00Z"));
      expect([text, runs.length]).toEqual([text, 3]);
      const minutes = runs.map((run) => run.getTime() / 60_000);
      expect([text, minutes.every(Number.isInteger)]).toEqual([text, true]);
      expect([text, new Set(minutes).size]).toEqual([text, 3]);
    }),
    { numRuns: 300 },
  );
});

test("what croner can read, has five fields and comes at all is let through", () => {
  fc.assert(
    fc.property(cron, (text) => {
      const comes = new Cron(text, options).nextRun(new Date("2026-01-01T00:00:00Z")) !== null;
      expect([text, cronFault(text) === null]).toEqual([text, comes]);
    }),
    { numRuns: 300 },
  );
});

test.each([
  "0 2 * * *",
  "*/5 8-18 * * mon-fri",
  "0 0 1 JAN,JUL *",
  "30 23 L * *",
  "0 0 29 2 *",
  "0 0 31 * *",
  "0 0 30 2 1",
  "0 0 * * 7",
])("%s is let through", (text) => {
  expect(cronFault(text)).toBeNull();
  expect(new Cron(text, options).nextRun()).not.toBeNull();
});

test.each([
  ["* * * * * *", "too_often"],
  ["0 0 0 1 1 * 2026", "too_often"],
  ["", "field_count"],
  ["@daily", "field_count"],
  [" 0 2 * * *", "field_count"],
  ["0 2 * *", "field_count"],
  ["60 * * * *", "field"],
  ["* 24 * * *", "field"],
  ["* * 0 * *", "field"],
  ["* * * 13 *", "field"],
  ["* * * * 8", "field"],
  ["5-1 * * * *", "field"],
  ["*/0 * * * *", "field"],
  ["1/2 * * * *", "field"],
  ["? * * * *", "field"],
  ["* * 15W * *", "field"],
  ["* * * * mon#2", "field"],
  ["* * * foo *", "field"],
  ["1,,2 * * * *", "field"],
  ["-1 * * * *", "field"],
  ["0 0 30 2 *", "never"],
  ["0 0 31 4,6,9,11 *", "never"],
])("%s is refused: %s", (text, kind) => {
  expect(cronFault(text)).toMatchObject({ kind });
});
