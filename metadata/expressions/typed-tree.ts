/**
 * The checked tree: every name resolved, every node with its type, text literals already dates or
 * ids where they stand for one. Evaluation, SQL, sentences and references all start from here, so
 * they cannot disagree about what an expression means.
 */
import type { AggregateForm, ScalarForm } from "./functions/expression-function.ts";
import type { PathSegment, Span } from "./tree.ts";
import type { ExpressionType } from "./types.ts";
import type { Value } from "./value.ts";

interface TypedSpan extends Span {
  readonly type: ExpressionType;
}

export type Typed =
  | ConstantValue
  | FieldValue
  | Negation
  | Arithmetic
  | Comparison
  | Logic
  | NullTest
  | Membership
  | Conditional
  | ScalarCall
  | Aggregate;

export interface ConstantValue extends TypedSpan {
  readonly kind: "constant";
  readonly value: Value;
}

/** A field of the record; all names before the last are lookups. */
export interface FieldValue extends TypedSpan {
  readonly kind: "field";
  readonly path: readonly string[];
}

/** `-number` or `!boolean`. */
export interface Negation extends TypedSpan {
  readonly kind: "negation";
  readonly operand: Typed;
}

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%";

/** Numbers; `+` also joins two texts. */
export interface Arithmetic extends TypedSpan {
  readonly kind: "arithmetic";
  readonly operator: ArithmeticOperator;
  readonly left: Typed;
  readonly right: Typed;
}

export type ComparisonOperator = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** Both sides are of one type. */
export interface Comparison extends TypedSpan {
  readonly kind: "comparison";
  readonly operator: ComparisonOperator;
  readonly left: Typed;
  readonly right: Typed;
}

export interface Logic extends TypedSpan {
  readonly kind: "logic";
  readonly operator: "&&" | "||";
  readonly left: Typed;
  readonly right: Typed;
}

/** `x == null` (or `!=`): never null itself. */
export interface NullTest extends TypedSpan {
  readonly kind: "null_test";
  readonly operand: Typed;
  readonly negated: boolean;
}

/** `x in [a, b]`; the items are of the type of `x`. */
export interface Membership extends TypedSpan {
  readonly kind: "membership";
  readonly operand: Typed;
  readonly items: readonly Typed[];
}

export interface Conditional extends TypedSpan {
  readonly kind: "conditional";
  readonly test: Typed;
  readonly whenTrue: Typed;
  readonly whenFalse: Typed;
}

export interface ScalarCall extends TypedSpan {
  readonly kind: "call";
  readonly name: string;
  readonly form: ScalarForm;
  readonly args: readonly Typed[];
}

/** `sum(lines.amount, condition)`: value and condition are read in the scope of one row. */
export interface Aggregate extends TypedSpan {
  readonly kind: "aggregate";
  readonly name: string;
  readonly form: AggregateForm;
  /** Leads to the rows: lookups, then rows and maybe rows of those. */
  readonly rows: readonly string[];
  /** How many of these names are lookups. */
  readonly lookups: number;
  /** `null` when rows are counted. */
  readonly value: Typed | null;
  readonly condition: Typed | null;
}

/** One name in the text, and the object whose field it names. */
export interface ReferencedName extends PathSegment {
  /** `null` for a field of the record itself. */
  readonly object: string | null;
}

/** A path in the text. `path` is complete also where the text leaves the rows' name out. */
export interface Reference extends Span {
  readonly path: readonly string[];
  /** The names that are written, which may be only the end of `path`. */
  readonly names: readonly ReferencedName[];
}

/** An expression that may be evaluated and compiled. */
export interface Expression {
  readonly text: string;
  readonly root: Typed;
  readonly type: ExpressionType;
  readonly references: readonly Reference[];
  /** What evaluation needs beyond the record's own values. */
  readonly uses: ExpressionUses;
}

export interface ExpressionUses {
  /** Fields behind a lookup. */
  readonly related: boolean;
  /** Child rows. */
  readonly rows: boolean;
  /** The time: `today()`, `now()`, or the zone in which a moment becomes a day. */
  readonly clock: boolean;
}
