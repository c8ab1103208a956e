/**
 * SQL from the typed tree. Every literal is a parameter, so statements that differ in literals
 * alone share their text; every null has a type. Fragments come in parentheses where they need it.
 */
import { momentOfDay, withinDays } from "./day-range-sql.ts";
import { byCodePoint, divideSql } from "./exact-sql.ts";
import { joinSql, parameter, type Sql, sql, typeName } from "./sql.ts";
import type { SqlColumn, SqlContext } from "./sql-context.ts";
import type {
  Aggregate,
  Arithmetic,
  Comparison,
  ConstantValue,
  Expression,
  Membership,
  ScalarCall,
  Typed,
} from "./typed-tree.ts";
import type { ExpressionType } from "./types.ts";
import { decimalText } from "./value.ts";

/** PostgreSQL types of the expression types. */
const sqlTypes: Readonly<Record<ExpressionType["kind"], string>> = {
  text: "text",
  number: "numeric",
  boolean: "boolean",
  date: "date",
  datetime: "timestamptz",
  time: "time",
  list: "text[]",
  record: "uuid",
  composite: "jsonb",
  rows: "text",
  null: "text",
};

const comparisonOperators = {
  "==": sql`=`,
  "!=": sql`<>`,
  "<": sql`<`,
  "<=": sql`<=`,
  ">": sql`>`,
  ">=": sql`>=`,
} as const;

const arithmeticOperators = { "+": sql`+`, "-": sql`-`, "*": sql`*` } as const;

/**
 * The expression as SQL of the type `sqlTypeOf(expression.type)`. As a condition it may be null,
 * which `where` takes as false. A statement with it must be given `clockSlots` when `uses.clock`.
 */
export function toSql(expression: Expression, context: SqlContext): Sql {
  return nodeSql(expression.root, context);
}

/** The PostgreSQL type of values of this type: `numeric`, `timestamptz`. */
export function sqlTypeOf(type: ExpressionType): string {
  return sqlTypes[type.kind];
}

export function nodeSql(node: Typed, context: SqlContext): Sql {
  switch (node.kind) {
    case "constant":
      return constantSql(node);
    case "field":
      return fieldSql(context.column(node.path), node.type);
    case "negation": {
      const operand = nodeSql(node.operand, context);
      return node.type.kind === "boolean" ? sql`(not ${operand})` : sql`(- ${operand})`;
    }
    case "arithmetic":
      return arithmeticSql(node, context);
    case "comparison":
      return comparisonSql(node, context);
    case "logic": {
      const [left, right] = [nodeSql(node.left, context), nodeSql(node.right, context)];
      return node.operator === "&&" ? sql`(${left} and ${right})` : sql`(${left} or ${right})`;
    }
    case "null_test":
      return nullTestSql(node.operand, node.negated, context);
    case "membership":
      return membershipSql(node, context);
    case "conditional": {
      const [test, whenTrue] = [nodeSql(node.test, context), nodeSql(node.whenTrue, context)];
      return sql`(case when ${test} then ${whenTrue} else ${nodeSql(node.whenFalse, context)} end)`;
    }
    case "call":
      return callSql(node, context);
    case "aggregate":
      return aggregateSql(node, context);
  }
}

function constantSql({ value, type }: ConstantValue, cast = sqlTypeOf(type)): Sql {
  return parameter(constantText(value), cast);
}

function constantText(value: ConstantValue["value"]): string | boolean | null | readonly string[] {
  return value instanceof Object && "cmp" in value ? decimalText(value) : value;
}

/** Integers are stored as bigint and multi-values may be stored as JSON: cast where it matters. */
function fieldSql(column: SqlColumn, type: ExpressionType): Sql {
  if (column.type === sqlTypeOf(type)) return column.sql;
  return sql`(${column.sql})::${typeName(sqlTypeOf(type))}`;
}

