/** The names that conditions of roles and sharing rules may use. */
import type { Scope } from "../expressions/types.ts";
import type { ObjectModel } from "../model/object-model.ts";
import { filterScope, type ObjectsInScope, objectScope } from "../model/object-scope.ts";

/** Leads to the person who asks, from a condition of any object. */
export const personName = "user";

/**
 * The fields of a record of `model`, and `user`: who asks. A field of the name `user` gives way; it
 * is still reached from other objects.
 */
export function permissionScope(model: ObjectModel, objects: ObjectsInScope): Scope {
  const record = filterScope(model, objects);
  const people = objects.get(personName);
  const isPerson = (name: string) => name === personName && people !== undefined;
  return {
    ...record,
    isOutside: isPerson,
    lookup: (name) =>
      isPerson(name) && people !== undefined
        ? {
            type: { kind: "record", object: personName },
            scope: () => objectScope(people, objects),
          }
        : record.lookup(name),
    names: () => [...new Set([...record.names(), personName])],
  };
}
