/** Lookups that come back as required as they went: whom they point to may be gone. Pure. */
import type { Change } from "../../metadata/diff/change.ts";
import { holdersOf } from "../../metadata/model/dynamic-lookups.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Retyped } from "./change-statements.ts";
import { isNotNull } from "./table-statements.ts";

/** One change for each; those that become required, or change their type, count their rows themselves. */
export function requiredKept(changes: readonly Change[], retyped: Retyped): readonly Change[] {
  return changes.flatMap((change): readonly Change[] => {
    if (change.kind === "object_restored") return keptIn(change.object, change.former, retyped);
    if (change.kind !== "field_restored") return [];
    const { field, former } = change;
    return field.children !== null && former.children !== null
      ? keptIn(field.children, former.children, retyped)
      : [];
  });
}

function keptIn(object: ObjectModel, former: ObjectModel, retyped: Retyped): readonly Change[] {
  const formerFields = new Map(former.fields.map((field) => [field.id, field]));
  return object.fields.flatMap((field): readonly Change[] => {
    const before = formerFields.get(field.id);
    if (before === undefined || retyped.has(field.id)) return [];
    if (field.children !== null && before.children !== null)
      return keptIn(field.children, before.children, retyped);
    const isLookup = holdersOf(field).some(({ target }) => target !== null);
    return isLookup && isNotNull(before) && isNotNull(field)
      ? [{ kind: "field_required_kept", object, field }]
      : [];
  });
}
