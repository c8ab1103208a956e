/** Input and output of scripts: fields as an object has them, without what only records have. */
import { fieldTypeOf } from "../../fields/index.ts";
import { isChildRows, isJsonObject, type JsonSchema, objectOrEmpty } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { checkKeywords, type KeywordKinds } from "./check-keywords.ts";
import { checkRows, otherKeywords } from "./check-object.ts";
import type { Report } from "./report.ts";

const inputKinds: KeywordKinds = {
  $comment: "text",
  title: "text",
  description: "text",
  type: "any",
  properties: "object",
  required: "names",
  additionalProperties: "boolean",
};

/** Keywords of fields that speak of stored records. */
const recordKeywords = [
  "formula",
  "copy_from",
  "unique",
  "index",
  "on_delete",
  "readOnly",
  "visible_when",
  "required_when",
  "read_only_when",
];

/** Types of field that are nothing without a record. */
const recordTypes: ReadonlySet<string> = new Set(["auto_number", "tree_parent", "secret"]);

/**
 * @param inAddress whether the values stand in a query string, which holds no rows and no objects
 */
export function checkScriptInput(
  schema: JsonSchema,
  path: string,
  report: Report,
  inAddress = false,
): void {
  checkKeywords(schema, inputKinds, path, report, otherKeywords);
  checkRows(schema, { path, level: 0, use: "input" }, report);
  checkFields(schema, path, report, inAddress);
}

function checkFields(rows: JsonSchema, path: string, report: Report, inAddress: boolean): void {
  for (const [name, schema] of Object.entries(objectOrEmpty(rows.properties))) {
    if (!isJsonObject(schema)) continue;
    const at = pointer(path, "properties", name);
    for (const keyword of recordKeywords)
      if (schema[keyword] !== undefined)
        report("input_keyword_useless", pointer(at, keyword), { keyword });
    const type = fieldTypeOf(schema);
    if (type === null) continue;
    if (recordTypes.has(type.name)) report("input_type_useless", at, { type: type.title });
    else if (inAddress && (type.storage !== "column" || type.wire === "json"))
      report("input_not_in_address", at, { type: type.title });
    else if (isChildRows(schema))
      checkFields(objectOrEmpty(schema.items), pointer(at, "items"), report, inAddress);
  }
}
