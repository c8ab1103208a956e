/** An object of which forms compute: it is there once what its expressions read through is there. */
import { type Accessor, createMemo } from "solid-js";
import { compileExpression } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type ObjectsInScope, objectScope } from "../../metadata/model/object-scope.ts";
import { withRowModels } from "../../metadata/model/row-models.ts";
import type { CatalogStore } from "./catalog-store.ts";

type Found = ObjectModel | null | undefined;

/**
 * `undefined` while the object, or one behind its lookups, is on its way, `null` when it is unknown.
 * After a publish the former model stands until all that the new one reads has come.
 */
export function createWholeModel(
  catalog: Pick<CatalogStore, "model">,
  name: Accessor<string>,
): Accessor<Found> {
  const model = createMemo<{ readonly name: string; readonly found: Found }>((before) => {
    const found = catalog.model(name());
    const isReady = !found || readsWhatIsThere(found, catalog);
    const former = before?.name === name() ? before.found : undefined;
    return { name: name(), found: isReady ? found : former };
  });
  return () => model().found;
}

/** Asks for the objects behind lookups that expressions follow, one after the other. */
function readsWhatIsThere(model: ObjectModel, catalog: Pick<CatalogStore, "model">): boolean {
  let isThere = true;
  const objects: ObjectsInScope = {
    get(name) {
      const found = name === model.name ? model : catalog.model(name);
      if (found === undefined) isThere = false;
      return found ?? undefined;
    },
  };
  for (const rows of withRowModels(model))
    for (const text of expressionsOf(rows)) compileExpression(text, objectScope(rows, objects));
  return isThere;
}

const expressionsOf = (model: ObjectModel): readonly string[] =>
  [
    ...model.rules.flatMap((rule) => [rule.require, rule.when]),
    ...model.fields.flatMap(({ formula, conditions }) => [
      formula,
      conditions?.visible,
      conditions?.required,
      conditions?.readOnly,
    ]),
  ].filter((text) => typeof text === "string");
