/** An object document by itself; what it says about other documents is checked elsewhere. */
import { closest, didYouMean } from "../../expressions/expression-problem.ts";
import type { FieldType, JsonSchema } from "../../fields/field-type.ts";
import { fitsBeside } from "../../fields/sibling-fields.ts";
import { isJsonObject, objectOrEmpty, textsOf } from "../../json-object.ts";
import { builtInIds } from "../../model/object-model.ts";
import { rowLevelsMaximum } from "../../model/row-models.ts";
import { pointer } from "../../problem.ts";
import { stableIdPattern } from "../assign-ids.ts";
import { checkAssignment } from "./check-assignment.ts";
import { checkDependentOptions } from "./check-dependent-options.ts";
import { checkField } from "./check-field.ts";
import { checkHistory } from "./check-history.ts";
import {
  checkKeywords,
  checkTexts,
  type KeywordKinds,
  type OtherKeywords,
} from "./check-keywords.ts";
import { checkLifecycle } from "./check-lifecycle.ts";
import { checkLookAlikes, checkName, type NameUse } from "./check-names.ts";
import { checkRules } from "./check-rules.ts";
import { checkSingleton } from "./check-singleton.ts";
import { checkUniqueKeys } from "./check-unique-keys.ts";
import type { Report } from "./report.ts";

export const maximumFields = 800;

/** Annotations of JSON Schema that schemas found in the wild carry; they are kept. */
const annotations: KeywordKinds = {
  $id: "text",
  $anchor: "text",
  $comment: "text",
  $defs: "object",
  definitions: "object",
  deprecated: "boolean",
  examples: "list",
  readOnly: "boolean",
  writeOnly: "boolean",
};

export const rowKinds: KeywordKinds = {
  ...annotations,
  id: "text",
  title: "text",
  description: "text",
  type: "any",
  properties: "object",
  required: "names",
  additionalProperties: "boolean",
  unevaluatedProperties: "boolean",
};

const objectKinds: KeywordKinds = {
  $schema: "text",
  name: "text",
  ...rowKinds,
  record_title: "text",
  singleton: "boolean",
  unique: "list",
  rules: "list",
  lifecycle: "object",
  assign: "list",
  history: "object",
};

/** Keywords of an object as an editor offers them, without the annotations. */
export const objectKeywords: readonly string[] = Object.keys(objectKinds);

export const otherKeywords: OtherKeywords = {
  later: new Set(["search"]),
  unsupported: new Set(
    `allOf anyOf oneOf not if then else dependentRequired dependentSchemas patternProperties
     propertyNames minProperties maxProperties const enum $ref $dynamicRef`.split(/\s+/),
  ),
};

export function checkObject(content: JsonSchema, report: Report): void {
  checkKeywords(content, objectKinds, "", report, otherKeywords);
  checkDialect(content, report);
  const isBuiltIn = content.id !== undefined && builtInIds.get(String(content.name)) === content.id;
  if (typeof content.name === "string" && !isBuiltIn)
    checkName(content.name, "object", "/name", report);
  checkRows(content, { path: "", level: 0, use: "field" }, report);
  checkRecordTitle(content, report);
  checkOneTree(content, report);
  checkSingleton(content, report);
  checkUniqueKeys(content, report);
  checkRules(content, report);
  checkLifecycle(content, report);
  checkAssignment(content, report);
  checkHistory(content, report);
}

function checkDialect(content: JsonSchema, report: Report): void {
  const dialect = content.$schema;
  if (typeof dialect !== "string" || dialect === "tenon:object") return;
  if (/(^https?:\/\/json-schema\.org\/)|object\.schema\.json$/.test(dialect)) return;
  report("dialect_unknown", "/$schema", { dialect });
}

/** Where fields stand: `level` is 0 for those of objects, 2 for those of rows of rows. */
export interface FieldsPlace {
  readonly path: string;
  readonly level: number;
  readonly use: NameUse;
}

/** What objects, child rows and the input of scripts have in common. */
export function checkRows(rows: JsonSchema, place: FieldsPlace, report: Report): void {
  const { path, level } = place;
  checkTexts(rows, path, report);
  checkId(rows, path, report);
  if (rows.type !== undefined && rows.type !== "object") {
    report("object_type_wrong", pointer(path, "type"));
  }
  if (!isJsonObject(rows.properties)) {
    // A wrong type is named already.
    if (rows.properties === undefined) report("properties_missing", pointer(path, "properties"));
    return;
  }
  const at = pointer(path, "properties");
  const names = Object.keys(rows.properties);
  if (names.length === 0) report("properties_empty", at);
  if (names.length > maximumFields) report("fields_too_many", at, { limit: maximumFields });
  checkLookAlikes(names, (name, other) =>
    report("names_alike", pointer(at, name), { name, other }),
  );
  const types = new Map<string, FieldType | null>();
  for (const [name, schema] of Object.entries(rows.properties)) {
    const fieldPath = pointer(at, name);
    checkName(name, place.use, fieldPath, report);
    const type = checkField(schema, fieldPath, report);
    types.set(name, type);
    if (isJsonObject(schema)) checkId(schema, fieldPath, report);
    if (type && isJsonObject(schema)) checkPlace(schema, type, fieldPath, level, report);
  }
  checkBeside("currency_field", rows.properties, types, at, report);
  checkBeside("unit_field", rows.properties, types, at, report);
  checkDependentOptions(rows.properties, types, at, report);
  checkRequired(rows, path, types, report);
}

