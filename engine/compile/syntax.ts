/** Walking the syntax of TypeScript. */
import type { Node } from "typescript/unstable/ast";

/** Every node below and with this one, in the order of the text. */
export function nodesOf(root: Node): readonly Node[] {
  const found: Node[] = [];
  const visit = (node: Node): undefined => {
    found.push(node);
    node.forEachChild(visit);
    return undefined;
  };
  visit(root);
  return found;
}
