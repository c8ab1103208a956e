/** Names in what scripts hand to `db`: objects, paths and expressions. */
import { renameField } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { filterScope } from "../../metadata/model/object-scope.ts";
import { holderModel } from "../../metadata/refactor/sound-models.ts";
import type { FileSyntax } from "./compiler-messages.ts";
import type { WrittenText } from "./database-calls.ts";
import type { SourceRename } from "./rename-in-sources.ts";
import type { Edit } from "./source-edits.ts";

/** The edits of texts in a source that name the field or the object. */
export function renamedTexts(
  { calls, typeTexts }: FileSyntax,
  rename: SourceRename,
): readonly Edit[] {
  const { address, objects, to } = rename;
  if (address.path.length === 0)
    return [...calls.map(({ object }) => object), ...typeTexts].flatMap((written) =>
      written.text === address.object ? edited(written, to) : [],
    );
  return calls.flatMap(({ object, filters, groups, measures, fields, sorts }) => {
    const model = objects.get(object.text);
    if (model === undefined) return [];
    return [
      ...[...filters, ...groups].flatMap((each) =>
        edited(each, inExpression(each.text, model, rename)),
      ),
      ...measures.flatMap((each) => edited(each, inMeasure(each.text, model, rename))),
      ...[...fields, ...sorts].flatMap((each) => edited(each, inPath(each.text, model, rename))),
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

/** `sum(total, status == "closed")`: what stands between the brackets speaks of one record. */
function inMeasure(text: string, model: ObjectModel, rename: SourceRename): string {
  const [, name, inner] = /^(\w+)\((.*)\)$/s.exec(text) ?? [];
  if (name === undefined || inner === undefined || inner === "") return text;
  const list = `concat(${inner})`;
  return name + inExpression(list, model, rename).slice("concat".length);
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
