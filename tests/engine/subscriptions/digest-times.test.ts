/** When digests are due, in the hours of who gets them. */
import { expect, test } from "vitest";
import { nextDigest, usualTimes } from "../../../engine/subscriptions/digest-times.ts";
import type { DigestTimes, Pace } from "../../../metadata/digest-pace.ts";

const due = (times: Partial<DigestTimes>, now: string, pace: Pace | null = null) =>
  nextDigest({ ...usualTimes("Asia/Shanghai"), ...times }, pace, new Date(now))?.toISOString() ??
  null;

test.each<[Partial<DigestTimes>, string, string | null]>([
  [{}, "2026-03-01T00:00:00Z", null],
  [{ pace: "at_once" }, "2026-03-01T00:00:07Z", "2026-03-01T00:00:07.000Z"],
  // Eight in Shanghai is midnight in Greenwich; what comes at eight waits for the next day.
  [{ pace: "daily" }, "2026-03-01T00:00:00Z", "2026-03-02T00:00:00.000Z"],
  [{ pace: "daily" }, "2026-02-28T23:59:00Z", "2026-03-01T00:00:00.000Z"],
  // Mondays, and Sundays.
  [{ pace: "weekly" }, "2026-03-01T12:00:00Z", "2026-03-02T00:00:00.000Z"],
  [{ pace: "weekly", weekday: 7 }, "2026-03-01T12:00:00Z", "2026-03-08T00:00:00.000Z"],
  // Seven in Berlin is another hour of Greenwich once the clocks have changed.
  [
    { pace: "daily", hour: 7, time_zone: "Europe/Berlin" },
    "2026-03-28T05:00:00Z",
    "2026-03-28T06:00:00.000Z",
  ],
  [
    { pace: "daily", hour: 7, time_zone: "Europe/Berlin" },
    "2026-03-28T06:00:00Z",
    "2026-03-29T05:00:00.000Z",
  ],
])("%j after %s: %s", (times, now, expected) => {
  expect(due(times, now)).toBe(expected);
});

test("the pace of one subscription comes before that of all", () => {
  expect(due({ pace: "daily" }, "2026-03-01T00:00:00Z", "in_app")).toBeNull();
  expect(due({ pace: "in_app" }, "2026-03-01T00:00:00Z", "daily")).toBe("2026-03-02T00:00:00.000Z");
});
