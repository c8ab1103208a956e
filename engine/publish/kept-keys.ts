/** Keys that stay while the type of one of their fields changes. Pure. */
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
    if (change.kind !== "field_type_changed") return [];
    const { object, after } = change;
    const keys = [
      ...(after.unique ? [[after]] : []),
      ...object.unique.map((names) => names.flatMap((name) => object.byName.get(name) ?? [])),
    ];
    return keys.flatMap((fields) => {
      const key = idsOf(fields);
      if (seen.has(key) || !fields.some(({ id }) => id === after.id)) return [];
      seen.add(key);
      return [{ kind: "unique_key_kept", object, fields }];
    });
  });
}
