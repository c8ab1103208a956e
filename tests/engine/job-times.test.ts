import { describe, expect, test } from "vitest";
import { Failure, failureClassOf, pauseAfter } from "../../engine/jobs/retry.ts";
import { dueTime, nextTime, type Schedule } from "../../engine/jobs/schedule-times.ts";

const daily = (catchUp: Schedule["catchUp"] = "skip", timeZone = "Asia/Shanghai"): Schedule => ({
  cron: "30 8 * * *",
  timeZone,
  catchUp,
  workingDays: null,
});
const at = (text: string): Date => new Date(text);

describe("the next time", () => {
  test("is by the clock of the zone", () => {
    expect(nextTime(daily(), at("2026-03-01T00:00:00Z"))).toEqual(at("2026-03-01T00:30:00Z"));
    expect(nextTime(daily(), at("2026-03-01T00:30:00Z"))).toEqual(at("2026-03-02T00:30:00Z"));
  });

  test("keeps its hour when the clocks change", () => {
    const berlin = daily("skip", "Europe/Berlin");
    expect(nextTime(berlin, at("2026-03-28T12:00:00Z"))).toEqual(at("2026-03-29T06:30:00Z"));
    expect(nextTime(berlin, at("2026-10-24T12:00:00Z"))).toEqual(at("2026-10-25T07:30:00Z"));
  });

  test("is none for a day that no month has", () => {
    const never = { ...daily(), cron: "0 0 30 2 *" };
    expect(nextTime(never, at("2026-01-01T00:00:00Z"))).toBeNull();
  });
});

describe("a time that comes late", () => {
  const slot = at("2026-03-01T00:30:00Z");
  const threeDaysLater = at("2026-03-04T12:00:00Z");
  const tomorrow = at("2026-03-05T00:30:00Z");

  test.each([
    ["skip", null, tomorrow],
    ["once", slot, tomorrow],
    ["all", slot, at("2026-03-02T00:30:00Z")],
  ] as const)("is caught up by %s", (catchUp, start, next) => {
    expect(dueTime(daily(catchUp), slot, threeDaysLater)).toEqual({ start, next });
  });

  test("by a minute is not missed", () => {
    const late = at("2026-03-01T00:31:00Z");
    expect(dueTime(daily("skip"), slot, late).start).toEqual(slot);
  });
});

test("pauses grow by three from ten seconds to an hour, and vary", () => {
  expect([1, 2, 3, 4].map((attempt) => pauseAfter(attempt, 0.5) / 1000)).toEqual([10, 30, 90, 270]);
  expect(pauseAfter(30, 0.5)).toBe(3_600_000);
  expect(pauseAfter(1, 0)).toBe(8000);
  expect(pauseAfter(1, 0.999)).toBeGreaterThan(11_990);
});

test.each([
  ["40P01", "retryable"],
  ["40001", "retryable"],
  ["08006", "retryable"],
  ["53300", "retryable"],
  ["23505", "permanent"],
  ["22003", "permanent"],
  ["42P01", "outdated"],
  ["42703", "outdated"],
] as const)("a failure %s of the database is %s", (code, expected) => {
  expect(failureClassOf(Object.assign(new Error("x"), { code }))).toBe(expected);
});

test("who throws a failure may know better", () => {
  expect(failureClassOf(new Failure("no", "permanent"))).toBe("permanent");
  expect(failureClassOf(new Error("who knows"))).toBe("retryable");
});
