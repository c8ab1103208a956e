/** Fields that a caller named and may not write; to who may not read them they do not exist. Pure. */
import { didYouMean } from "../../metadata/expressions/expression-problem.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import { type Rights, writesBlindly } from "../access/rights.ts";

/** Nothing for who may write every field of the object. */
export function unwritableFields(
  rights: Rights,
  model: ObjectModel,
  value: unknown,
  path = "",
): readonly Problem[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, given]): readonly Problem[] => {
    const field = model.byName.get(name);
    if (field === undefined || field.system) return [];
    const at = () => pointer(path, name);
    if (!rights.mayRead(model, field)) {
      if (writesBlindly(rights, model, field)) return [];
      return [problem("unknown_field", at(), { name, hint: hintFor(rights, model, name) })];
    }
    if (field.readOnly || field.formula !== null) return [];
    if (!rights.mayWrite(model, field)) return [problem("field_not_writable", at())];
    const { children } = field;
    return children === null || !Array.isArray(given)
      ? []
      : given.flatMap((row: unknown, index) =>
          unwritableFields(rights, children, row, pointer(path, name, index)),
        );
  });
}

/** The closest name that the caller may read. */
const hintFor = (rights: Rights, model: ObjectModel, name: string) =>
  didYouMean(
    name,
    model.fields.filter((field) => rights.mayRead(model, field)).map((field) => field.name),
  );

/**
 * A mistyped name is answered with names that the caller may read, never with hidden ones; what is
 * wrong with a field that he did not send, because he may not see it, does not name it.
 */
export function withReadableHints(
  rights: Rights,
  model: ObjectModel,
  problems: readonly Problem[],
): readonly Problem[] {
  return problems.map((item) => {
    const hidden = hiddenAt(rights, model, item.path);
    if (hidden !== null) return problem("hidden_field_needed", hidden);
    if (item.code !== "unknown_field" || typeof item.params.name !== "string") return item;
    const rows = item.path
      .split("/")
      .slice(1, -1)
      .reduce<ObjectModel | null>(
        (at, step) => (/^\d+$/.test(step) ? at : (at?.byName.get(step)?.children ?? null)),
        model,
      );
    const { name } = item.params;
    return rows === null
      ? item
      : { ...item, params: { ...item.params, hint: hintFor(rights, rows, name) } };
  });
}

/** Where the record, or the row, stands whose hidden field a path leads to; null when there is none. */
function hiddenAt(rights: Rights, model: ObjectModel, path: string): string | null {
  let rows = model;
  let at = "";
  for (const step of path.split("/").slice(1)) {
    const field = /^\d+$/.test(step) ? undefined : rows.byName.get(step);
    if (field !== undefined && !rights.mayRead(rows, field) && !rights.mayWrite(rows, field))
      return at;
    rows = field?.children ?? rows;
    at += `/${step}`;
  }
  return null;
}
