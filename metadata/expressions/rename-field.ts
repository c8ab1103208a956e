/** Renaming as a refactoring: only the names that mean the field change, byte for byte. */
import { type Result, success } from "../problem.ts";
import { resolveReferences } from "./check.ts";
import { parseExpression } from "./parse.ts";
import type { Scope } from "./types.ts";

export interface FieldRename {
  /** The object to which the expression itself belongs. */
  readonly root: string;
  /** The object whose field gets another name; child rows are objects of their own. */
  readonly object: string;
  readonly from: string;
  readonly to: string;
}

/**
 * The text with the new name wherever the field is meant, also behind lookups and inside of
 * aggregates. `scope` is the one with the old name. Text that does not parse is a problem; names
 * that are unknown stay as they are.
 */
export function renameField(text: string, scope: Scope, rename: FieldRename): Result<string> {
  const node = parseExpression(text);
  if (!node.ok) return node;
  const spans = new Map<number, number>();
  for (const reference of resolveReferences(node.value, scope)) {
    for (const name of reference.names) {
      if (name.object === null && scope.isOutside?.(name.name)) continue;
      const owner = name.object ?? rename.root;
      if (owner === rename.object && name.name === rename.from) spans.set(name.start, name.end);
    }
  }
  const fromTheEnd = [...spans].sort(([left], [right]) => right - left);
  const renamed = fromTheEnd.reduce(
    (result, [start, end]) => result.slice(0, start) + rename.to + result.slice(end),
    text,
  );
  return success(renamed);
}
