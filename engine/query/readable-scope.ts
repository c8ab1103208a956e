/** The names that a caller's own expressions may use: what he may not read does not exist there. */
import type { Binding, Scope } from "../../metadata/expressions/index.ts";
import { type ObjectModel, treeParentOf } from "../../metadata/model/object-model.ts";
import { objectScope } from "../../metadata/model/object-scope.ts";
import type { Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";

/** The scope of filters, groups and measures over records of `model`. */
export function readableScope(model: ObjectModel, catalog: Catalog, rights: Rights): Scope {
  const whole = objectScope(model, catalog.objects);
  const hidden = (name: string): boolean => {
    const field = model.byName.get(name);
    return field !== undefined && !rights.mayRead(model, field);
  };
  return {
    lookup: (name) => {
      const binding = hidden(name) ? undefined : whole.lookup(name);
      return binding && narrowed(binding, catalog, rights);
    },
    isTree: (object) => {
      const tree = catalog.objects.get(object);
      const parent = tree && treeParentOf(tree);
      return (
        tree !== undefined &&
        parent !== undefined &&
        rights.mayUse(tree, "read") &&
        rights.mayRead(tree, parent)
      );
    },
    names: () => whole.names().filter((name) => !hidden(name)),
  };
}

/** The same name, with what lies behind it under the same rights. */
function narrowed(binding: Binding, catalog: Catalog, rights: Rights): Binding {
  const { type, scope } = binding;
  if (scope === undefined) return binding;
  if (type.kind === "composite") return { ...binding, scope: () => narrowedParts(scope) };
  const behind =
    type.kind === "record" || type.kind === "rows" ? catalog.rows.get(type.object) : undefined;
  if (behind === undefined) throw new Error("A name leads to an object that is not there");
  // The id stays; what lies behind it is not there.
  if (!rights.mayUse(behind, "read")) return { type };
  return { ...binding, scope: () => readableScope(behind, catalog, rights) };

  /** Parts of a value are read with it; behind a dynamic lookup lie records. */
  function narrowedParts(parts: () => Scope): Scope {
    return {
      lookup: (name) => {
        const part = parts().lookup(name);
        return part && narrowed(part, catalog, rights);
      },
      names: () => parts().names(),
    };
  }
}
