/** Names in what scripts hand to `db`: objects, paths and expressions. */
import type { Node, SourceFile } from "typescript/unstable/ast";
import {
  isIndexedAccessTypeNode,
  isLiteralTypeNode,
  isTypeReferenceNode,
} from "typescript/unstable/ast/is";
import { renameField } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { filterScope } from "../../metadata/model/object-scope.ts";
import { holderModel } from "../../metadata/refactor/sound-models.ts";
import { databaseCalls, type WrittenText, writtenText } from "./database-calls.ts";
import type { SourceRename } from "./rename-in-sources.ts";
import type { Edit } from "./source-edits.ts";
import { nodesOf } from "./syntax.ts";

/** The edits of texts in a source that name the field or the object. */
export function renamedTexts(tree: SourceFile, rename: SourceRename): readonly Edit[] {
  return rename.address.path.length === 0
    ? renamedObject(tree, rename)
    : databaseCalls(tree).flatMap((call) => {
        const model = rename.objects.get(call.object.text);
        if (model === undefined) return [];
        return [
          ...call.filters.flatMap((text) => edited(text, inExpression(text.text, model, rename))),
          ...[...call.groups, ...call.measures].flatMap((text) =>
            edited(text, inExpression(text.text, model, rename)),
          ),
          ...[...call.fields, ...call.sorts].flatMap((text) =>
            edited(text, inPath(text.text, model, rename)),
          ),
        ];
      });
}

const edited = ({ text, start }: WrittenText, next: string): readonly Edit[] =>
  next === text ? [] : [{ start, end: start + text.length, text: next }];

function inExpression(
  text: string,
  model: ObjectModel,
  { address, objects, to }: SourceRename,
): string {
  const owner = holderModel(objects.get(address.object), address.path);
  const from = address.path.at(-1);
  if (owner === undefined || from === undefined) return text;
  const names = { root: model.name, object: owner.name, from, to };
  const renamed = renameField(text, filterScope(model, objects), names);
  return renamed.ok ? renamed.value : text;
}

/** `-total`, `customer.name`, `lines.product.name`. */
function inPath(text: string, root: ObjectModel, { address, objects, to }: SourceRename): string {
  const owner = holderModel(objects.get(address.object), address.path);
  const from = address.path.at(-1);
  const sign = text.startsWith("-") ? "-" : "";
  let model: ObjectModel | undefined = root;
  const names = text
    .slice(sign.length)
    .split(".")
    .map((name) => {
      const here: ObjectModel | undefined = model;
      const field = here?.byName.get(name);
      model = field?.children ?? objects.get(field?.target ?? "");
      return here !== undefined && here.name === owner?.name && name === from ? to : name;
    });
  return sign + names.join(".");
}

/** The first argument of `db`, and names in types: `Id<"customer">`, `Objects["customer"]`. */
function renamedObject(tree: SourceFile, { address, to }: SourceRename): readonly Edit[] {
  const named = (text: WrittenText | null): readonly Edit[] =>
    text?.text === address.object ? edited(text, to) : [];
  return [
    ...databaseCalls(tree).flatMap(({ object }) => named(object)),
    ...nodesOf(tree).flatMap((node) =>
      isLiteralTypeNode(node) && namesObject(node.parent)
        ? named(writtenText(node.literal, tree))
        : [],
    ),
  ];
}

const namesObject = (node: Node): boolean =>
  isTypeReferenceNode(node) || isIndexedAccessTypeNode(node);