const notInRows: ReadonlySet<string> = new Set(["many_to_many", "auto_number", "tree_parent"]);

/** What depends on whether the field belongs to a record or to a row. */
function checkPlace(
  schema: JsonSchema,
  type: FieldType,
  path: string,
  level: number,
  report: Report,
): void {
  if (type.storage === "child_table") {
    if (level < rowLevelsMaximum) {
      const items = objectOrEmpty(schema.items);
      checkKeywords(items, rowKinds, pointer(path, "items"), report, otherKeywords);
      const inner = { path: pointer(path, "items"), level: level + 1, use: "row_field" } as const;
      checkRows(items, inner, report);
    } else report("child_rows_nested", path);
    return;
  }
  if (level === 0) return;
  if (notInRows.has(type.name)) {
    report("not_in_child_rows", path, { type: type.title });
  }
  if (schema.unique === true) report("unique_in_child_rows", pointer(path, "unique"));
}

/** The currency of an amount and the unit of a quantity are a choice or a text of the same record. */
function checkBeside(
  keyword: "currency_field" | "unit_field",
  properties: JsonSchema,
  types: ReadonlyMap<string, FieldType | null>,
  path: string,
  report: Report,
): void {
  const names = [...types].flatMap(([name, type]) =>
    fitsBeside(keyword, type?.name) ? [name] : [],
  );
  for (const [field, schema] of Object.entries(properties)) {
    const name = objectOrEmpty(schema)[keyword];
    if (typeof name !== "string" || names.includes(name) || types.get(name) === null) continue;
    const hint = didYouMean(name, names);
    const code = keyword === "unit_field" ? "unit_field_unknown" : "currency_field_unknown";
    report(code, pointer(path, field, keyword), { name, hint });
  }
}

function checkId(schema: JsonSchema, path: string, report: Report): void {
  if (typeof schema.id === "string" && !stableIdPattern.test(schema.id)) {
    report("id_invalid", pointer(path, "id"), { id: schema.id });
  }
}

function checkRequired(
  rows: JsonSchema,
  path: string,
  types: ReadonlyMap<string, FieldType | null>,
  report: Report,
): void {
  const properties = objectOrEmpty(rows.properties);
  // Nobody creates a person by hand: see `check-extension.ts`.
  const comesWithAccounts = rows.id === builtInIds.get("user");
  const seen = new Set<string>();
  textsOf(rows.required).forEach((name, index) => {
    const at = pointer(path, "required", index);
    const schema = objectOrEmpty(properties[name]);
    const type = types.get(name);
    if (!types.has(name)) {
      report("required_unknown", at, { name, hint: didYouMean(name, [...types.keys()]) });
    } else if (seen.has(name)) report("required_repeated", at, { name });
    else if (schema.formula !== undefined) report("required_formula", at, { name });
    else if (type?.name === "auto_number") report("required_auto_number", at, { name });
    else if (type?.name === "tree_parent") report("required_tree_parent", at, { name });
    else if (schema.readOnly === true && schema.default === undefined && !comesWithAccounts) {
      report("required_read_only", at, { name });
    } else if (type?.storage === "column" && schema.on_delete === "clear") {
      report("required_cleared", pointer(path, "properties", name, "on_delete"), { name });
    }
    seen.add(name);
  });
}

/** An object is one tree, so that "below" means one thing. */
function checkOneTree(content: JsonSchema, report: Report): void {
  const parents = Object.entries(objectOrEmpty(content.properties)).filter(
    ([, schema]) => objectOrEmpty(schema).$ref === "tenon:tree_parent",
  );
  for (const [name] of parents.slice(1)) {
    report("tree_parent_repeated", pointer("/properties", name), { other: parents[0]?.[0] ?? "" });
  }
}

const references: ReadonlySet<unknown> = new Set([
  "tenon:lookup",
  "tenon:tree_parent",
  "tenon:user",
  "tenon:dynamic_lookup",
  "tenon:secret",
]);

/** The value is the id of another record, or kept from sight: it tells people nothing. */
const isReference = ({ $ref }: JsonSchema): boolean => references.has($ref);

function checkRecordTitle(content: JsonSchema, report: Report): void {
  const name = content.record_title;
  if (typeof name !== "string" || !isJsonObject(content.properties)) return;
  const names = Object.keys(content.properties);
  if (!names.includes(name)) {
    if (name === "id") return;
    report("record_title_unknown", "/record_title", { name, hint: didYouMean(name, names) });
    return;
  }
  const schema = objectOrEmpty(content.properties[name]);
  if (schema.type === "array" || schema.type === "object" || isReference(schema)) {
    const other = closest("name", names) ?? names.find((candidate) => candidate !== name) ?? "id";
    report("record_title_unsuitable", "/record_title", { name, other });
  }
}
