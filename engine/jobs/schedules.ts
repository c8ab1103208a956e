/**
 * Schedules of published documents: a row each in `core.schedule`, and one job that comes again.
 * They change with a publish, in its transaction.
 */
import { catchUps } from "../../metadata/calendars/schedule.ts";
import { canonicalJson } from "../../metadata/json.ts";
import { isJsonObject, objectOrEmpty } from "../../metadata/json-object.ts";
import type { Executor, TextRow } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import type { Job, JobOutcome } from "./job.ts";
import { done } from "./job.ts";
import { addJobs, removeJobs } from "./job-rows.ts";
import { dueTime, nextTime, type Schedule, type WorkingDays } from "./schedule-times.ts";

export const scheduleJob = "schedule";

export interface NamedSchedule extends Schedule {
  /** What is scheduled; one of each name in a workspace. */
  readonly name: string;
}

interface ScheduleRow extends NamedSchedule {
  readonly id: string;
}

/** Makes the schedules of a workspace what its documents say. Those that stay keep their time. */
export async function settleSchedules(
  transaction: Executor,
  workspace: string,
  wanted: readonly NamedSchedule[],
  now = new Date(),
): Promise<void> {
  const present = await readSchedules(transaction, workspace);
  const same = (row: ScheduleRow): boolean =>
    wanted.some(
      (one) =>
        one.name === row.name &&
        one.cron === row.cron &&
        one.timeZone === row.timeZone &&
        one.catchUp === row.catchUp &&
        canonicalJson(one.workingDays) === canonicalJson(row.workingDays),
    );
  const gone = present.filter((row) => !same(row)).map(({ id }) => id);
  if (gone.length > 0) {
    await transaction.run({ text: "delete from core.schedule where id = any($1)", values: [gone] });
    await removeJobs(transaction, workspace, gone);
  }
  const kept = new Set(present.filter(same).map(({ name }) => name));
  for (const schedule of wanted) {
    const first = kept.has(schedule.name) ? null : nextTime(schedule, now);
    if (first === null) continue;
    const id = newUuid();
    await transaction.run({
      text: "insert into core.schedule (id, workspace, name, cron, time_zone, catch_up, working_days, next_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      values: [
        id,
        workspace,
        schedule.name,
        schedule.cron,
        schedule.timeZone,
        schedule.catchUp,
        schedule.workingDays === null ? null : JSON.stringify(schedule.workingDays),
        first,
      ],
    });
    await addJobs(transaction, [{ kind: scheduleJob, workspace, key: id, runAt: first }], now);
  }
}

const columns = "id, name, cron, time_zone, catch_up, working_days";

async function readSchedules(executor: Executor, workspace: string) {
  const { rows } = await executor.run({
    text: `select ${columns} from core.schedule where workspace = $1 order by name`,
    values: [workspace],
  });
  return rows.map(scheduleOf);
}

const scheduleOf = ([id, name, cron, timeZone, catchUp, days]: TextRow): ScheduleRow => ({
  id: String(id),
  name: String(name),
  cron: String(cron),
  timeZone: String(timeZone),
  catchUp: catchUps.find((word) => word === catchUp) ?? "skip",
  workingDays: workingDaysOf(JSON.parse(days ?? "null")),
});

const workingDaysOf = (kept: unknown): WorkingDays | null =>
  isJsonObject(kept)
    ? {
        calendar: objectOrEmpty(kept.calendar),
        otherwise: kept.otherwise === "next" ? "next" : "skip",
      }
    : null;

/** Carries a schedule's job out: `start` is told the time it is for, at most once for each. */
export async function handleSchedule(
  job: Job,
  transaction: Executor,
  start: (name: string, time: Date) => Promise<void>,
  now = new Date(),
): Promise<JobOutcome> {
  const { rows } = await transaction.run({
    text: `select ${columns}, next_at from core.schedule where id = $1 for update`,
    values: [job.key],
  });
  const [row] = rows;
  if (row === undefined) return done;
  const schedule = scheduleOf(row);
  const due = dueTime(schedule, new Date(String(row[6])), now);
  if (due.start !== null) await start(schedule.name, due.start);
  await transaction.run({
    text: "update core.schedule set next_at = $2 where id = $1",
    values: [schedule.id, due.next],
  });
  return due.next === null ? done : { kind: "again", at: due.next };
}
