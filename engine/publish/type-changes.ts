/** Which types may turn into which, keeping every value. Anything else is refused by name. */
import type { Change } from "../../metadata/diff/change.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";

/** Problems of changes that would have to convert values with loss. */
export function typeChangeProblems(changes: readonly Change[]): readonly Problem[] {
  return changes.flatMap((change) => {
    if (change.kind !== "field_type_changed" || keepsEveryValue(change.before, change.after))
      return [];
    const owner = change.object.parent;
    const path =
      owner === null
        ? pointer("/properties", change.after.name)
        : pointer("/properties", owner.field, "items", "properties", change.after.name);
    const file = `objects/${owner?.object ?? change.object.name}.json`;
    return [
      problem(
        "type_change_loses_values",
        path,
        {
          field: change.after.name,
          before: change.before.type.name,
          after: change.after.type.name,
        },
        file,
      ),
    ];
  });
}

function keepsEveryValue(before: FieldModel, after: FieldModel): boolean {
  if (before.type.storage !== "column" || after.type.storage !== "column") return false;
  if (before.target !== after.target) return false;
  // Computed values are made anew.
  if (after.formula !== null && before.formula !== null) return true;
  const from = before.type.column(before.schema);
  const to = after.type.column(after.schema);
  if (from === null || to === null) return false;
  if (from.sql === to.sql) return true;
  if (to.parameter === "text") return !["jsonb", "text[]", "uuid"].includes(from.parameter);
  const target = digits(to.sql);
  if (target === null) return false;
  if (from.parameter === "bigint") return target.whole >= 16;
  const source = digits(from.sql);
  return source !== null && target.whole >= source.whole && target.scale >= source.scale;
}

function digits(column: string): { readonly whole: number; readonly scale: number } | null {
  const found = /^numeric\((\d+), ?(\d+)\)$/.exec(column);
  return found === null
    ? null
    : { whole: Number(found[1]) - Number(found[2]), scale: Number(found[2]) };
}
