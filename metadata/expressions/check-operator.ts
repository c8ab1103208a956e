/** Types of operators: arithmetic, comparison, logic, `in`, `? :`. */
import { need, needEntry, unify } from "./adapt.ts";
import type { Checker, Frame } from "./checker.ts";
import { closest, noHint, typeTitle } from "./expression-problem.ts";
import { findFunction } from "./functions/index.ts";
import type { BinaryNode, ConditionalNode, Node, Span, UnaryNode } from "./tree.ts";
import type { ArithmeticOperator, ComparisonOperator, Typed } from "./typed-tree.ts";
import {
  booleanType,
  type ExpressionType,
  isSeveral,
  listType,
  numberType,
  textType,
} from "./types.ts";
import { decimal } from "./value.ts";

const orderedKinds: readonly ExpressionType["kind"][] = [
  ...(["number", "text", "date", "datetime", "time", "null"] as const),
];

export function checkUnary(node: UnaryNode, frame: Frame, checker: Checker): Typed | null {
  const operand = checker.check(node.operand, frame);
  if (!operand) return null;
  const type = node.operator === "!" ? booleanType : numberType;
  const typed = need(checker, operand, type);
  if (!typed) return null;
  const { start, end } = node;
  if (node.operator === "-" && typed.kind === "constant" && node.operand.kind === "number") {
    return { kind: "constant", type, value: decimal(`-${node.operand.digits}`), start, end };
  }
  return { kind: "negation", type, operand: typed, start, end };
}

export function checkBinary(node: BinaryNode, frame: Frame, checker: Checker): Typed | null {
  switch (node.operator) {
    case "in":
      return checkMembership(node, frame, checker);
    case "&&":
    case "||":
      return checkLogic(node, node.operator, frame, checker);
    case "==":
    case "!=":
      return isNull(node.left) || isNull(node.right)
        ? checkNullTest(node, frame, checker)
        : checkComparison(node, node.operator, frame, checker);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return checkComparison(node, node.operator, frame, checker);
    default:
      return checkArithmetic(node, node.operator, frame, checker);
  }
}

function both(node: BinaryNode, frame: Frame, checker: Checker): readonly [Typed, Typed] | null {
  const left = checker.check(node.left, frame);
  const right = checker.check(node.right, frame);
  return left && right ? [left, right] : null;
}

function checkLogic(
  node: BinaryNode,
  operator: "&&" | "||",
  frame: Frame,
  checker: Checker,
): Typed | null {
  const left = checker.check(node.left, frame);
  const right = checker.check(node.right, frame);
  const typedLeft = left && need(checker, left, booleanType);
  const typedRight = right && need(checker, right, booleanType);
  if (!typedLeft || !typedRight) return null;
  return {
    kind: "logic",
    operator,
    left: typedLeft,
    right: typedRight,
    ...resultOf(node, booleanType),
  };
}

function isNull(node: Node): boolean {
  return node.kind === "word" && node.value === null;
}

/** One side is the word `null`. */
function checkNullTest(node: BinaryNode, frame: Frame, checker: Checker): Typed | null {
  const operand = checker.check(isNull(node.right) ? node.left : node.right, frame);
  if (!operand) return null;
  const negated = node.operator === "!=";
  return { kind: "null_test", operand, negated, ...resultOf(node, booleanType) };
}

function checkComparison(
  node: BinaryNode,
  operator: ComparisonOperator,
  frame: Frame,
  checker: Checker,
): Typed | null {
  const sides = both(node, frame, checker);
  const unified = sides && unify(checker, sides);
  if (!sides || !unified) return null;
  const [left, right] = [unified[0]!, unified[1]!];
  const equality = operator === "==" || operator === "!=";
  if (!isOrdered(left.type) && (!equality || isSeveral(left.type))) {
    return notOrdered(node, left.type, checker);
  }
  if (equality) {
    checkOption(sides[0], right, checker);
    checkOption(sides[1], left, checker);
  }
  return { kind: "comparison", operator, left, right, ...resultOf(node, booleanType) };
}

export function isOrdered(type: ExpressionType): boolean {
  return orderedKinds.includes(type.kind);
}

const orderedTitle = {
  en: "a value with an order (a number, text, date or time)",
  "zh-CN": "可比较大小的值（数字、文本、日期或时间）",
};
const useHas = { en: " Use has(…) or is_empty(…).", "zh-CN": "请使用 has(…) 或 is_empty(…)。" };
const namePart = {
  en: " Name one of its parts, as in address.city.",
  "zh-CN": "请指明其中一个部分，例如 address.city。",
};

const onlyWhetherSet = {
  en: " Of a secret, ask only whether it is there: password != null.",
  "zh-CN": "对密文只能判断是否已设置，例如 password != null。",
};

function hintOf(type: ExpressionType) {
  if (type.kind === "list") return useHas;
  if (type.kind !== "composite") return noHint;
  return type.name === "tenon:secret" ? onlyWhetherSet : namePart;
}

