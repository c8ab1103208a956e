/** The names and words of an object of the draft, for expressions about it. */
import { createMemo } from "solid-js";
import type { Labels } from "../../metadata/expressions/index.ts";
import type { Scope } from "../../metadata/expressions/types.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { filterScope, objectScope } from "../../metadata/model/object-scope.ts";
import { expressionLabels } from "../document/expression-words.ts";
import { useDesigner } from "../shell/designer-context.ts";

export interface ObjectWords {
  readonly name: () => string;
  readonly model: () => ObjectModel | undefined;
  /** Null while the object cannot be resolved. */
  readonly scope: () => Scope | null;
  /** For filters, which the database answers. */
  readonly filterScope: () => Scope | null;
  readonly labels: () => Labels;
}

const none: Labels = { field: (path) => path.join(".") };

export function useObjectWords(documentKey: () => string): ObjectWords {
  const { session } = useDesigner();
  const name = () => session.documents().get(documentKey())?.name ?? "";
  const model = createMemo(() => session.models().get(name()));
  const from = <Result>(make: (found: ObjectModel) => Result): (() => Result | null) =>
    createMemo(() => {
      const found = model();
      return found ? make(found) : null;
    });
  const labels = from((found) => expressionLabels(found, session.models()));
  return {
    name,
    model,
    scope: from((found) => objectScope(found, session.models())),
    filterScope: from((found) => filterScope(found, session.models())),
    labels: () => labels() ?? none,
  };
}
