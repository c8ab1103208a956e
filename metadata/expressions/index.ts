/**
 * The expression language. `compileExpression(text, scope, expected?)` gives an `Expression`, from
 * which everything else is made:
 *
 *   evaluate(expression, environment): Value
 *   toSql(expression, context): Sql
 *   describe(expression, locale, labels): string
 *   expression.references, renameField(text, scope, rename), completions(text, offset, scope)
 */
export { checkExpression, compileExpression } from "./check.ts";
export { type Completion, type Completions, completions } from "./completions.ts";
export { describe, type Labels } from "./describe.ts";
export type { Clock, Environment, RecordValues } from "./environment.ts";
export { evaluate } from "./evaluate.ts";
export { compileExpressionList, compileMeasures, type Measure, measureSql } from "./measure.ts";
export {
  expressionLimits,
  expressionWords,
  parseExpression,
  parseExpressionList,
} from "./parse.ts";
export { functionReference } from "./reference.ts";
export { type FieldRename, renameField } from "./rename-field.ts";
export * from "./sql.ts";
export {
  clockSlots,
  type RowsSelection,
  type SqlColumn,
  type SqlContext,
  type TreeTable,
} from "./sql-context.ts";
export { sqlTypeOf, toSql } from "./to-sql.ts";
export type { Node } from "./tree.ts";
export type { Expression, ExpressionUses, Reference, Typed } from "./typed-tree.ts";
export type { Binding, ExpressionType, Scope } from "./types.ts";
export { compareText, compareValues, decimal, decimalText, type Value } from "./value.ts";
