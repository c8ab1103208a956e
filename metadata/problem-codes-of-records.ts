/**
 * The codes that people at the screens meet. Those of metadata stay out of what every visit loads:
 * the build puts this in the place of `problem-codes.ts` for the runtime, not for the designer.
 */
import { accountCodes } from "./problem-codes/account.ts";
import { expressionCodes } from "./problem-codes/expression.ts";
import { lifecycleCodes } from "./problem-codes/lifecycle.ts";
import type { ProblemCodeDefinition } from "./problem-codes/problem-code-definition.ts";
import { recordCodes } from "./problem-codes/record.ts";
import { relationCodes } from "./problem-codes/relation.ts";
import { requestCodes } from "./problem-codes/request.ts";
import { brokenRuleCodes } from "./problem-codes/rule.ts";
import { sharingCodes } from "./problem-codes/sharing.ts";
import { signInCodes } from "./problem-codes/sign-in.ts";

export const problemCodes: Readonly<Record<string, ProblemCodeDefinition>> = {
  ...requestCodes,
  ...accountCodes,
  ...signInCodes,
  ...recordCodes,
  ...sharingCodes,
  ...expressionCodes,
  ...lifecycleCodes,
  ...relationCodes,
  ...brokenRuleCodes,
};
