/** How people belong to records of another object: the department, company or shop of each. */
import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import type { ObjectsInScope } from "../model/object-scope.ts";

/** The first lookup of people to the object; null when they have none. */
export function memberField(objects: ObjectsInScope, object: string): FieldModel | null {
  const people: ObjectModel | undefined = objects.get("user");
  return (
    people?.fields.find(
      ({ target, type, name }) =>
        target === object && type.storage === "column" && name !== "manager",
    ) ?? null
  );
}
