/** Child rows among the models: by their name, and all that belong to a record. */
import { oncePer } from "../once-per-document.ts";
import type { ObjectModel } from "./object-model.ts";

/** Levels of rows that a record may have: its child rows, and theirs. */
export const rowLevelsMaximum = 2;

/** The object `order`, or the rows `order$lines` and `order$lines$packages` of it. */
export function modelNamed(
  name: string,
  objects: Pick<ReadonlyMap<string, ObjectModel>, "get">,
): ObjectModel | undefined {
  const [object = "", ...fields] = name.split("$");
  return fields.reduce<ObjectModel | undefined>(
    (model, field) => model?.byName.get(field)?.children ?? undefined,
    objects.get(object),
  );
}

/** The model itself and the rows at every level below it, those above first. */
export const withRowModels = oncePer((model: ObjectModel): readonly ObjectModel[] => [
  model,
  ...model.fields.flatMap(({ children }) => (children === null ? [] : withRowModels(children))),
]);

/** Names of the fields that lead from the object to rows: `["lines", "packages"]`. */
export const rowsPathOf = (rows: ObjectModel): readonly string[] => rows.name.split("$").slice(1);
