/** Renaming a set of options: it itself, and every field and text that names it. */
import type { MetadataDocument } from "../documents/document.ts";
import { optionSetReference } from "../documents/option-sets.ts";
import { isJsonObject, type JsonSchema } from "../json-object.ts";
import { mapFields } from "./map-fields.ts";
import { mapFieldsOfScript } from "./names-in-scripts.ts";
import { mapFieldsOfForm } from "./names-in-workflow.ts";
import { named, withContent } from "./rename-field.ts";
import { moveBranch } from "./translations.ts";

/** Documents that do not name the set are the same values as before. */
export function renameOptionSetEverywhere<Document extends MetadataDocument>(
  documents: readonly Document[],
  from: string,
  to: string,
): readonly Document[] {
  if (from === to) return documents;
  const [before, after] = [optionSetReference(from), optionSetReference(to)];
  const refer = (schema: JsonSchema) => referTo(schema, before, after);
  return documents.map((document) => {
    const { kind, name, content } = document;
    switch (kind) {
      case "options":
        return name === from ? named(document, to) : document;
      case "object":
        return withContent(document, mapFields(content, refer));
      case "script":
        return withContent(document, mapFieldsOfScript(content, refer));
      case "workflow":
        return withContent(document, mapFieldsOfForm(content, refer));
      case "translation":
        return withContent(document, moveBranch(content, ["options", from], ["options", to]));
      default:
        return document;
    }
  });
}

function referTo(schema: JsonSchema, from: string, to: string): JsonSchema {
  if (schema.$ref === from) return { ...schema, $ref: to };
  const { items } = schema;
  return isJsonObject(items) && items.$ref === from
    ? { ...schema, items: { ...items, $ref: to } }
    : schema;
}
