import { describe, expect, test } from "vitest";
import { resolveCalendar } from "../../../metadata/calendars/working-calendar.ts";
import {
  addWorkingDays,
  addWorkingTime,
  horizonDays,
  isWorkingTime,
  workingMinutesBetween,
} from "../../../metadata/calendars/working-time.ts";
import { chinese, inChina } from "./china.ts";

const at = (text: string): Date => new Date(text);

describe("eight hours of work end", () => {
  test.each([
    ["on the next day, as a day has seven and a half", "2026-09-21T09:00", "2026-09-22T09:30"],
    ["from the evening on the next day", "2026-09-21T20:00", "2026-09-23T09:30"],
    ["behind a weekend", "2026-09-18T16:30", "2026-09-21T17:00"],
    ["on a Sunday that is worked", "2026-09-25T18:00", "2026-09-28T09:30"],
    ["behind a week of holidays", "2026-09-30T17:00", "2026-10-08T17:30"],
    ["behind half a Saturday that is worked", "2026-10-09T16:00", "2026-10-12T12:00"],
  ])("%s", (_, from, to) => {
    expect(addWorkingTime(inChina, chinese(from), 480)).toEqual(chinese(to));
    expect(workingMinutesBetween(inChina, chinese(from), chinese(to))).toBe(480);
  });
});

describe("a working day later is", () => {
  test.each([
    ["the same time of the next day", "2026-09-21T10:15", 1, "2026-09-22T10:15"],
    ["past the weekend", "2026-09-18T16:00", 1, "2026-09-21T16:00"],
    ["the Sunday that is worked", "2026-09-25T16:00", 1, "2026-09-27T16:00"],
    ["past the holidays", "2026-09-30T11:00", 2, "2026-10-09T11:00"],
    ["no later than work ends then", "2026-10-09T16:00", 1, "2026-10-10T12:00"],
    ["counted from when work begins", "2026-09-19T11:00", 1, "2026-09-22T09:00"],
  ])("%s", (_, from, days, to) => {
    expect(addWorkingDays(inChina, chinese(from), days)).toEqual(chinese(to));
  });
});

test("hours end before their last minute, and holidays have none", () => {
  const working = (text: string) => isWorkingTime(inChina, chinese(text));
  expect(working("2026-09-21T09:00")).toBe(true);
  expect(working("2026-09-21T11:59")).toBe(true);
  expect(working("2026-09-21T12:00")).toBe(false);
  expect(working("2026-10-01T10:00")).toBe(false);
  expect(working("2026-09-27T10:00")).toBe(true);
  expect(working("2026-10-10T14:00")).toBe(false);
});

describe("where clocks are changed", () => {
  const night = resolveCalendar({
    name: "night",
    time_zone: "Europe/Berlin",
    hours: { sun: [["00:00", "06:00"]] },
  });
  const count = (day: string) =>
    workingMinutesBetween(night, at(`${day}T00:00:00+01:00`), at(`${day}T23:00:00+01:00`));

  test("a night that loses an hour has five, one that wins an hour seven", () => {
    expect(count("2026-03-22")).toBe(360);
    expect(count("2026-03-29")).toBe(300);
    expect(workingMinutesBetween(night, at("2026-10-24T20:00Z"), at("2026-10-25T20:00Z"))).toBe(
      420,
    );
  });

  test("time that is added stops at the clock that was set", () => {
    const midnight = at("2026-03-29T00:00:00+01:00");
    expect(addWorkingTime(night, midnight, 180)).toEqual(at("2026-03-29T04:00:00+02:00"));
  });
});

test("what never comes to an end ends after ten years", () => {
  const from = chinese("2026-09-21T09:00");
  const most = new Date(from.getTime() + horizonDays * 86_400_000);
  expect(addWorkingTime(inChina, from, 100_000_000)).toEqual(most);
  expect(addWorkingDays(inChina, from, 100_000) > chinese("2036-09-20T09:00")).toBe(true);
});

test("no time is no time, and it does not go backwards", () => {
  const sunday = chinese("2026-09-20T10:00");
  expect(addWorkingTime(inChina, sunday, 0)).toEqual(sunday);
  expect(workingMinutesBetween(inChina, sunday, chinese("2026-09-14T10:00"))).toBe(0);
  expect(() => addWorkingTime(inChina, sunday, -1)).toThrow(RangeError);
});
