/** The types of the expression language. */
export type ExpressionType =
  | { readonly kind: "text" }
  | { readonly kind: "number" }
  | { readonly kind: "boolean" }
  | { readonly kind: "date" }
  | { readonly kind: "datetime" }
  | { readonly kind: "time" }
  /** A list of texts: multi-select, many-to-many. */
  | { readonly kind: "list" }
  /** A lookup: compares as an id, and paths go through it. */
  | { readonly kind: "record"; readonly object: string }
  /** Child rows: only aggregates accept them. */
  | { readonly kind: "rows"; readonly object: string }
  /** A value of named parts (`address.city`): whole it is copied or tested for empty, no more. */
  | { readonly kind: "composite"; readonly name: `tenon:${string}` }
  | { readonly kind: "null" };

export const textType: ExpressionType = { kind: "text" };
export const numberType: ExpressionType = { kind: "number" };
export const booleanType: ExpressionType = { kind: "boolean" };
export const dateType: ExpressionType = { kind: "date" };
export const datetimeType: ExpressionType = { kind: "datetime" };
export const timeType: ExpressionType = { kind: "time" };
export const listType: ExpressionType = { kind: "list" };

/** Several in one: neither ordered nor equal to anything. */
export const isSeveral = ({ kind }: ExpressionType): boolean =>
  kind === "list" || kind === "composite";

/** What a name means in an expression: its type, and the names behind it. */
export interface Binding {
  readonly type: ExpressionType;
  /** The fields of the record or the row behind this name, or the parts of its value. */
  readonly scope?: () => Scope;
  /**
   * The name under which values and columns are found, in place of this name and the one before it:
   * the arm of a dynamic lookup.
   */
  readonly arm?: string;
  /** The values a choice may have: comparing it with another text is a mistake. */
  readonly options?: readonly string[];
}

/** The names an expression may use. */
export interface Scope {
  lookup(name: string): Binding | undefined;
  /** All names, for completion and for "did you mean". */
  names(): readonly string[];
  /**
   * Whether the records of an object form a tree that may be read here. Absent where expressions
   * are evaluated record by record.
   */
  readonly isTree?: (object: string) => boolean;
  /**
   * Whether a name leads away from the record whose fields the other names are: to the person who
   * asks, to the variables of a workflow. Absent where none does.
   */
  readonly isOutside?: (name: string) => boolean;
}
