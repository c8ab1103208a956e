/** The refactoring behind a rename: the field, every keyword and every expression that names it. */
import { type DesignDocuments, withContent } from "./design-documents.ts";
import { changeHolderSchema, fieldHolder } from "./object-fields.ts";
import { renameInHolder, renameInSibling, renaming } from "./references.ts";
import { renameInExpressions } from "./rename-in-expressions.ts";
import type { SelectedField } from "./selected-field.ts";

export function renameFieldEverywhere(
  documents: DesignDocuments,
  target: SelectedField,
  name: string,
): DesignDocuments {
  const rename = renaming(target.field.name, name);
  const expressions = renameInExpressions(documents, target, name);
  return withContent(expressions, target.document.key, (content) =>
    changeHolderSchema(content, target.field.parent, (holder) => {
      const { properties } = fieldHolder(holder);
      const renamed = Object.entries(properties).map(
        ([sibling, schema]) => [rename(sibling), renameInSibling(schema, rename)] as const,
      );
      return renameInHolder({ ...holder, properties: Object.fromEntries(renamed) }, rename);
    }),
  );
}
