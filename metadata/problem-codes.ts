/**
 * Every code a caller can meet. Codes never change meaning and are never reused.
 * `status` is the HTTP status when the problem is the reason a request fails.
 * Messages say what is wrong and, where it is not obvious, what to do. `{name}` is a parameter.
 */

import { accessCodes } from "./problem-codes/access.ts";
import { accountCodes } from "./problem-codes/account.ts";
import { approvalCodes, taskCodes } from "./problem-codes/approval.ts";
import { assigningCodes, assignmentCodes } from "./problem-codes/assignment.ts";
import { automationCodes } from "./problem-codes/automation.ts";
import { calendarCodes } from "./problem-codes/calendar.ts";
import { documentCodes } from "./problem-codes/document.ts";
import { expressionCodes } from "./problem-codes/expression.ts";
import { lifecycleCodes } from "./problem-codes/lifecycle.ts";
import type { ProblemCodeDefinition } from "./problem-codes/problem-code-definition.ts";
import { publishCodes } from "./problem-codes/publish.ts";
import { recordCodes } from "./problem-codes/record.ts";
import { relationCodes } from "./problem-codes/relation.ts";
import { requestCodes } from "./problem-codes/request.ts";
import { brokenRuleCodes, ruleDocumentCodes } from "./problem-codes/rule.ts";
import { screenCodes } from "./problem-codes/screen.ts";
import { scriptCodes, scriptSourceCodes } from "./problem-codes/script.ts";
import { sharingCodes } from "./problem-codes/sharing.ts";
import { signInCodes } from "./problem-codes/sign-in.ts";
import { runCodes, workflowCodes } from "./problem-codes/workflow.ts";

export type { ProblemCodeDefinition };

export const problemCodes = {
  ...requestCodes,
  ...accountCodes,
  ...signInCodes,
  ...recordCodes,
  ...sharingCodes,
  ...documentCodes,
  ...screenCodes,
  ...accessCodes,
  ...assignmentCodes,
  ...assigningCodes,
  ...calendarCodes,
  ...scriptCodes,
  ...scriptSourceCodes,
  ...automationCodes,
  ...workflowCodes,
  ...runCodes,
  ...approvalCodes,
  ...taskCodes,
  ...expressionCodes,
  ...lifecycleCodes,
  ...publishCodes,
  ...relationCodes,
  ...brokenRuleCodes,
  ...ruleDocumentCodes,
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;

export type ProblemCode = keyof typeof problemCodes;
