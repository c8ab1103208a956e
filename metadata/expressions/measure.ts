/** Measures over the records of a list: `count()`, `sum(total)`, `sum(total, status == "closed")`. */
import { failure, type Problem, type Result, success } from "../problem.ts";
import { checkExpression, checkNode } from "./check.ts";
import { type AggregateParts, checkAggregateParts, usageOf } from "./check-call.ts";
import { makeChecker, rootFrame } from "./checker.ts";
import { expressionProblem } from "./expression-problem.ts";
import type { AggregateForm } from "./functions/expression-function.ts";
import { findFunction } from "./functions/index.ts";
import { parseExpressionList } from "./parse.ts";
import { type Sql, sql } from "./sql.ts";
import type { SqlContext } from "./sql-context.ts";
import { nodeSql } from "./to-sql.ts";
import type { Node } from "./tree.ts";
import type { Expression, ExpressionUses, Reference } from "./typed-tree.ts";
import type { ExpressionType, Scope } from "./types.ts";

export interface Measure {
  /** As written, which is also its name in the answer: `sum(total)`. */
  readonly text: string;
  readonly name: string;
  readonly form: AggregateForm;
  readonly parts: AggregateParts;
  readonly type: ExpressionType;
  readonly references: readonly Reference[];
  readonly uses: ExpressionUses;
}

/** Measures separated by commas; fields are those of one record of the list. */
export function compileMeasures(text: string, scope: Scope): Result<readonly Measure[]> {
  const nodes = parseExpressionList(text);
  if (!nodes.ok) return nodes;
  return collected(nodes.value.map((node) => compileMeasure(text, node, scope)));
}

/** Expressions separated by commas: `status, month(order_date)`. Each `text` is its own part. */
export function compileExpressionList(text: string, scope: Scope): Result<readonly Expression[]> {
  const nodes = parseExpressionList(text);
  if (!nodes.ok) return nodes;
  const compiled = nodes.value.map((node) => checkExpression(text, node, scope));
  const expressions = collected(compiled);
  if (!expressions.ok) return expressions;
  const parts = expressions.value.map((entry, index) => {
    const node = nodes.value[index]!;
    return { ...entry, text: text.slice(node.start, node.end) };
  });
  return success(parts);
}

function collected<Value>(results: readonly Result<Value>[]): Result<readonly Value[]> {
  const problems: Problem[] = [];
  const values: Value[] = [];
  for (const result of results) {
    if (result.ok) values.push(result.value);
    else problems.push(...result.problems);
  }
  return problems.length > 0 ? failure(...problems) : success(values);
}

function compileMeasure(text: string, node: Node, scope: Scope): Result<Measure> {
  const entry = node.kind === "call" ? findFunction(node.name.name) : undefined;
  if (node.kind !== "call" || !entry?.aggregate) {
    const params = { name: "measures", usage: "count(), sum(total), avg(total, condition)" };
    return failure(expressionProblem("expression_rows_needed", node, params));
  }
  const [value = null, condition = null, ...others] = node.args;
  const form = entry.aggregate;
  if (others.length > 0 || (value === null && form.value !== "nothing")) {
    const params = { name: entry.name, usage: usageOf(entry), found: node.args.length };
    return failure(expressionProblem("expression_wrong_argument_count", node, params));
  }
  const checker = makeChecker(checkNode);
  const parts = checkAggregateParts(form, value, condition, rootFrame(scope), checker);
  if (!parts || checker.problems.length > 0) return failure(...checker.problems);
  const { references, uses } = checker;
  const written = text.slice(node.start, node.end);
  const { type } = parts;
  return success({ text: written, name: entry.name, form, parts, type, references, uses });
}

/** The aggregate for a `select` list, its condition as `filter (where …)`. */
export function measureSql(measure: Measure, context: SqlContext): Sql {
  const { value, condition } = measure.parts;
  const filter = condition ? sql` filter (where ${nodeSql(condition, context)})` : sql``;
  return measure.form.sql(value && nodeSql(value, context), value?.type ?? null, filter);
}
