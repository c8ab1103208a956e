/**
 * The tree of an expression as written. Offsets are UTF-16 positions in the text, `end` exclusive.
 * Names are not resolved yet: `check.ts` turns this tree into a typed one.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface PathSegment extends Span {
  readonly name: string;
}

export type BinaryOperator =
  | "||"
  | "&&"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "+"
  | "-"
  | "*"
  | "/"
  | "%";

export type Node =
  | NumberNode
  | TextNode
  | WordNode
  | ListNode
  | PathNode
  | CallNode
  | UnaryNode
  | BinaryNode
  | ConditionalNode;

/** Digits as written: `12.50`. */
export interface NumberNode extends Span {
  readonly kind: "number";
  readonly digits: string;
}

/** A text literal, escapes resolved. */
export interface TextNode extends Span {
  readonly kind: "text";
  readonly value: string;
}

/** `true`, `false` or `null`. */
export interface WordNode extends Span {
  readonly kind: "word";
  readonly value: true | false | null;
}

/** The right side of `in`. */
export interface ListNode extends Span {
  readonly kind: "list";
  readonly items: readonly Node[];
}

export interface PathNode extends Span {
  readonly kind: "path";
  readonly segments: readonly [PathSegment, ...PathSegment[]];
}

export interface CallNode extends Span {
  readonly kind: "call";
  readonly name: PathSegment;
  readonly args: readonly Node[];
}

export interface UnaryNode extends Span {
  readonly kind: "unary";
  readonly operator: "!" | "-";
  readonly operand: Node;
}

export interface BinaryNode extends Span {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Node;
  readonly right: Node;
}

export interface ConditionalNode extends Span {
  readonly kind: "conditional";
  readonly test: Node;
  readonly whenTrue: Node;
  readonly whenFalse: Node;
}
