/**
 * The codes of problems that screens find by themselves; those of the server come with their words.
 * The rest stays out of what every visit loads: the build puts this in the place of
 * `problem-codes.ts` for the runtime, not for the designer.
 */
import { expressionCodes } from "./problem-codes/expression.ts";
import { lifecycleCodes } from "./problem-codes/lifecycle.ts";
import type { ProblemCodeDefinition } from "./problem-codes/problem-code-definition.ts";
import { recordCodes } from "./problem-codes/record.ts";
import { relationCodes } from "./problem-codes/relation.ts";
import { requestCodes } from "./problem-codes/request.ts";
import { brokenRuleCodes } from "./problem-codes/rule.ts";

export const problemCodes: Readonly<Record<string, ProblemCodeDefinition>> = {
  ...requestCodes,
  ...recordCodes,
  ...expressionCodes,
  ...lifecycleCodes,
  ...relationCodes,
  ...brokenRuleCodes,
};
