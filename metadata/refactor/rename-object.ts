/** Renaming an object: the object, every lookup, menu, view, form and text that names it. */
import { permissionScope } from "../access/permission-scope.ts";
import type { MetadataDocument } from "../documents/document.ts";
import { renameField as renameInExpression } from "../expressions/index.ts";
import type { JsonSchema } from "../json-object.ts";
import { filterScope } from "../model/object-scope.ts";
import { mapFields } from "./map-fields.ts";
import { renameObjectInAccess, rewriteInAccess } from "./names-in-access.ts";
import { renameInNavigation, renameTarget, renaming } from "./names-in-object.ts";
import { renameObjectInScreen } from "./names-in-screens.ts";
import { renameObjectInScript, rewriteInScript } from "./names-in-scripts.ts";
import { renameObjectInWorkflow } from "./names-in-workflow.ts";
import { named, withContent } from "./rename-field.ts";
import { type Rewrite, rewriteInObject, rewriteInView } from "./rewrite-expressions.ts";
import { soundModels } from "./sound-models.ts";
import { moveBranch } from "./translations.ts";

/**
 * The documents with the object under its new name. Its id stays, and with it its records.
 * Documents that do not name it are the same values as before.
 */
export function renameObjectEverywhere<Document extends MetadataDocument>(
  documents: readonly Document[],
  from: string,
  to: string,
): readonly Document[] {
  if (from === to) return documents;
  const rename = renaming(from, to);
  const models = soundModels(documents);
  // Behind a dynamic lookup its targets are called by their names: `related.customer.name`.
  const rewriteWith =
    (scopeOf: typeof filterScope): Rewrite =>
    (expression, holder) => {
      if (!holder || !expression.includes(from)) return expression;
      const behind = { root: "", object: "tenon:dynamic_lookup", from, to };
      const renamed = renameInExpression(expression, scopeOf(holder, models), behind);
      return renamed.ok ? renamed.value : expression;
    };
  const rewrite = rewriteWith(filterScope);
  const rewriteCondition = rewriteWith(permissionScope);
  const renameIn = ({ kind, name, content }: MetadataDocument): JsonSchema => {
    switch (kind) {
      case "app":
        return renameInNavigation(content, rename);
      case "object":
        return mapFields(
          rewriteInObject(content, models.get(name), rewrite, rewriteCondition),
          (schema) => renameTarget(schema, rename),
        );
      case "view":
      case "form": {
        const shown = typeof content.object === "string" ? content.object : "";
        return renameObjectInScreen(rewriteInView(content, models.get(shown), rewrite), rename);
      }
      case "role":
      case "sharing_rule":
        return renameObjectInAccess(
          rewriteInAccess(content, (expression, holder) =>
            rewriteCondition(expression, models.get(holder)),
          ),
          rename,
        );
      case "script":
        return renameObjectInScript(rewriteInScript(content, models, rewrite), rename);
      case "workflow":
        return renameObjectInWorkflow(content, models, from, to);
      default:
        return moveBranch(content, ["objects", from], ["objects", to]);
    }
  };
  return documents.map((document) => {
    const renamed = withContent(document, renameIn(document));
    return document.kind === "object" && document.name === from ? named(renamed, to) : renamed;
  });
}