export function notOrdered(span: Span, type: ExpressionType, checker: Checker): null {
  const hint = hintOf(type);
  const params = { expected: orderedTitle, found: typeTitle(type), hint };
  return checker.report("expression_type", span, params);
}

/** A choice that is compared with a text which is none of its options can only be a mistake. */
function checkOption(field: Typed, value: Typed, checker: Checker): void {
  const options = checker.bindings.get(field)?.options;
  if (!options || field.kind !== "field" || value.kind !== "constant") return;
  if (typeof value.value !== "string" || options.includes(value.value)) return;
  const best = closest(value.value, options);
  const shown = best === null ? options : [best, ...options.filter((option) => option !== best)];
  const params = { value: value.value, name: field.path.join("."), options: shown.slice(0, 20) };
  checker.report("expression_unknown_option", value, params);
}

const dateArithmetic = {
  en: " Use add_days(…), add_months(…) or days_between(…).",
  "zh-CN": "请使用 add_days(…)、add_months(…) 或 days_between(…)。",
};

function checkArithmetic(
  node: BinaryNode,
  operator: ArithmeticOperator,
  frame: Frame,
  checker: Checker,
): Typed | null {
  const sides = both(node, frame, checker);
  if (!sides) return null;
  const dated = sides.some(({ type }) => type.kind === "date" || type.kind === "datetime");
  if (dated) {
    const [left, right] = [typeTitle(sides[0].type), typeTitle(sides[1].type)];
    return checker.report("expression_types_differ", node, { left, right, hint: dateArithmetic });
  }
  // Whether two nulls were texts or numbers cannot be known, nor does it matter.
  if (sides.every(({ type }) => type.kind === "null")) return { ...sides[0], ...spanOf(node) };
  const joins = operator === "+" && sides.some(({ type }) => type.kind === "text");
  // Beside these a literal would become a time or an id, and be joined with it.
  const unjoinable = sides.find(({ type }) => type.kind === "time" || type.kind === "record");
  if (joins && unjoinable) return need(checker, unjoinable, textType);
  if (joins) {
    const unified = unify(checker, sides);
    if (!unified) return null;
    const [left, right] = [unified[0]!, unified[1]!];
    return { kind: "arithmetic", operator, left, right, ...resultOf(node, textType) };
  }
  const left = need(checker, sides[0], numberType);
  const right = need(checker, sides[1], numberType);
  if (!left || !right) return null;
  return { kind: "arithmetic", operator, left, right, ...resultOf(node, numberType) };
}

function checkMembership(node: BinaryNode, frame: Frame, checker: Checker): Typed | null {
  const operand = checker.check(node.left, frame);
  if (node.right.kind !== "list") return checkListField(node, operand, frame, checker);
  const items = node.right.items.map((item) => {
    if (isNull(item)) return checker.report("expression_null_in_list", item);
    return checker.check(item, frame);
  });
  const found = items.filter((item) => item !== null);
  if (!operand || found.length < items.length) return null;
  const unified = unify(checker, [operand, ...found]);
  if (!unified) return null;
  const [first, ...others] = unified;
  if (!first || isSeveral(first.type)) return notOrdered(node.left, operand.type, checker);
  for (const item of others) checkOption(operand, item, checker);
  return { kind: "membership", operand: first, items: others, ...resultOf(node, booleanType) };
}

/** `"a" in tags` is `has(tags, "a")`; a record may be looked for in a list of records. */
function checkListField(
  node: BinaryNode,
  operand: Typed | null,
  frame: Frame,
  checker: Checker,
): Typed | null {
  const right = checker.check(node.right, frame);
  const list = right && need(checker, right, listType);
  const form = findFunction("has")?.scalar;
  if (!operand || !list || !form) return null;
  const value = needEntry(operand, checker);
  if (!value) return null;
  if (right) checkOption(right, value, checker);
  const args = [list, value];
  return { kind: "call", name: "has", form, args, ...resultOf(node, booleanType) };
}

export function checkConditional(
  node: ConditionalNode,
  frame: Frame,
  checker: Checker,
): Typed | null {
  const condition = checker.check(node.test, frame);
  const test = condition && need(checker, condition, booleanType);
  const whenTrue = checker.check(node.whenTrue, frame);
  const whenFalse = checker.check(node.whenFalse, frame);
  const branches = whenTrue && whenFalse && unify(checker, [whenTrue, whenFalse]);
  if (!test || !branches) return null;
  const [first, second] = [branches[0]!, branches[1]!];
  if (first.type.kind === "null") return { ...first, ...spanOf(node) };
  const result = resultOf(node, first.type);
  return { kind: "conditional", test, whenTrue: first, whenFalse: second, ...result };
}

function resultOf(node: Node, type: ExpressionType) {
  return { type, ...spanOf(node) };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
