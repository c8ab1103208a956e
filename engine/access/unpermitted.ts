import type { Problem } from "../../metadata/problem.ts";

/** Carries a problem out of a transaction, which then rolls back. */
export class Unpermitted extends Error {
  readonly problem: Problem;
  constructor(reason: Problem) {
    super(reason.code);
    this.problem = reason;
  }
}
