/** Types of function calls and aggregates. */
import type { Text } from "../text.ts";
import { need, needEntry, unify } from "./adapt.ts";
import { isOrdered, notOrdered } from "./check-operator.ts";
import { type RowsPath, referenceRows, rowsPath } from "./check-path.ts";
import { checkTree } from "./check-tree.ts";
import type { Checker, Frame } from "./checker.ts";
import { didYouMean, noHint, typeTitle } from "./expression-problem.ts";
import type {
  AggregateForm,
  ExpressionFunction,
  Parameter,
  ScalarForm,
} from "./functions/expression-function.ts";
import { expressionFunctions, findFunction } from "./functions/index.ts";
import type { CallNode, Node, Span } from "./tree.ts";
import type { Typed } from "./typed-tree.ts";
import {
  booleanType,
  dateType,
  type ExpressionType,
  isSeveral,
  listType,
  numberType,
  textType,
} from "./types.ts";

/** Aggregates inside of aggregates cost rows times rows. */
const mostAggregates = 2;

const fewestDigits = -20;
const mostDigits = 30;

const foreignNames: ReadonlyMap<string, string> = new Map([
  ["if", "condition ? a : b"],
  ["iff", "condition ? a : b"],
  ["and", "a && b"],
  ["or", "a || b"],
  ["not", "!a"],
  ["len", "length(text)"],
  ["average", "avg(lines.amount)"],
  ["isblank", "is_empty(x)"],
  ["isnull", "x == null"],
  ["ifnull", "coalesce(a, b)"],
  ["substitute", "replace(text, part, replacement)"],
  ["substring", "mid(text, start, count)"],
  ["eomonth", "end_of_month(date)"],
  ["edate", "add_months(date, months)"],
  ["datedif", "days_between(from, to)"],
  ["value", "number(text)"],
  ["sumif", "sum(lines.amount, condition)"],
  ["countif", "count(lines, condition)"],
]);

export function checkCall(node: CallNode, frame: Frame, checker: Checker): Typed | null {
  const found = findFunction(node.name.name);
  if (!found) return unknownFunction(node, checker);
  const first = node.args[0];
  const rows = found.aggregate && first?.kind === "path" ? rowsPath(first, frame) : null;
  if (found.aggregate && rows)
    return checkAggregate(node, found, found.aggregate, rows, frame, checker);
  if (found.scalar) return checkScalar(node, found, found.scalar, frame, checker);
  const params = { name: found.name, usage: usageOf(found) };
  return checker.report("expression_rows_needed", node, params);
}

function unknownFunction(node: CallNode, checker: Checker): null {
  const { name } = node.name;
  const foreign = foreignNames.get(name.toLowerCase());
  const write: Text | undefined =
    foreign === undefined
      ? undefined
      : { en: ` Write ${foreign}.`, "zh-CN": `请写成 ${foreign}。` };
  const known = expressionFunctions.map((entry) => entry.name);
  const hint = write ?? didYouMean(name, known);
  return checker.report("expression_unknown_function", node.name, { name, hint });
}

/** `round(number, digits?)`; for aggregates the usual way to write them. */
export function usageOf(entry: ExpressionFunction): string {
  if (!entry.scalar) {
    if (entry.aggregate?.value === "nothing") return `${entry.name}(lines, condition?)`;
    return entry.aggregate?.value === "boolean"
      ? `${entry.name}(lines, condition)`
      : `${entry.name}(lines.amount, condition?)`;
  }
  const { parameters, required = parameters.length, repeats = false } = entry.scalar;
  const names = parameters.map(({ name }, index) => (index < required ? name : `${name}?`));
  return `${entry.name}(${names.join(", ")}${repeats ? ", …" : ""})`;
}

function wrongCount(node: CallNode, entry: ExpressionFunction, checker: Checker): null {
  const params = { name: entry.name, usage: usageOf(entry), found: node.args.length };
  return checker.report("expression_wrong_argument_count", node, params);
}

function checkScalar(
  node: CallNode,
  entry: ExpressionFunction,
  form: ScalarForm,
  frame: Frame,
  checker: Checker,
): Typed | null {
  const { parameters, repeats = false } = form;
  const required = form.required ?? (repeats ? parameters.length - 1 : parameters.length);
  if (node.args.length < required || (!repeats && node.args.length > parameters.length)) {
    return wrongCount(node, entry, checker);
  }
  const checked = node.args.map((arg, index) => {
    const parameter = parameters[Math.min(index, parameters.length - 1)]!;
    const typed = checker.check(arg, frame);
    return typed && checkArgument(typed, arg, parameter, form, checker);
  });
  const given = checked.filter((arg) => arg !== null);
  if (given.length < checked.length) return null;
  const together = form.result === "same" || parameters[0]?.kind === "record";
  const shared = together ? unify(checker, given) : given;
  if (!shared || (form.filterOnly && !checkTree(node, shared, frame, checker))) return null;
  const unordered = shared.find((arg) => !isOrdered(arg.type));
  if (parameters[0]?.kind === "ordered" && unordered) {
    return notOrdered(unordered, unordered.type, checker);
  }
  const types = shared.map((arg) => arg.type);
  if (typeof form.usesClock === "function" ? form.usesClock(types) : form.usesClock) {
    checker.uses.clock = true;
  }
  const type = resultType(form.result, types);
  const { start, end } = node;
  if (type.kind === "null") return { kind: "constant", value: null, type, start, end };
  return { kind: "call", name: entry.name, form, args: shared, type, start, end };
}

