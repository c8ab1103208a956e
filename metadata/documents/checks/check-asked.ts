/** One step that people settle, by itself. */
import { isJsonObject, type JsonSchema } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import {
  copyTimes,
  freedoms,
  lateName,
  mailUseOf,
  overdueOf,
  repetitions,
  shareOf,
  voteModeOf,
} from "../../workflows/approval.ts";
import { approverOf } from "../../workflows/approver.ts";
import { durationOf } from "../../workflows/duration.ts";
import { checkKeywords } from "./check-keywords.ts";
import { checkWord } from "./check-workflow-values.ts";
import type { Report } from "./report.ts";

export function checkAsked(step: JsonSchema, path: string, report: Report): void {
  checkApprovers(step.who, pointer(path, "who"), report);
  checkCopies(step.copy, pointer(path, "copy"), report);
  if (step.mode !== undefined && voteModeOf(step.mode) === null)
    report("approval_mode_invalid", pointer(path, "mode"));
  checkFreedoms(step, path, report);
  if (step.afterReturn !== undefined)
    checkWord(step.afterReturn, ["rerun", "comeBack"], pointer(path, "afterReturn"), report);
  if (step.ifRepeated !== undefined)
    checkWord(step.ifRepeated, repetitions, pointer(path, "ifRepeated"), report);
  const { ifNobody } = step;
  if (typeof ifNobody === "string")
    checkWord(ifNobody, ["pass", "admin", "stop"], pointer(path, "ifNobody"), report);
  else if (ifNobody !== undefined) checkApprovers(ifNobody, pointer(path, "ifNobody"), report);
  if (mailUseOf(step.mail) === null) report("approval_mail_invalid", pointer(path, "mail"));
  if (isJsonObject(step.fields)) {
    const kinds = { edit: "names", hide: "names", require: "names" } as const;
    checkKeywords(step.fields, kinds, pointer(path, "fields"), report);
  }
  if (isJsonObject(step.due)) checkDue(step, step.due, pointer(path, "due"), report);
}

/** What people may do beside deciding; a task is handed on and no more. */
function checkFreedoms({ type, may }: JsonSchema, path: string, report: Report): void {
  if (!Array.isArray(may)) return;
  const known = type === "task" ? ["transfer", "consult"] : freedoms;
  may.forEach((word: unknown, index) => {
    checkWord(word, known, pointer(path, "may", index), report);
  });
}

/** A list of people, or one entry alone. */
function checkApprovers(value: unknown, path: string, report: Report): void {
  if (!Array.isArray(value)) {
    if (value !== undefined && approverOf(value) === null) report("approval_who_invalid", path);
    return;
  }
  if (value.length === 0) report("approval_who_invalid", path);
  value.forEach((entry: unknown, index) => {
    if (approverOf(entry) === null) report("approval_who_invalid", pointer(path, index));
  });
}

/** A list, or one for each time. */
function checkCopies(copy: unknown, path: string, report: Report): void {
  if (!isJsonObject(copy)) {
    checkApprovers(copy, path, report);
    return;
  }
  checkKeywords(copy, { $comment: "text", start: "list", end: "list" }, path, report);
  for (const time of copyTimes) checkApprovers(copy[time], pointer(path, time), report);
}

function checkDue({ type }: JsonSchema, due: JsonSchema, path: string, report: Report): void {
  checkKeywords(
    due,
    { $comment: "text", in: "text", remindAt: "list", [lateName]: "any" },
    path,
    report,
  );
  if (due.in === undefined) report("option_missing", pointer(path, "in"), { keyword: "in" });
  else if (typeof due.in === "string" && durationOf(due.in) === null)
    report("workflow_duration_invalid", pointer(path, "in"));
  if (Array.isArray(due.remindAt))
    due.remindAt.forEach((share: unknown, index) => {
      if (shareOf(share) === null)
        report("approval_reminder_invalid", pointer(path, "remindAt", index));
    });
  if (due.then === undefined) return;
  const at = pointer(path, "then");
  const found = overdueOf(due.then);
  if (found === null || (type === "task" && found.kind === "reject"))
    report("approval_overdue_invalid", at);
  else if (isJsonObject(due.then))
    checkApprovers(due.then[found.kind], pointer(at, found.kind), report);
}
