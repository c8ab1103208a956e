/** Stable ids name one thing each; copying a file copies its ids. */
import type { JsonSchema } from "../../fields/field-type.ts";
import { isChildRows, isJsonObject, objectOrEmpty } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import type { MetadataDocument } from "../document.ts";
import type { Report } from "./report.ts";

/** Reports ids of objects and fields that occur twice in all documents. */
export function checkIds(
  documents: readonly MetadataDocument[],
  reportOf: (document: MetadataDocument) => Report,
): void {
  const owners = new Map<string, string>();
  for (const document of documents) {
    if (!isJsonObject(document.content)) continue;
    const report = reportOf(document);
    const claim = (schema: JsonSchema, path: string, owner: string): void => {
      const { id } = schema;
      if (typeof id !== "string") return;
      const other = owners.get(id);
      if (other === undefined) owners.set(id, owner);
      else report("id_repeated", pointer(path, "id"), { id, other });
    };
    const visit = (rows: JsonSchema, path: string, owner: string): void => {
      claim(rows, path, owner);
      for (const [name, schema] of Object.entries(objectOrEmpty(rows.properties))) {
        if (!isJsonObject(schema)) continue;
        const at = pointer(path, "properties", name);
        claim(schema, at, `${owner}.${name}`);
        if (isChildRows(schema)) {
          visit(objectOrEmpty(schema.items), pointer(at, "items"), `${owner}.${name}`);
        }
      }
    };
    visit(document.content, "", document.name);
  }
}
