/** Waits that count working time, and schedules that know working days, as calendars are published. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveCalendar } from "../../metadata/calendars/working-calendar.ts";
import { addWorkingTime } from "../../metadata/calendars/working-time.ts";
import { china } from "../metadata/calendars/china.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { type Json, made, mark, objects, run, runsOf, until, workflow } from "./workflow-world.ts";

const calendar = (content: Json) => ({ kind: "calendar" as const, name: "office", content });
/** Nobody works but on Mondays, from half past one for an hour. */
const mondays = {
  ...china,
  name: "office",
  hours: { mon: [["13:30", "14:30"]] },
  holidays: [],
  working_days: [],
};

const documents = [
  ...objects,
  calendar(mondays),
  workflow("patient", {
    on: { event: "create", record: "order" },
    calendar: "office",
    start: "rest",
    steps: { rest: { type: "wait", for: "3 workhours", next: "say" }, say: mark("rested") },
  }),
  workflow("weekly", {
    on: { event: "schedule", cron: "0 4 * * *", calendar: "office", non_working_days: "next" },
    start: "say",
    steps: { say: mark("weekly") },
  }),
  {
    kind: "script" as const,
    name: "nightly",
    content: {
      name: "nightly",
      schedule: { cron: "30 2 * * *", calendar: "office" },
      source: "export default async () => {};",
    },
  },
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

/** Weekday and time in China of the next time of each schedule. */
const nextTimes = async () =>
  (
    await server.services.database.run({
      text: "select name, trim(to_char(next_at at time zone 'Asia/Shanghai', 'day')) || to_char(next_at at time zone 'Asia/Shanghai', ' HH24:MI') from core.schedule order by name",
      values: [],
    })
  ).rows;

async function publish(name: string, content: Json | null) {
  const path = `/metadata/drafts/calendar/${name}`;
  const draft =
    content === null
      ? await server.request("DELETE", path)
      : await server.request("PUT", path, content);
  expect(draft.status).toBeLessThan(300);
  return server.request("POST", "/metadata/publish", { message: "x", answers: {} });
}

test("a run waits for so much working time of its calendar", async () => {
  const record = await made(server, "order", { number: "1" });
  await expect.poll(async () => (await runsOf(server, "patient")).length).toBe(1);
  const [{ id } = {}] = await runsOf(server, "patient");
  const waiting = await until(server, String(id), "waiting");
  const [{ started_at: began } = {}] = await runsOf(server, "patient");
  const [{ until: wakes } = {}] = waiting.now;
  expect(record).not.toBe("");
  // Three hours of Mondays: in the third or, begun on a Monday at work, in the fourth week.
  const expected = addWorkingTime(resolveCalendar(mondays), new Date(String(began)), 180);
  expect(new Date(String(wakes)).getTime()).toBeGreaterThanOrEqual(expected.getTime());
  expect(new Date(String(wakes)).getTime() - expected.getTime()).toBeLessThan(3_600_000);
});

test("schedules come on working days of the calendar, by its clocks", async () => {
  expect(await nextTimes()).toEqual([
    ["script:nightly", "monday 02:30"],
    ["weekly", "monday 04:00"],
  ]);
});

test("another calendar gives schedules other times", async () => {
  const answer = await publish("office", { ...mondays, hours: { thu: [["09:00", "10:00"]] } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  expect(await nextTimes()).toEqual([
    ["script:nightly", "thursday 02:30"],
    ["weekly", "thursday 04:00"],
  ]);
});

test("a calendar that is used stays, and its users are named", async () => {
  const answer = await publish("office", null);
  expect(answer.status).toBe(422);
  const { errors } = answer.body as { errors: { code: string; file: string; path: string }[] };
  expect(errors.map(({ code, file, path }) => `${code} ${file}#${path}`).toSorted()).toEqual([
    "calendar_unknown scripts/nightly.json#/schedule/calendar",
    "calendar_unknown workflows/patient.json#/calendar",
    "calendar_unknown workflows/weekly.json#/on/calendar",
  ]);
  expect(await run(server, String((await runsOf(server, "patient"))[0]?.id))).toBeTruthy();
});
