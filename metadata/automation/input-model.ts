/** What an action or an endpoint takes or answers: fields as an object has them, without records. */
import { isJsonObject } from "../json-object.ts";
import { byName } from "../model/dynamic-lookups.ts";
import type { ObjectModel } from "../model/object-model.ts";
import { resolveObject } from "../model/resolve-object.ts";

/**
 * The model of `input` or `output` of a script; null when it is not written. Validators, controls
 * and declarations are made from it as from any object; it has no table and no system fields.
 */
export function inputModel(
  script: string,
  keyword: "input" | "output",
  schema: unknown,
): ObjectModel | null {
  if (!isJsonObject(schema) || !isJsonObject(schema.properties)) return null;
  const model = resolveObject({ ...schema, name: `${script}$${keyword}` });
  return { ...model, systemFields: [], byName: byName(model.fields) };
}
