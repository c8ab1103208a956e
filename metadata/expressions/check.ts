/** The type check: names get their meaning, nodes their types, mistakes their place and remedy. */
import { failure, type Result, success } from "../problem.ts";
import { adapt, hintFor } from "./adapt.ts";
import { checkCall } from "./check-call.ts";
import { checkBinary, checkConditional, checkUnary } from "./check-operator.ts";
import { checkPath } from "./check-path.ts";
import { type Checker, type Frame, makeChecker, rootFrame } from "./checker.ts";
import { typeTitle } from "./expression-problem.ts";
import { parseExpression } from "./parse.ts";
import type { Node } from "./tree.ts";
import type { Expression, Reference, Typed } from "./typed-tree.ts";
import { booleanType, type ExpressionType, numberType, type Scope, textType } from "./types.ts";
import { decimal } from "./value.ts";

/**
 * Parses and checks. `expected` is the type the result must have; `null` literals fit any.
 * Problems have an empty `path`; `params.start` and `params.end` are offsets in `text`.
 */
export function compileExpression(
  text: string,
  scope: Scope,
  expected?: ExpressionType,
): Result<Expression> {
  const node = parseExpression(text);
  return node.ok ? checkExpression(text, node.value, scope, expected) : node;
}

/** Checks a tree that was parsed from `text`. All mistakes are reported at once. */
export function checkExpression(
  text: string,
  node: Node,
  scope: Scope,
  expected?: ExpressionType,
): Result<Expression> {
  const checker = makeChecker(checkNode);
  const found = checker.check(node, rootFrame(scope));
  const root = found && expected ? checkResult(found, expected, checker) : found;
  if (!root || checker.problems.length > 0) return failure(...checker.problems);
  const { references, uses } = checker;
  return success({ text, root, type: root.type, references, uses: { ...uses } });
}

/** The references of a tree as far as they can be resolved, also when there are problems. */
export function resolveReferences(node: Node, scope: Scope): readonly Reference[] {
  const checker = makeChecker(checkNode);
  checker.check(node, rootFrame(scope));
  return checker.references;
}

function checkResult(typed: Typed, expected: ExpressionType, checker: Checker): Typed | null {
  const adapted = adapt(checker, typed, expected);
  if (adapted !== undefined) return adapted;
  return checker.report("expression_result_type", typed, {
    expected: typeTitle(expected),
    found: typeTitle(typed.type),
    hint: hintFor(typed, expected),
  });
}

export function checkNode(node: Node, frame: Frame, checker: Checker): Typed | null {
  const { start, end } = node;
  switch (node.kind) {
    case "number":
      return { kind: "constant", type: numberType, value: decimal(node.digits), start, end };
    case "text":
      return { kind: "constant", type: textType, value: node.value, start, end };
    case "word": {
      const type = node.value === null ? ({ kind: "null" } as const) : booleanType;
      return { kind: "constant", type, value: node.value, start, end };
    }
    case "list":
      return checker.report("expression_list_place", node);
    case "path":
      return checkPath(node, frame, checker);
    case "call":
      return checkCall(node, frame, checker);
    case "unary":
      return checkUnary(node, frame, checker);
    case "binary":
      return checkBinary(node, frame, checker);
    case "conditional":
      return checkConditional(node, frame, checker);
  }
}
