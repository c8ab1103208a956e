/** What the syntax of a script tells that its types do not. */
import type { Node, SourceFile } from "typescript/unstable/ast";
import {
  isDecorator,
  isIndexedAccessTypeNode,
  isLiteralTypeNode,
  isTypeReferenceNode,
} from "typescript/unstable/ast/is";
import type { FileSyntax } from "./compiler-messages.ts";
import { databaseCall, writtenText } from "./database-calls.ts";

export function syntaxOf(file: SourceFile): FileSyntax {
  const nodes = nodesOf(file);
  return {
    calls: nodes.flatMap((node) => databaseCall(node, file) ?? []),
    typeTexts: nodes.flatMap((node) =>
      isLiteralTypeNode(node) && takesNames(node.parent)
        ? (writtenText(node.literal, file) ?? [])
        : [],
    ),
    decorators: nodes.filter(isDecorator).map((node) => node.getStart(file)),
  };
}

/** `Id<"customer">`, `Objects["customer"]`. */
const takesNames = (node: Node): boolean =>
  isTypeReferenceNode(node) || isIndexedAccessTypeNode(node);

/** Every node below and with this one, in the order of the text. */
function nodesOf(root: Node): readonly Node[] {
  const found: Node[] = [];
  const visit = (node: Node): undefined => {
    found.push(node);
    node.forEachChild(visit);
    return undefined;
  };
  visit(root);
  return found;
}
