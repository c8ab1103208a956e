/** Where the files of a workspace say something of an object, its rows, or a field. Pure. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { pointer } from "../../metadata/problem.ts";

export function placeInFile(
  { name }: ObjectModel,
  field: FieldModel | null,
): { readonly path: string; readonly file: string } {
  const [object = "", ...rows] = name.split("$");
  const holder = rows.flatMap((each) => ["properties", each, "items"]);
  const own = field === null ? [] : ["properties", field.name];
  return { path: pointer("", ...holder, ...own), file: `objects/${object}.json` };
}
