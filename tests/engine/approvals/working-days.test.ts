/** Until when people have time, compared with a clock that is looked at minute by minute. */
import { expect, test } from "vitest";
import { dueMoments } from "../../../engine/approvals/due-moments.ts";
import { resolveCalendar } from "../../../metadata/calendars/working-calendar.ts";
import { approvalOf } from "../../../metadata/workflows/approval.ts";

const hours = Object.fromEntries(
  ["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [["09:00", "17:00"]]]),
);
const calendar = resolveCalendar({ name: "office", time_zone: "Asia/Shanghai", hours });

/** Minutes between two moments at which somebody works: Shanghai is eight hours ahead, always. */
function worked(from: Date, to: Date): number {
  let count = 0;
  for (let at = from.getTime(); at < to.getTime(); at += 60_000) {
    const local = new Date(at + 8 * 3_600_000);
    const [day, hour] = [local.getUTCDay(), local.getUTCHours()];
    if (day >= 1 && day <= 5 && hour >= 9 && hour < 17) count++;
  }
  return count;
}

const momentsOf = (due: Record<string, unknown>, from: Date) =>
  dueMoments(approvalOf({ type: "approval", who: [], due }).due, from, calendar);

test("working hours, and the shares of them at which people are reminded", () => {
  for (let start = 0; start < 14; start++) {
    const from = new Date(Date.UTC(2026, 10, 2 + start, start, 30));
    const { dueAt, moments } = momentsOf({ in: "12 workhours", remindAt: ["75%", "50%"] }, from);
    expect(moments.map((moment) => worked(from, moment))).toEqual([360, 540, 720]);
    expect(moments.at(-1)).toEqual(dueAt);
  }
});

test("other spans pass by night, too", () => {
  const from = new Date("2026-11-06T12:00:00Z");
  const { moments } = momentsOf({ in: "2 days", remindAt: ["50%"] }, from);
  expect(moments.map((moment) => moment.toISOString())).toEqual([
    "2026-11-07T12:00:00.000Z",
    "2026-11-08T12:00:00.000Z",
  ]);
});
