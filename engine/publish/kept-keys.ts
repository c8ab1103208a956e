/** Keys that stay while the values of one of their fields become others. Pure. */
import type { Change } from "../../metadata/diff/change.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";

const idsOf = (fields: readonly FieldModel[]): string => fields.map(({ id }) => id).join("+");

/** One change for each such key; keys that are new count their rows themselves. */
export function keysKept(changes: readonly Change[]): readonly Change[] {
  const seen = new Set(
    changes.flatMap((change) => {
      if (change.kind === "unique_key_added") return [idsOf(change.fields)];
      return change.kind === "field_unique" ? [idsOf([change.field])] : [];
    }),
  );
  return changes.flatMap((change): readonly Change[] => {
    const field = rewrittenField(change);
    if (field === null || !("object" in change)) return [];
    const { object } = change;
    const keys = [
      ...(field.unique ? [[field]] : []),
      ...object.unique.map((names) => names.flatMap((name) => object.byName.get(name) ?? [])),
    ];
    return keys.flatMap((fields) => {
      const key = idsOf(fields);
      if (seen.has(key) || !fields.some(({ id }) => id === field.id)) return [];
      seen.add(key);
      return [{ kind: "unique_key_kept", object, fields }];
    });
  });
}

/** Its values are converted, replaced or filled. */
function rewrittenField(change: Change): FieldModel | null {
  switch (change.kind) {
    case "field_type_changed":
      return change.after;
    case "field_added":
    case "field_required":
    case "options_removed":
    case "options_restored":
      return change.field;
    default:
      return null;
  }
}
