/** One step of a workflow by itself. */
import { isJsonObject, type JsonSchema } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { locales } from "../../text.ts";
import { durationOf } from "../../workflows/duration.ts";
import {
  definitionOf,
  isStepType,
  retriesMaximum,
  type StepType,
  stepKeywords,
  stepTypes,
} from "../../workflows/step-types.ts";
import { templateParts } from "../../workflows/text-template.ts";
import { recordEvents } from "../../workflows/workflow.ts";
import { workflowNames } from "../../workflows/workflow-scope.ts";
import { checkAsked } from "./check-asked.ts";
import { checkKeywords, checkTexts } from "./check-keywords.ts";
import { checkName } from "./check-names.ts";
import { checkVariables, checkWord } from "./check-workflow-values.ts";
import type { Report } from "./report.ts";

export function checkStep(step: JsonSchema, path: string, report: Report): void {
  const { type } = step;
  if (type === undefined) report("option_missing", pointer(path, "type"), { keyword: "type" });
  else if (!isStepType(type))
    checkWord(type, Object.keys(stepTypes), pointer(path, "type"), report);
  else checkKnownStep(step, type, path, report);
}

function checkKnownStep(step: JsonSchema, type: StepType, path: string, report: Report): void {
  const { keywords, required, oneOf, outcomes, goesOn, undone } = definitionOf(type);
  const missing = [...(goesOn ? [] : ["next"]), ...(undone ? [] : ["undo"])];
  const common = Object.entries(stepKeywords).filter(([word]) => !missing.includes(word));
  checkKeywords(step, { ...Object.fromEntries(common), ...keywords }, path, report);
  checkTexts(step, path, report);
  for (const keyword of required)
    if (step[keyword] === undefined) report("option_missing", pointer(path, keyword), { keyword });
  const given = oneOf?.filter((keyword) => step[keyword] !== undefined) ?? [];
  if (oneOf !== undefined && given.length !== 1)
    report("workflow_one_of", path, { keywords: [...oneOf] });
  if (isJsonObject(step.on))
    for (const outcome of Object.keys(step.on))
      if (!outcomes.includes(outcome))
        report("workflow_outcome_unknown", pointer(path, "on", outcome), {
          outcome,
          known: outcomes,
        });
  const { retry } = step;
  if (Number.isInteger(retry) && (Number(retry) < 1 || Number(retry) > retriesMaximum))
    report("workflow_retry_invalid", pointer(path, "retry"), { maximum: retriesMaximum });
  checks[type]?.(step, path, report);
}

type Check = (step: JsonSchema, path: string, report: Report) => void;

const checks: Partial<Readonly<Record<StepType, Check>>> = {
  branch: checkCases,
  parallel: checkJoin,
  loop: (step, path, report) => {
    if (typeof step.as !== "string") return;
    checkName(step.as, "field", pointer(path, "as"), report);
    if (workflowNames.includes(step.as))
      report("workflow_name_taken", pointer(path, "as"), { name: step.as });
  },
  wait: checkWait,
  update: (step, path, report) => {
    if (step.set === undefined && step.transition === undefined)
      report("option_missing", pointer(path, "set"), { keyword: "set" });
  },
  script: (step, path, report) => checkVariables(step.result, pointer(path, "result"), report),
  http: (step, path, report) => {
    checkVariables(step.result, pointer(path, "result"), report);
    if (step.method !== undefined)
      checkWord(
        step.method,
        ["GET", "POST", "PUT", "PATCH", "DELETE"],
        pointer(path, "method"),
        report,
      );
    checkTemplates(step, ["path"], path, report);
  },
  notify: (step, path, report) => checkMessage(step, path, report, ["field", "role"]),
  mail: (step, path, report) => checkMessage(step, path, report, ["field", "role", "email"]),
  webhook: (step, path, report) => checkTemplates(step, ["text"], path, report),
  approval: checkAsked,
  task: checkAsked,
};

