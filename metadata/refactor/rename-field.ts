/** Renaming a field: the field, every keyword, expression and text that names it, in one step. */
import { permissionScope } from "../access/permission-scope.ts";
import type { MetadataDocument } from "../documents/document.ts";
import { renameField as renameInExpression } from "../expressions/index.ts";
import type { JsonSchema } from "../json-object.ts";
import { filterScope } from "../model/object-scope.ts";
import { changeRowsAt, fieldEntries } from "./map-fields.ts";
import { renameFieldInRole, rewriteInAccess } from "./names-in-access.ts";
import { renameInHolder, renameInSibling, renaming } from "./names-in-object.ts";
import { renameFieldInScreen } from "./names-in-screens.ts";
import { renameFieldInScript, rewriteInScript } from "./names-in-scripts.ts";
import { renameFieldInWorkflow } from "./names-in-workflow.ts";
import { type Rewrite, rewriteInObject, rewriteInView } from "./rewrite-expressions.ts";
import { holderModel, soundModels } from "./sound-models.ts";
import { fieldTextsPath, moveBranch } from "./translations.ts";

/** A field by its place: `{ object: "sales_order", path: ["lines", "price"] }`. */
export interface FieldAddress {
  readonly object: string;
  readonly path: readonly string[];
}

/**
 * The documents with the field under its new name. Its id stays, and with it its values.
 * Documents that do not name it are the same values as before.
 */
export function renameFieldEverywhere<Document extends MetadataDocument>(
  documents: readonly Document[],
  { object, path }: FieldAddress,
  to: string,
): readonly Document[] {
  const from = path.at(-1);
  if (from === undefined || from === to) return documents;
  const models = soundModels(documents);
  const owner = holderModel(models.get(object), path);
  const rewriteWith =
    (scopeOf: typeof filterScope): Rewrite =>
    (expression, holder) => {
      if (!owner || !holder || !expression.includes(from)) return expression;
      const rename = { root: holder.name, object: owner.name, from, to };
      const renamed = renameInExpression(expression, scopeOf(holder, models), rename);
      return renamed.ok ? renamed.value : expression;
    };
  const rewrite = rewriteWith(filterScope);
  const rewriteCondition = rewriteWith(permissionScope);
  const renameIn = ({ kind, name, content }: MetadataDocument): JsonSchema => {
    switch (kind) {
      case "object": {
        const rewritten = rewriteInObject(content, models.get(name), rewrite, rewriteCondition);
        return name === object ? renameInOwner(rewritten, path, to) : rewritten;
      }
      case "view":
      case "form": {
        const shown = typeof content.object === "string" ? content.object : "";
        const rewritten = rewriteInView(content, models.get(shown), rewrite);
        const own = shown === object && path.length === 1;
        return own ? renameFieldInScreen(rewritten, renaming(from, to)) : rewritten;
      }
      case "role":
      case "sharing_rule": {
        const rewritten = rewriteInAccess(content, (expression, holder) =>
          rewriteCondition(expression, models.get(holder)),
        );
        return renameFieldInRole(rewritten, object, path, to);
      }
      case "script": {
        const rewritten = rewriteInScript(content, models, rewrite);
        const own = path.length === 1;
        return own ? renameFieldInScript(rewritten, object, renaming(from, to)) : rewritten;
      }
      case "workflow":
        return renameFieldInWorkflow(content, models, { object, path }, to);
      case "translation": {
        const renamed = [...path.slice(0, -1), to];
        return moveBranch(content, fieldTextsPath(object, path), fieldTextsPath(object, renamed));
      }
      default:
        return content;
    }
  };
  return documents.map((document) => withContent(document, renameIn(document)));
}

/** The document with another content; the same value when the content is the same. */
export const withContent = <Document extends MetadataDocument>(
  document: Document,
  content: JsonSchema,
): Document => (content === document.content ? document : { ...document, content });

/** The document under another name. */
export const named = <Document extends MetadataDocument>(
  document: Document,
  name: string,
): Document => ({ ...document, name, content: { ...document.content, name } });

/** The object that holds the field: the property itself, and what its siblings say of it. */
function renameInOwner(content: JsonSchema, path: readonly string[], to: string): JsonSchema {
  const rename = renaming(path.at(-1) ?? "", to);
  return changeRowsAt(content, path.slice(0, -1), (rows) => {
    const renamed = fieldEntries(rows).map(
      ([name, schema]) => [rename(name), renameInSibling(schema, rename)] as const,
    );
    return renameInHolder({ ...rows, properties: Object.fromEntries(renamed) }, rename);
  });
}
