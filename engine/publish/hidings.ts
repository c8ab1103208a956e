/** What a set of changes takes out of sight, and what it brings back. Pure. */
import type { Change } from "../../metadata/diff/change.ts";
import { holdersOf } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Hiding, Removed, RemovedKey } from "../catalog/removed.ts";

export function hidingsOf(
  catalog: Catalog,
  removed: Removed,
  changes: readonly Change[],
): { readonly hides: readonly Hiding[]; readonly restores: readonly RemovedKey[] } {
  const hideField = (field: FieldModel): readonly Hiding[] => {
    const present = [...catalog.objects.values()].find((object) => holds(object, field.id));
    if (present !== undefined) return [hiding(catalog, "field", field.id, present)];
    // The newest that was taken out together with it.
    const thing = removed.all.find(
      (each) =>
        (each.kind === "object" && holds(each.object, field.id)) ||
        (each.field?.children && holds(each.field.children, field.id)),
    );
    if (thing === undefined) return [];
    const { document, targets } = thing;
    return [{ kind: "field", subject: field.id, object: document, targets }];
  };
  const hides = changes.flatMap((change): readonly Hiding[] => {
    if (change.kind === "object_removed")
      return [hiding(catalog, "object", change.object.id, change.object)];
    if (change.kind === "field_removed") return hideField(change.field);
    if (change.kind === "object_restored")
      return leftBehind(change.object, change.former).flatMap(hideField);
    if (change.kind === "field_restored" && change.former.children && change.field.children)
      return leftBehind(change.field.children, change.former.children).flatMap(hideField);
    return [];
  });
  const restores = changes.flatMap((change): readonly RemovedKey[] => {
    const thing =
      change.kind === "object_restored"
        ? removed.object(change.object.id)
        : change.kind === "field_restored"
          ? removed.field(change.field.id, change.object.id)
          : undefined;
    return thing === undefined ? [] : [thing];
  });
  return { hides, restores };
}

/** An object or one of its fields, to be known when it comes back. */
export function hiding(
  catalog: Catalog,
  kind: Hiding["kind"],
  subject: string,
  object: ObjectModel,
): Hiding {
  const targets = targetsOf(object).map((name) => [name, catalog.objects.get(name)?.id ?? name]);
  return { kind, subject, object: object.document, targets: Object.fromEntries(targets) };
}

/** Earlier values of a field; one that was hidden itself is known by what it was then. */
export function hidingOfValues(
  catalog: Catalog,
  removed: Removed,
  kind: "former" | "replaced",
  subject: string,
  objectId: string,
): Hiding | null {
  const owner = [...catalog.objects.values()].find((object) => holds(object, subject));
  if (owner !== undefined) return hiding(catalog, kind, subject, owner);
  const thing =
    removed.field(subject, objectId) ??
    removed.all.find(({ object }) => object.fields.some(({ id }) => id === subject));
  if (thing === undefined) return null;
  return { kind, subject, object: thing.document, targets: thing.targets };
}

/** Names of the objects that its lookups and lists, and those of its rows, point to. */
export const targetsOf = (object: ObjectModel): readonly string[] =>
  object.fields.flatMap((field) =>
    field.children === null
      ? holdersOf(field).flatMap(({ target }) => target ?? [])
      : targetsOf(field.children),
  );

/** Rows and links that stay hidden when their object comes back without them. */
export function leftBehind(object: ObjectModel, former: ObjectModel): readonly FieldModel[] {
  const present = new Map(object.fields.map((field) => [field.id, field]));
  return former.fields.flatMap((field): readonly FieldModel[] => {
    const now = present.get(field.id);
    if (now === undefined) return field.type.storage === "column" ? [] : [field];
    return field.children && now.children ? leftBehind(now.children, field.children) : [];
  });
}

function holds(object: ObjectModel, fieldId: string): boolean {
  return object.fields.some(
    (field) => field.id === fieldId || (field.children !== null && holds(field.children, fieldId)),
  );
}