function checkCases({ cases }: JsonSchema, path: string, report: Report): void {
  if (!Array.isArray(cases)) return;
  if (cases.length === 0) report("workflow_case_invalid", pointer(path, "cases"));
  cases.forEach((entry: unknown, index) => {
    const at = pointer(path, "cases", index);
    if (!isJsonObject(entry)) {
      report("workflow_case_invalid", at);
      return;
    }
    checkKeywords(
      entry,
      { $comment: "text", title: "text", when: "text", next: "text" },
      at,
      report,
    );
    for (const keyword of ["when", "next"])
      if (entry[keyword] === undefined) report("option_missing", pointer(at, keyword), { keyword });
  });
}

/** Branches of one parallel step at once. */
const branchesMaximum = 20;

function checkJoin({ branches, join }: JsonSchema, path: string, report: Report): void {
  const count = Array.isArray(branches) ? branches.length : 0;
  if (Array.isArray(branches) && (count < 2 || count > branchesMaximum))
    report("workflow_branches_few", pointer(path, "branches"), { maximum: branchesMaximum });
  const isCount = typeof join === "number" && Number.isInteger(join) && join >= 1 && join <= count;
  if (join !== undefined && join !== "all" && join !== "any" && !isCount)
    report("workflow_join_invalid", pointer(path, "join"), { count });
}

function checkWait(step: JsonSchema, path: string, report: Report): void {
  for (const keyword of ["for", "timeout"]) {
    const text = step[keyword];
    if (typeof text === "string" && durationOf(text) === null)
      report("workflow_duration_invalid", pointer(path, keyword));
  }
  if (step.timeout !== undefined && step.event === undefined)
    report("workflow_keyword_elsewhere", pointer(path, "timeout"), {
      keyword: "timeout",
      allowed: ["event"],
    });
  if (!isJsonObject(step.event)) return;
  const at = pointer(path, "event");
  const kinds = { $comment: "text", record: "text", event: "text", when: "text" } as const;
  checkKeywords(step.event, kinds, at, report);
  for (const keyword of ["record", "event"])
    if (step.event[keyword] === undefined)
      report("option_missing", pointer(at, keyword), { keyword });
  if (step.event.event !== undefined)
    checkWord(
      step.event.event,
      recordEvents.filter((event) => event !== "create"),
      pointer(at, "event"),
      report,
    );
}

/** @param keywords of a text that says who */
function checkMessage(
  step: JsonSchema,
  path: string,
  report: Report,
  keywords: readonly string[],
): void {
  checkTemplates(step, ["subject", "text"], path, report);
  if (!Array.isArray(step.to)) return;
  if (step.to.length === 0) report("workflow_recipient_invalid", pointer(path, "to"));
  step.to.forEach((entry: unknown, index) => {
    const [keyword, ...others] = isJsonObject(entry) ? Object.keys(entry) : [];
    // The owner of an address is nobody whose language is known.
    const more = keyword === "email" ? others.filter((name) => name !== "language") : others;
    if (isJsonObject(entry) && keyword === "email" && entry.language !== undefined)
      checkWord(entry.language, locales, pointer(path, "to", index, "language"), report);
    const value = isJsonObject(entry) ? entry[keyword ?? ""] : undefined;
    const isText = keywords.includes(keyword ?? "") && typeof value === "string";
    if (more.length > 0 || !(isText || (keyword === "starter" && value === true)))
      report("workflow_recipient_invalid", pointer(path, "to", index));
  });
}

function checkTemplates(
  step: JsonSchema,
  keywords: readonly string[],
  path: string,
  report: Report,
): void {
  for (const keyword of keywords) {
    const value = step[keyword];
    const at = pointer(path, keyword);
    if (value === undefined) continue;
    if (typeof value === "string") checkTemplate(value, at, report);
    else if (
      !isJsonObject(value) ||
      !Object.values(value).every((text) => typeof text === "string")
    )
      report("workflow_template_invalid", at);
    else
      for (const [language, text] of Object.entries(value)) {
        checkWord(language, locales, pointer(at, language), report);
        checkTemplate(String(text), pointer(at, language), report);
      }
  }
}

function checkTemplate(text: string, path: string, report: Report): void {
  if (templateParts(text) === null) report("workflow_template_invalid", path);
}
