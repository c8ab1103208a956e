/** The fields that a computed or copied field is made from: who reads it learns something of them. */
import { formulaOf } from "../../metadata/model/computed-fields.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { modelNamed } from "../../metadata/model/row-models.ts";
import type { Catalog } from "../catalog/catalog.ts";

export interface FormulaInput {
  /** The object or child rows that hold it. */
  readonly model: ObjectModel;
  readonly field: FieldModel;
  /** It lies behind a lookup: in a record with rights of its own. */
  readonly related: boolean;
}

const inputsKey = Symbol("formula inputs");

/** Every field on the ways that a formula or a copy takes, the lookups among them. */
export function formulaInputs(
  catalog: Catalog,
  model: ObjectModel,
  field: FieldModel,
): readonly FormulaInput[] {
  const cache = catalog.derived(inputsKey, () => new Map<FieldModel, readonly FormulaInput[]>());
  let inputs = cache.get(field);
  if (inputs === undefined) {
    inputs = pathsOf(catalog, model, field).flatMap((path) => fieldsOn(catalog, model, path));
    cache.set(field, inputs);
  }
  return inputs;
}

function pathsOf(
  catalog: Catalog,
  model: ObjectModel,
  field: FieldModel,
): readonly (readonly string[])[] {
  const formula = formulaOf(field, model, catalog.objects);
  return [
    ...(formula?.references.map(({ path }) => path) ?? []),
    ...(field.copyFrom === null ? [] : [field.copyFrom.split(".")]),
  ];
}

function fieldsOn(
  catalog: Catalog,
  start: ObjectModel,
  path: readonly string[],
): readonly FormulaInput[] {
  const inputs: FormulaInput[] = [];
  let model: ObjectModel | undefined = start;
  let related = false;
  for (const name of path) {
    if (model === undefined) break;
    const field: FieldModel | undefined = model.byName.get(name);
    if (field === undefined) {
      // `parent` of child rows; parts of a composite value end the way.
      model =
        name === "parent" && model.parent
          ? modelNamed(model.parent.object, catalog.objects)
          : undefined;
      continue;
    }
    inputs.push({ model, field, related });
    if (field.children !== null) model = field.children;
    else {
      related = true;
      model = field.target === null ? undefined : catalog.objects.get(field.target);
    }
  }
  return inputs;
}
