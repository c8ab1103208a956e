/**
 * Evaluation in JavaScript, in browser and server. What the nodes mean for null is what SQL says:
 * operators and functions give null for null, `&& || !` know a third value, and `c ? a : b` takes
 * `b` when `c` is null.
 */
import type { Environment, RecordValues } from "./environment.ts";
import type {
  Aggregate,
  Arithmetic,
  Comparison,
  Expression,
  Logic,
  Membership,
  ScalarCall,
  Typed,
} from "./typed-tree.ts";
import { asNumber, asText, compareValues, divide, remainder, type Value } from "./value.ts";

/** The value of an expression for one record. Total: no record makes it throw. */
export function evaluate(expression: Expression, environment: Environment): Value {
  return evaluateNode(expression.root, environment);
}

function evaluateNode(node: Typed, environment: Environment): Value {
  switch (node.kind) {
    case "constant":
      return node.value;
    case "field":
      return fieldValue(node.path, environment.record);
    case "negation":
      return negate(evaluateNode(node.operand, environment));
    case "arithmetic":
      return calculate(node, environment);
    case "comparison":
      return compare(node, environment);
    case "logic":
      return decide(node, environment);
    case "null_test":
      return (evaluateNode(node.operand, environment) === null) !== node.negated;
    case "membership":
      return isMember(node, environment);
    case "conditional":
      return evaluateNode(node.test, environment) === true
        ? evaluateNode(node.whenTrue, environment)
        : evaluateNode(node.whenFalse, environment);
    case "call":
      return call(node, environment);
    case "aggregate":
      return aggregate(node, environment);
  }
}

/** The record at the end of the lookups, and the last name. */
function follow(path: readonly string[], record: RecordValues) {
  let holder: RecordValues | null = record;
  for (const name of path.slice(0, -1)) holder = holder?.related(name) ?? null;
  return { holder, name: path[path.length - 1] ?? "" };
}

function fieldValue(path: readonly string[], record: RecordValues): Value {
  const { holder, name } = follow(path, record);
  return holder?.value(name) ?? null;
}

function negate(value: Value): Value {
  if (value === null) return null;
  return typeof value === "boolean" ? !value : asNumber(value).neg();
}

function calculate(node: Arithmetic, environment: Environment): Value {
  const left = evaluateNode(node.left, environment);
  const right = evaluateNode(node.right, environment);
  if (left === null || right === null) return null;
  if (node.type.kind === "text") return asText(left) + asText(right);
  const [a, b] = [asNumber(left), asNumber(right)];
  switch (node.operator) {
    case "+":
      return a.plus(b);
    case "-":
      return a.minus(b);
    case "*":
      return a.times(b);
    case "/":
      return divide(a, b);
    case "%":
      return remainder(a, b);
  }
}

function compare(node: Comparison, environment: Environment): Value {
  const left = evaluateNode(node.left, environment);
  const right = evaluateNode(node.right, environment);
  if (left === null || right === null) return null;
  const order = compareValues(left, right);
  switch (node.operator) {
    case "==":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

/** One side that decides is enough, even when the other is null. */
function decide(node: Logic, environment: Environment): Value {
  const decisive = node.operator === "||";
  const left = evaluateNode(node.left, environment);
  if (left === decisive) return decisive;
  const right = evaluateNode(node.right, environment);
  if (right === decisive) return decisive;
  return left === null || right === null ? null : !decisive;
}

function isMember(node: Membership, environment: Environment): Value {
  if (node.items.length === 0) return false;
  const operand = evaluateNode(node.operand, environment);
  if (operand === null) return null;
  let unknown = false;
  for (const item of node.items) {
    const value = evaluateNode(item, environment);
    if (value === null) unknown = true;
    else if (compareValues(operand, value) === 0) return true;
  }
  return unknown ? null : false;
}

function call(node: ScalarCall, environment: Environment): Value {
  const args = node.args.map((arg) => evaluateNode(arg, environment));
  if (!node.form.seesNull && args.includes(null)) return null;
  const types = node.args.map((arg) => arg.type);
  return node.form.evaluate(args, { types, clock: environment.clock });
}

function aggregate(node: Aggregate, environment: Environment): Value {
  const values: Value[] = [];
  for (const record of rowsAt(node, environment.record)) {
    const row = { record, clock: environment.clock };
    if (node.condition && evaluateNode(node.condition, row) !== true) continue;
    const value = node.value ? evaluateNode(node.value, row) : true;
    if (value !== null) values.push(value);
  }
  return node.form.evaluate(values);
}

function rowsAt({ rows, lookups }: Aggregate, record: RecordValues): readonly RecordValues[] {
  let holders: readonly RecordValues[] = [record];
  for (const [index, name] of rows.entries()) {
    holders = holders.flatMap((holder) =>
      index < lookups ? (holder.related(name) ?? []) : holder.rows(name),
    );
  }
  return holders;
}
