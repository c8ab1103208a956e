/** A task that comes again is a workflow with times and a step `task`: by the calendar, to a role. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { role } from "../../permissions/role-document.ts";
import { type Person, person } from "../../support/people.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { objects, rows, runsOf, settled, workflow } from "../workflow-world.ts";
import { act, box } from "./task-world.ts";

const day = [["09:00", "18:00"]];
const office = {
  name: "office",
  time_zone: "Asia/Shanghai",
  hours: { mon: day, tue: day, wed: day, thu: day, fri: day },
};

/** The example of `engine/http/TASKS.md`. */
const monthlyClose = {
  title: "Monthly close",
  on: { event: "schedule", cron: "0 9 1 * *", calendar: "office", non_working_days: "next" },
  calendar: "office",
  start: "close",
  steps: {
    close: {
      type: "task",
      title: "Close the books of last month",
      who: [{ role: "clerk" }],
      due: { in: "3 workdays", remindAt: ["50%"] },
    },
  },
};

let server: TestServer;
let clerk: Person;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      ...objects,
      role("clerk", { order: { read: true } }),
      { kind: "calendar", name: "office", content: office },
      workflow("monthly_close", monthlyClose),
    ],
  });
  clerk = await person(server, "clerk", "clerk");
});
afterAll(() => server.stop());

const query = async (text: string, ...values: readonly unknown[]) =>
  (await server.services.database.run({ text, values })).rows;

/** Nine o'clock in China on the first working day from the first of the month after `from` on. */
function firstWorkingDay(from: Date): Date {
  const china = new Date(from.getTime() + 8 * 3_600_000);
  const at = (months: number, days: number) =>
    new Date(Date.UTC(china.getUTCFullYear(), china.getUTCMonth() + months, 1 + days, 1));
  for (let months = 0; ; months++)
    for (let days = 0; days < 3; days++) {
      const weekday = at(months, days).getUTCDay();
      if (weekday !== 0 && weekday !== 6) {
        if (at(months, days) > from) return at(months, days);
        break;
      }
    }
}

const nextTime = async () =>
  new Date(String((await query("select next_at from core.schedule"))[0]?.[0])).toISOString();

test("each time it is due somebody has a task, and the next time is the first working day", async () => {
  const expected = firstWorkingDay(new Date()).toISOString();
  expect(await nextTime()).toBe(expected);
  for (let times = 1; times <= 2; times++) {
    const due = new Date(Date.now() - times * 1000);
    await query("update core.schedule set next_at = $1", due);
    await query("update core.job set run_at = $1 where kind = 'schedule'", due);
    server.services.jobs.wake();
    await expect.poll(async () => (await runsOf(server, "monthly_close")).length).toBe(times);
    await expect.poll(async () => (await box(server, clerk)).data.length).toBe(1);
    const [task] = (await box(server, clerk)).data;
    expect(task).toMatchObject({
      kind: "task",
      step: { title: "Close the books of last month" },
      record: null,
    });
    expect(task?.due_at).not.toBeNull();
    expect((await act(server, clerk, String(task?.id), "approve")).status).toBe(200);
    await settled(server, "monthly_close");
    expect(await nextTime()).toBe(expected);
  }
  expect(rows(await server.request("GET", "/tasks?box=done", undefined, clerk))).toHaveLength(2);
});
