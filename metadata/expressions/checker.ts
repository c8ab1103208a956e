/** What the parts of the type check share: where names are looked up, and what was found. */
import type { Problem, ProblemCode } from "../problem.ts";
import { expressionProblem } from "./expression-problem.ts";
import type { Node, Span } from "./tree.ts";
import type { Reference, Typed } from "./typed-tree.ts";
import type { Binding, ExpressionType, Scope } from "./types.ts";

/** The names in force at a place: those of the record, or of one row inside an aggregate. */
export interface Frame {
  readonly scope: Scope;
  /** Leads from the record to the rows of this scope. */
  readonly path: readonly string[];
  /** The object whose fields these are; `null` for the record itself. */
  readonly object: string | null;
  /** How many aggregates stand around. */
  readonly aggregates: number;
}

export interface Checker {
  readonly problems: Problem[];
  readonly references: Reference[];
  /** Bindings of checked fields, for what a type does not say (options). */
  readonly bindings: Map<Typed, Binding>;
  readonly uses: { related: boolean; rows: boolean; clock: boolean };
  /** `null` when a problem was reported; nothing more is then said about what contains it. */
  check(node: Node, frame: Frame): Typed | null;
  report(code: ProblemCode, span: Span, params?: Problem["params"]): null;
}

export function makeChecker(check: (node: Node, frame: Frame, checker: Checker) => Typed | null) {
  const problems: Problem[] = [];
  const checker: Checker = {
    problems,
    references: [],
    bindings: new Map(),
    uses: { related: false, rows: false, clock: false },
    check: (node, frame) => check(node, frame, checker),
    report(code, span, params = {}) {
      problems.push(expressionProblem(code, span, params));
      return null;
    },
  };
  return checker;
}

export function rootFrame(scope: Scope): Frame {
  return { scope, path: [], object: null, aggregates: 0 };
}

export function sameType(left: ExpressionType, right: ExpressionType): boolean {
  if (left.kind !== right.kind) return false;
  if (left.kind === "composite") return right.kind === "composite" && left.name === right.name;
  return left.kind !== "record" || right.kind !== "record" || left.object === right.object;
}
