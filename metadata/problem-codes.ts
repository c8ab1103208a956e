/**
 * Every code a caller can meet. Codes never change meaning and are never reused.
 * `status` is the HTTP status when the problem is the reason a request fails.
 * Messages say what is wrong and, where it is not obvious, what to do. `{name}` is a parameter.
 */
import { documentCodes } from "./problem-codes/document.ts";
import { expressionCodes } from "./problem-codes/expression.ts";
import { publishCodes } from "./problem-codes/publish.ts";
import { recordCodes } from "./problem-codes/record.ts";
import { requestCodes } from "./problem-codes/request.ts";
import type { Text } from "./text.ts";

export interface ProblemCodeDefinition {
  readonly status:
    | 400
    | 401
    | 403
    | 404
    | 405
    | 409
    | 412
    | 413
    | 415
    | 422
    | 428
    | 429
    | 500
    | 503;
  readonly message: Text;
}

export const problemCodes = {
  ...requestCodes,
  ...recordCodes,
  ...documentCodes,
  ...expressionCodes,
  ...publishCodes,
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;

export type ProblemCode = keyof typeof problemCodes;
