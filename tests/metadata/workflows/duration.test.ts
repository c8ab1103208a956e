import { describe, expect, test } from "vitest";
import { countsWorkingTime, durationOf, endOf } from "../../../metadata/workflows/duration.ts";
import { chinese, inChina } from "../calendars/china.ts";

const friday = "2026-09-18T16:30";
const end = (text: string): Date | null => {
  const span = durationOf(text);
  return span && endOf(span, chinese(friday), inChina);
};

describe("a span that begins on Friday at half past four is over", () => {
  test.each([
    ["90 seconds", "2026-09-18T16:31:30"],
    ["1 minute", "2026-09-18T16:31:00"],
    ["3 hours", "2026-09-18T19:30:00"],
    ["2 days", "2026-09-20T16:30:00"],
    ["1 week", "2026-09-25T16:30:00"],
    ["1 workhour", "2026-09-18T17:30:00"],
    ["8 workhours", "2026-09-21T17:00:00"],
    ["1 workday", "2026-09-21T16:30:00"],
    ["7 workdays", "2026-09-28T16:30:00"],
  ])("%s later at %s", (text, moment) => {
    expect(end(text)).toEqual(new Date(`${moment}+08:00`));
  });
});

test.each(["", "soon", "2", "0 days", "-1 days", "1.5 hours", "2  days", "2 workweeks"])(
  "%s is no span",
  (text) => expect(durationOf(text)).toBeNull(),
);

test("nobody waits longer than ten years", () => {
  expect(durationOf("3660 workdays")).not.toBeNull();
  expect(durationOf("3661 days")).toBeNull();
  expect(durationOf("999999999 workhours")).toBeNull();
});

test("working time needs a calendar", () => {
  const counts = (text: string) => countsWorkingTime(durationOf(text) ?? { count: 1, unit: "day" });
  expect([counts("8 workhours"), counts("2 workdays"), counts("2 days")]).toEqual([
    true,
    true,
    false,
  ]);
});
