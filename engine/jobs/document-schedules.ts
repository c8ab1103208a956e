/** The schedules that published workflows want. */
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { resolveWorkflow } from "../../metadata/workflows/workflow.ts";
import type { NamedSchedule } from "./schedules.ts";

/** @param timeZone of schedules that name none */
export const schedulesOf = (
  documents: readonly MetadataDocument[],
  timeZone: string,
): readonly NamedSchedule[] =>
  documents.flatMap(({ kind, content }) => {
    if (kind !== "workflow") return [];
    const { name, trigger, active } = resolveWorkflow(content);
    const { cron, catchUp } = trigger;
    if (!active || cron === null || !trigger.events.includes("schedule")) return [];
    return [{ name, cron, timeZone: trigger.timeZone ?? timeZone, catchUp }];
  });
