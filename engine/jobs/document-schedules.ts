/** The schedules that published workflows and scripts want. */
import { resolveScript } from "../../metadata/automation/script.ts";
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

/** @param timeZone of schedules that name none */
export const schedulesOf = (
  documents: readonly MetadataDocument[],
  timeZone: string,
): readonly NamedSchedule[] =>
  documents.flatMap((document) => {
    const schedule = scheduleOf(document);
    return schedule === null ? [] : [{ ...schedule, timeZone: schedule.timeZone || timeZone }];
  });

function scheduleOf({ kind, name, content }: MetadataDocument): NamedSchedule | null {
  if (kind === "script") {
    const { start } = resolveScript(name, content);
    if (start?.kind !== "schedule") return null;
    const { cron, timeZone, catchUp } = start;
    return { name: `${scriptPrefix}${name}`, cron, timeZone, catchUp };
  }
  if (kind !== "workflow") return null;
  const { trigger, active } = resolveWorkflow(content);
  const { cron, timeZone, catchUp } = trigger;
  if (!active || cron === null || !trigger.events.includes("schedule")) return null;
  return { name, cron, timeZone: timeZone ?? "", catchUp };
}
