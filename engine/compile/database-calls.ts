/**
 * The expressions and paths that a script hands to `db`, found in its syntax: texts that no compiler
 * of TypeScript looks into. Texts put together at run time are found by who runs them.
 */
import type { Expression, Node, SourceFile } from "typescript/unstable/ast";
import {
  isArrayLiteralExpression,
  isCallExpression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isStringLiteral,
} from "typescript/unstable/ast/is";

/** A text as it stands between its quotes; `start` is its first character. */
export interface WrittenText {
  readonly text: string;
  readonly start: number;
}

export interface DatabaseCall {
  /** The first argument: the name of an object. */
  readonly object: WrittenText;
  readonly filters: readonly WrittenText[];
  readonly fields: readonly WrittenText[];
  readonly sorts: readonly WrittenText[];
  readonly groups: readonly WrittenText[];
  readonly measures: readonly WrittenText[];
}

/** Null for a node that is no call of `db` with the name of an object. */
export function databaseCall(node: Node, file: SourceFile): DatabaseCall | null {
  if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression)) return null;
  const { expression: holder } = node.expression;
  const [first, options] = node.arguments;
  if (!isIdentifier(holder) || holder.text !== "db" || first === undefined) return null;
  const object = writtenText(first, file);
  if (object === null) return null;
  const option = (name: string): readonly WrittenText[] =>
    options === undefined ? [] : textsOf(memberOf(options, name), file);
  return {
    object,
    filters: option("filter"),
    fields: option("fields"),
    sorts: option("sort"),
    groups: option("group"),
    measures: option("measures"),
  };
}

function memberOf(options: Expression, name: string): Expression | undefined {
  if (!isObjectLiteralExpression(options)) return undefined;
  for (const property of options.properties) {
    if (!isPropertyAssignment(property)) continue;
    if (isIdentifier(property.name) && property.name.text === name) return property.initializer;
  }
  return undefined;
}

/** One text, or the texts of a list. */
function textsOf(value: Expression | undefined, file: SourceFile): readonly WrittenText[] {
  if (value === undefined) return [];
  const items = isArrayLiteralExpression(value) ? value.elements : [value];
  return items.flatMap((item) => writtenText(item, file) ?? []);
}

/** Null for anything else than a text that stands there as it is: without marks for characters. */
export function writtenText(node: Node, file: SourceFile): WrittenText | null {
  if (!isStringLiteral(node) && !isNoSubstitutionTemplateLiteral(node)) return null;
  const start = node.getStart(file) + 1;
  const written = file.text.slice(start, node.end - 1);
  return written === node.text ? { text: written, start } : null;
}
