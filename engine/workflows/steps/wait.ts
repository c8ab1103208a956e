/** Waiting for a span of time, for a moment, or for something to happen to a record. */

import { instantIn } from "../../../metadata/fields/values/time-zone.ts";
import { isJsonObject, textOrEmpty } from "../../../metadata/json-object.ts";
import { problem } from "../../../metadata/problem.ts";
import { durationOf, endOf } from "../../../metadata/workflows/duration.ts";
import { quoted, tableOf } from "../../db/names.ts";
import { Refused } from "../../records/writer.ts";
import {
  computed,
  recordOf,
  type StepContext,
  type StepEnd,
  type StepExecutor,
} from "../step-context.ts";
import { calendarOf } from "../workflow-calendar.ts";

export const wait: StepExecutor = {
  execute: async (context) => {
    const { for: span, until, event } = context.step.content;
    if (typeof span === "string") return untilMoment(context, after(context, span));
    if (typeof until === "string")
      return untilMoment(
        context,
        momentOf(await computed(context, until, "moment", "/until"), context),
      );
    return isJsonObject(event) ? forEvent(context, undefined) : { kind: "on" };
  },
  resume: async (context, { outcome }) => {
    const { event } = context.step.content;
    if (outcome !== null || !isJsonObject(event)) return { kind: "on", outcome };
    // Something happened to the record; whether it was that is asked of the record as it is now.
    return typeof event.when === "string"
      ? forEvent(context, context.token.wakeAt)
      : { kind: "on" };
  },
};

function after({ now, writer, pinned }: StepContext, text: string): Date {
  const span = durationOf(text);
  return span === null ? now : endOf(span, now, calendarOf(writer.catalog, pinned.workflow));
}

const untilMoment = ({ now }: StepContext, wakeAt: Date): StepEnd =>
  wakeAt <= now
    ? { kind: "on" }
    : { kind: "wait", waitFor: "time", wakeAt, input: { until: wakeAt } };

/** A date is over for waiting when it begins, by the clocks of the installation. */
function momentOf(value: unknown, { services }: StepContext): Date {
  const text = typeof value === "string" ? value : "";
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const local = { year: Number(year), month: Number(month), day: Number(day) };
  const clock = { hour: 0, minute: 0, second: 0, millisecond: 0 };
  const moment =
    year === undefined
      ? new Date(text)
      : new Date(instantIn({ ...local, ...clock }, services.timeZone));
  if (Number.isNaN(moment.getTime()))
    throw new Refused([problem("workflow_moment_empty", "/until")]);
  return moment;
}

const holds = async (context: StepContext, when: string): Promise<boolean> =>
  (await computed(context, when, "condition", "/event/when")) === true;

/** @param wakeAt when a wait that is looked at again runs out; undefined when it begins */
async function forEvent(context: StepContext, wakeAt: Date | null | undefined): Promise<StepEnd> {
  const { writer, step, token } = context;
  const event = isJsonObject(step.content.event) ? step.content.event : {};
  const { model, id } = await recordOf(context, textOrEmpty(event.record), "/event/record");
  // Whoever writes the record now is waited for, and whoever writes it later sees who waits.
  await writer.executor.run({
    text: `select 1 from ${quoted(writer.catalog.schema)}.${quoted(tableOf(model))} where "id" = $1 for share`,
    values: [id],
  });
  if (typeof event.when === "string" && (await holds(context, event.when))) return { kind: "on" };
  const { timeout } = step.content;
  return {
    kind: "wait",
    waitFor: "record",
    // One wait, however often it is looked at: news that is on its way still means it.
    ...(typeof token.state.ref === "string" && wakeAt !== undefined
      ? { ref: token.state.ref }
      : {}),
    object: model.id,
    record: id,
    event: textOrEmpty(event.event),
    wakeAt:
      wakeAt === undefined && typeof timeout === "string"
        ? after(context, timeout)
        : (wakeAt ?? null),
    input: { record: { object: model.name, id }, event: event.event },
  };
}
