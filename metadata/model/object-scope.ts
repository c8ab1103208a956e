/** The names that expressions of an object may use. */
import type { Binding, Scope } from "../expressions/types.ts";
import { textType } from "../expressions/types.ts";
import type { FieldPart } from "../fields/field-type.ts";
import { type FieldModel, type ObjectModel, treeParentOf } from "./object-model.ts";
import { modelNamed } from "./row-models.ts";

/** All a scope asks of a set of objects. Scopes live as long as this value. */
export type ObjectsInScope = Pick<ReadonlyMap<string, ObjectModel>, "get">;

const scopesOfCatalog = new WeakMap<ObjectsInScope, Map<ObjectModel, Scope>>();

/**
 * The scope of a record of `model`: its fields and system fields. A lookup leads to the scope of
 * its target, child rows to the scope of one row, in which `parent` is the record, or the row,
 * that they belong to.
 * Scopes are made on use and kept as long as `objectsByName`.
 */
export function objectScope(model: ObjectModel, objectsByName: ObjectsInScope): Scope {
  let scopes = scopesOfCatalog.get(objectsByName);
  if (!scopes) {
    scopes = new Map();
    scopesOfCatalog.set(objectsByName, scopes);
  }
  let scope = scopes.get(model);
  if (!scope) {
    scope = makeScope(model, objectsByName);
    scopes.set(model, scope);
  }
  return scope;
}

/** The scope of filters, which the database answers: branches of trees are within reach, too. */
export const filterScope = (model: ObjectModel, objects: ObjectsInScope): Scope => ({
  ...objectScope(model, objects),
  isTree: (object) => {
    const tree = objects.get(object);
    return tree !== undefined && treeParentOf(tree) !== undefined;
  },
});

function makeScope(model: ObjectModel, objects: ObjectsInScope): Scope {
  const { parent } = model;
  return {
    lookup(name) {
      if (parent && name === "parent") return parentBinding(parent.object, objects);
      const field = model.byName.get(name);
      return field && fieldBinding(field, objects);
    },
    names() {
      const usable = [...model.fields, ...model.systemFields].filter(
        (field) => fieldBinding(field, objects) !== undefined,
      );
      return [...usable.map((field) => field.name), ...(parent ? ["parent"] : [])];
    },
  };
}

function fieldBinding(field: FieldModel, objects: ObjectsInScope): Binding | undefined {
  const { children } = field;
  if (children) {
    const type = { kind: "rows", object: children.name } as const;
    return { type, scope: () => objectScope(children, objects) };
  }
  const type = field.type.expressionType(field.schema);
  if (!type) return undefined;
  if (field.arms.length > 0) return { type, scope: () => armScope(field, objects) };
  const { parts } = field.type;
  if (parts) return { type, scope: () => partScope(parts) };
  const leads = type.kind === "record" && field.target !== null;
  const target = leads ? objects.get(type.object) : undefined;
  return target ? { type, scope: () => objectScope(target, objects) } : { type };
}

function partScope(parts: readonly FieldPart[]): Scope {
  return {
    lookup(name) {
      const part = parts.find((candidate) => candidate.name === name);
      return part && { type: part.type };
    },
    names: () => parts.map((part) => part.name),
  };
}

/**
 * Behind a dynamic lookup: each target by its name, as if it were a lookup of its own, and what the
 * value names: its `object` and its `id`.
 */
function armScope(field: FieldModel, objects: ObjectsInScope): Scope {
  const targets = field.arms.flatMap(({ target }) => target ?? []);
  return {
    lookup(name) {
      const arm = field.arms.find(({ target }) => target === name);
      const binding = arm && fieldBinding(arm, objects);
      if (arm && binding) return { ...binding, arm: arm.name };
      if (name === "object") return { type: textType, options: targets };
      return name === "id" ? { type: textType } : undefined;
    },
    names: () => [...new Set([...targets, "object", "id"])],
  };
}

function parentBinding(name: string, objects: ObjectsInScope): Binding {
  const type = { kind: "record", object: name } as const;
  const parent = modelNamed(name, objects);
  return parent ? { type, scope: () => objectScope(parent, objects) } : { type };
}
