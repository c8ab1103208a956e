/** The schedules that published workflows and scripts want. */
import { resolveScript } from "../../metadata/automation/script.ts";
import { resolveCalendar } from "../../metadata/calendars/working-calendar.ts";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { resolveWorkflow } from "../../metadata/workflows/workflow.ts";
import type { NamedSchedule } from "./schedules.ts";

/** What a schedule starts, and by which name: schedules have one each, workflows and scripts alike. */
export interface Scheduled {
  readonly kind: "workflow" | "script";
  readonly name: string;
}

const scriptPrefix = "script:";

/** Workflows go by their own names; no name holds a colon. */
export const scheduledBy = (schedule: string): Scheduled =>
  schedule.startsWith(scriptPrefix)
    ? { kind: "script", name: schedule.slice(scriptPrefix.length) }
    : { kind: "workflow", name: schedule };

/** @param timeZone of schedules that name neither one nor a calendar */
export function schedulesOf(
  documents: readonly MetadataDocument[],
  timeZone: string,
): readonly NamedSchedule[] {
  const calendars = new Map(
    documents.flatMap(({ kind, name, content }) => (kind === "calendar" ? [[name, content]] : [])),
  );
  return documents.flatMap((document) => {
    const written = writtenSchedule(document);
    if (written === null) return [];
    const { name, schedule } = written;
    const { cron, catchUp, nonWorkingDays: otherwise } = schedule;
    const calendar = calendars.get(schedule.calendar ?? "");
    const zone = calendar === undefined ? schedule.timeZone : resolveCalendar(calendar).timeZone;
    const workingDays =
      calendar === undefined || otherwise === "run" ? null : { calendar, otherwise };
    return [{ name, cron, timeZone: zone || timeZone, catchUp, workingDays }];
  });
}

function writtenSchedule({ kind, name, content }: MetadataDocument) {
  if (kind === "script") {
    const { start } = resolveScript(name, content);
    return start?.kind === "schedule" ? { name: `${scriptPrefix}${name}`, schedule: start } : null;
  }
  if (kind !== "workflow") return null;
  const { trigger, active } = resolveWorkflow(content);
  return active && trigger.schedule !== null ? { name, schedule: trigger.schedule } : null;
}