function resultType(
  result: ScalarForm["result"],
  types: readonly ExpressionType[],
): ExpressionType {
  if (result === "same") return types[0]!;
  return result === "user" ? { kind: "record", object: "user" } : { kind: result };
}

function checkArgument(
  typed: Typed,
  node: Node,
  parameter: Parameter,
  form: ScalarForm,
  checker: Checker,
): Typed | null {
  switch (parameter.kind) {
    case "text":
      return need(checker, typed, textType);
    case "number":
      return need(checker, typed, numberType);
    case "boolean":
      return need(checker, typed, booleanType);
    case "date":
      return need(checker, typed, dateType);
    case "list":
      return need(checker, typed, listType);
    case "entry":
      return needEntry(typed, checker);
    case "digits":
      return checkDigits(typed, checker);
    case "same":
    case "ordered":
    case "record":
      return typed;
    case "any":
      return typed.type.kind === "null" ? need(checker, typed, textType) : typed;
    case "scalar":
      return checkSingle(typed, node, form, checker);
  }
}

function checkDigits(typed: Typed, checker: Checker): Typed | null {
  const digits = typed.kind === "constant" ? Number(typed.value ?? Number.NaN) : Number.NaN;
  if (typed.type.kind === "number" && Number.isInteger(digits)) {
    if (digits >= fewestDigits && digits <= mostDigits) return typed;
  }
  const params = { minimum: fewestDigits, maximum: mostDigits };
  return checker.report("expression_literal_needed", typed, params);
}

const singleValue: Text = { en: "a single value", "zh-CN": "单个值" };

function checkSingle(typed: Typed, span: Span, form: ScalarForm, checker: Checker): Typed | null {
  if (typed.type.kind === "null") return need(checker, typed, textType);
  const accepted = form.accepts?.includes(typed.type.kind) ?? !isSeveral(typed.type);
  if (!accepted) {
    const params = { expected: singleValue, found: typeTitle(typed.type), hint: noHint };
    return checker.report("expression_type", span, params);
  }
  return form.result === "date" && typed.kind === "constant"
    ? need(checker, typed, dateType)
    : typed;
}

function checkAggregate(
  node: CallNode,
  entry: ExpressionFunction,
  form: AggregateForm,
  rows: RowsPath,
  frame: Frame,
  checker: Checker,
): Typed | null {
  const first = node.args[0]!;
  if (first.kind === "path") referenceRows(first, rows, frame, checker);
  if (rows.frame.aggregates > mostAggregates) {
    return checker.report("expression_too_deep", node, { limit: mostAggregates });
  }
  // `sum(lines.amount, condition)`, `count(lines, condition)` or `sum(lines, value, condition)`.
  const separate = rows.rest === null && form.value !== "nothing";
  const valueNode = separate ? node.args[1] : rows.rest;
  const conditions = node.args.slice(separate ? 2 : 1);
  if (conditions.length > 1 || valueNode === undefined) return wrongCount(node, entry, checker);
  const parts = checkAggregateParts(form, valueNode, conditions[0] ?? null, rows.frame, checker);
  if (!parts) return null;
  const { start, end } = node;
  if (parts.type.kind === "null") {
    return { kind: "constant", value: null, type: parts.type, start, end };
  }
  const { rows: path, lookups } = rows;
  return { kind: "aggregate", name: entry.name, form, rows: path, lookups, ...parts, start, end };
}

export interface AggregateParts {
  readonly value: Typed | null;
  readonly condition: Typed | null;
  readonly type: ExpressionType;
}

/** Value and condition of an aggregate, in the scope of one row; `null` stands for none. */
export function checkAggregateParts(
  form: AggregateForm,
  valueNode: Node | null,
  conditionNode: Node | null,
  frame: Frame,
  checker: Checker,
): AggregateParts | null {
  const value = valueNode && checkAggregateValue(form, checker.check(valueNode, frame), checker);
  const found = conditionNode && checker.check(conditionNode, frame);
  const condition = found && need(checker, found, booleanType);
  if ((valueNode && !value) || (conditionNode && !condition)) return null;
  const type = aggregateType(form, value);
  return { value, condition, type };
}

function aggregateType(form: AggregateForm, value: Typed | null): ExpressionType {
  switch (form.result) {
    case "same":
      return value?.type ?? numberType;
    case "boolean":
      return booleanType;
    case "number":
      return numberType;
  }
}

function checkAggregateValue(
  form: AggregateForm,
  value: Typed | null,
  checker: Checker,
): Typed | null {
  if (!value) return null;
  if (form.value === "number") return need(checker, value, numberType);
  if (form.value === "boolean") return need(checker, value, booleanType);
  if (value.type.kind === "null" && form.value !== "ordered") return need(checker, value, textType);
  if (form.value === "ordered" && !isOrdered(value.type)) {
    return notOrdered(value, value.type, checker);
  }
  return value;
}