function arithmeticSql(node: Arithmetic, context: SqlContext): Sql {
  const [left, right] = [nodeSql(node.left, context), nodeSql(node.right, context)];
  if (node.type.kind === "text") return sql`(${left} || ${right})`;
  switch (node.operator) {
    case "/":
      return divideSql(left, right);
    case "%":
      return sql`(${left} % nullif(${right}, 0))`;
    default:
      return sql`(${left} ${arithmeticOperators[node.operator]} ${right})`;
  }
}

function comparisonSql(node: Comparison, context: SqlContext): Sql {
  const bare = integerComparison(node, context);
  const left = bare?.left ?? nodeSql(node.left, context);
  const right = bare?.right ?? nodeSql(node.right, context);
  const ordered = node.operator !== "==" && node.operator !== "!=";
  const first = ordered && node.left.type.kind === "text" ? byCodePoint(left) : left;
  const comparison = sql`(${first} ${comparisonOperators[node.operator]} ${right})`;
  const moment = isFixed(node.right) ? momentOfDay(node.left) : null;
  if (!moment) return comparison;
  return withinDays(comparison, nodeSql(moment, context), node.operator, right);
}

/** The same for all records: a constant, `today()`. */
function isFixed(node: Typed): boolean {
  return node.kind === "constant" || (node.kind === "call" && node.args.length === 0);
}

/** A stored integer against a whole number needs no cast, so that an index on it can be used. */
function integerComparison(node: Comparison, context: SqlContext) {
  if (node.left.kind !== "field" || node.right.kind !== "constant") return null;
  if (node.left.type.kind !== "number" || !isBigint(node.right)) return null;
  const column = context.column(node.left.path);
  if (column.type !== "bigint") return null;
  return { left: column.sql, right: constantSql(node.right, "bigint") };
}

function isBigint({ value }: ConstantValue): boolean {
  const text = constantText(value);
  return typeof text === "string" && /^-?\d{1,18}$/.test(text);
}

/** A stored value is null or not whatever it is cast to; the bare column can use an index. */
function nullTestSql(operand: Typed, negated: boolean, context: SqlContext): Sql {
  const value =
    operand.kind === "field" ? context.column(operand.path).sql : nodeSql(operand, context);
  return negated ? sql`(${value} is not null)` : sql`(${value} is null)`;
}

/** Constants go as one array, so that the text of the statement does not depend on their number. */
function membershipSql(node: Membership, context: SqlContext): Sql {
  const constants = node.items.filter((item) => item.kind === "constant");
  if (constants.length < node.items.length) {
    const items = node.items.map((item) => nodeSql(item, context));
    return sql`(${nodeSql(node.operand, context)} in (${joinSql(items, sql`, `)}))`;
  }
  const column = node.operand.kind === "field" ? context.column(node.operand.path) : null;
  const bare = column?.type === "bigint" && constants.every(isBigint);
  const operand = bare && column ? column.sql : nodeSql(node.operand, context);
  const values = constants.map(({ value }) =>
    value === null ? null : String(constantText(value)),
  );
  const cast = bare ? "bigint[]" : `${sqlTypeOf(node.operand.type)}[]`;
  return sql`(${operand} = any(${parameter(values, cast)}))`;
}

function callSql(node: ScalarCall, context: SqlContext): Sql {
  const args = node.args.map((arg, index) => {
    const digits = node.form.parameters[index]?.kind === "digits" && arg.kind === "constant";
    return digits ? constantSql(arg, "integer") : nodeSql(arg, context);
  });
  const types = node.args.map((arg) => arg.type);
  const written = node.args.map((arg, index) =>
    writtenDigits(arg, node.form.parameters[index]?.kind),
  );
  return node.form.sql(args, types, context, written);
}

function writtenDigits(arg: Typed, kind: string | undefined): number | undefined {
  return kind === "digits" && arg.kind === "constant" ? Number(constantText(arg.value)) : undefined;
}

function aggregateSql(node: Aggregate, context: SqlContext): Sql {
  return context.rows(node.rows, (row) => ({
    select: node.form.sql(node.value && nodeSql(node.value, row), node.value?.type ?? null, sql``),
    where: node.condition && nodeSql(node.condition, row),
  }));
}
