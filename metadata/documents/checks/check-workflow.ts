/** Workflows by themselves: keywords, what starts them, how their steps follow one another. */
import { isJsonObject, type JsonSchema, objectOrEmpty, textsOf } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { countsWorkingTime, durationOf } from "../../workflows/duration.ts";
import {
  leavesWithout,
  linksOf,
  reachedFrom,
  ringIn,
  stepsIn,
} from "../../workflows/step-graph.ts";
import {
  failureWays,
  recordEvents,
  recordLocks,
  recordViews,
  triggerEvents,
  withdrawals,
} from "../../workflows/workflow.ts";
import { checkApprovals } from "./check-approvals.ts";
import { checkKeywords, checkTexts, hintAmong, type KeywordKinds } from "./check-keywords.ts";
import { checkName } from "./check-names.ts";
import { checkSchedule, scheduleKinds } from "./check-schedule.ts";
import { checkUndo } from "./check-undo.ts";
import { checkWorkflowForm } from "./check-workflow-form.ts";
import { checkStep } from "./check-workflow-step.ts";
import { checkVariables, checkWord } from "./check-workflow-values.ts";
import type { Report } from "./report.ts";

const workflowKinds: KeywordKinds = {
  $schema: "text",
  $comment: "text",
  name: "text",
  title: "text",
  description: "text",
  on: "object",
  as: "text",
  active: "boolean",
  calendar: "text",
  variables: "object",
  withdraw: "text",
  record: "text",
  show: "text",
  ifFailed: "text",
  start: "text",
  steps: "object",
};

const triggerKinds: KeywordKinds = {
  $comment: "text",
  event: "any",
  record: "text",
  name: "text",
  changed: "names",
  when: "text",
  roles: "names",
  form: "object",
  done: "text",
  public: "boolean",
  ...scheduleKinds,
};

const listedWords: Readonly<Record<string, readonly string[]>> = {
  withdraw: withdrawals,
  record: recordLocks,
  show: recordViews,
  ifFailed: failureWays,
};

/** Keywords of the start that only some events know. */
const onlyWith: Readonly<Record<string, readonly string[]>> = {
  name: ["transition"],
  changed: ["update"],
  ...Object.fromEntries(Object.keys(scheduleKinds).map((keyword) => [keyword, ["schedule"]])),
  roles: ["action", "manual", "form"],
  ...Object.fromEntries(["form", "done", "public"].map((keyword) => [keyword, ["form"]])),
  record: [...recordEvents, "action", "manual", "subflow"],
  when: [...recordEvents, "action"],
};

/** What is wrong with a workflow whatever the objects are. */
export function checkWorkflow(content: JsonSchema, report: Report): void {
  checkKeywords(content, workflowKinds, "", report);
  checkTexts(content, "", report);
  if (typeof content.name === "string") checkName(content.name, "screen", "/name", report);
  for (const keyword of ["on", "start", "steps"])
    if (content[keyword] === undefined) report("option_missing", `/${keyword}`, { keyword });
  if (content.as !== undefined) checkWord(content.as, ["starter", "system"], "/as", report);
  checkVariables(content.variables, "/variables", report);
  for (const [keyword, words] of Object.entries(listedWords))
    if (content[keyword] !== undefined) checkWord(content[keyword], words, `/${keyword}`, report);
  if (isJsonObject(content.on)) checkTrigger(content.on, content, report);
  if (!isJsonObject(content.steps)) return;
  for (const [id, step] of Object.entries(content.steps)) {
    const at = pointer("/steps", id);
    checkName(id, "screen", at, report);
    if (isJsonObject(step)) {
      checkStep(step, at, report);
      if (content.calendar === undefined) checkWithoutCalendar(step, at, report);
    } else report("workflow_step_invalid", at);
  }
  checkApprovals(content, report);
  checkOrder(content, report);
}

function checkTrigger(on: JsonSchema, content: JsonSchema, report: Report): void {
  checkKeywords(on, triggerKinds, "/on", report);
  const events: readonly unknown[] = Array.isArray(on.event) ? on.event : [on.event];
  if (on.event === undefined) {
    report("option_missing", "/on/event", { keyword: "event" });
    return;
  }
  const several = Array.isArray(on.event);
  events.forEach((event, index) => {
    const known = several ? recordEvents.filter((word) => word !== "transition") : triggerEvents;
    checkWord(event, known, several ? pointer("/on/event", index) : "/on/event", report);
  });
  const known = events.every((event) => triggerEvents.some((word) => word === event));
  for (const [keyword, allowed] of Object.entries(known ? onlyWith : {}))
    if (on[keyword] !== undefined && !events.some((event) => allowed.includes(String(event))))
      report("workflow_keyword_elsewhere", pointer("/on", keyword), { keyword, allowed });
  const needed = events.some(
    (event) => [...recordEvents].some((word) => word === event) || event === "action",
  );
  if (needed && on.record === undefined)
    report("option_missing", "/on/record", { keyword: "record" });
  if (events.includes("schedule")) checkSchedule(on, "/on", report);
  if (events.includes("form")) checkWorkflowForm(on, content, report);
  const byHand = events.some((event) => event === "action" || event === "manual");
  if (byHand && content.as === "system" && textsOf(on.roles).length === 0)
    report("workflow_system_without_roles", "/on/roles");
}

/** Working time is counted by a calendar. */
function checkWithoutCalendar(step: JsonSchema, path: string, report: Report): void {
  const spans = [
    [step.for, ["for"]],
    [step.timeout, ["timeout"]],
    [objectOrEmpty(step.due).in, ["due", "in"]],
  ] as const;
  for (const [text, keywords] of spans) {
    const span = typeof text === "string" ? durationOf(text) : null;
    if (span !== null && countsWorkingTime(span))
      report("workflow_calendar_missing", pointer(path, ...keywords));
  }
}

/** Every name of a step leads to one, every step is reached, no ring is without end. */
function checkOrder(content: JsonSchema, report: Report): void {
  const steps = stepsIn(content);
  const ids = [...steps.keys()];
  const missing = (to: string, path: string): boolean => {
    if (steps.has(to)) return false;
    report("workflow_step_unknown", path, { name: to, hint: hintAmong(to, ids) });
    return true;
  };
  let sound = typeof content.start === "string" && !missing(content.start, "/start");
  for (const [id, step] of steps)
    for (const { to, path } of linksOf(step))
      if (missing(to, pointer("/steps", id) + path)) sound = false;
  // What is said of ways would repeat what was said of names.
  if (!sound) return;
  const reached = reachedFrom(steps, [String(content.start)]);
  for (const id of ids)
    if (!reached.has(id)) report("workflow_step_unreachable", pointer("/steps", id), { name: id });
  checkUndo(content, steps, report);
  const ring = ringIn(steps);
  if (ring !== null)
    report("workflow_ring", pointer("/steps", ring[0] ?? ""), { ring: ring.join(" → ") });
  else
    for (const id of ids) {
      const shared = leavesWithout(steps, id);
      if (shared !== null)
        report("workflow_branch_leaves", pointer("/steps", id), { name: id, step: shared });
    }
}
