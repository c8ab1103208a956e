/** Functions about trees of records: what they may be asked of. */
import type { Checker, Frame } from "./checker.ts";
import { noHint, typeTitle } from "./expression-problem.ts";
import type { CallNode } from "./tree.ts";
import type { Typed } from "./typed-tree.ts";

/** Reports places that are no filter, and records that form no tree. */
export function checkTree(
  node: CallNode,
  args: readonly Typed[],
  frame: Frame,
  checker: Checker,
): boolean {
  const { name } = node.name;
  const { isTree } = frame.scope;
  if (isTree === undefined) {
    checker.report("expression_filters_only", node, { name });
    return false;
  }
  const stray = args.find(({ type }) => type.kind !== "record");
  if (stray) {
    const expected = typeTitle({ kind: "record", object: "" });
    checker.report("expression_type", stray, {
      expected,
      found: typeTitle(stray.type),
      hint: noHint,
    });
    return false;
  }
  const type = args[0]?.type;
  if (type?.kind !== "record" || isTree(type.object)) return true;
  checker.report("expression_no_tree", node, { name, object: type.object });
  return false;
}
