/** TypeScript declarations of a catalog's objects: records as the API answers them. Pure. */
import { optionValues } from "../metadata/diff/option-values.ts";
import type { FieldModel, ObjectModel } from "../metadata/model/object-model.ts";
import type { Catalog } from "./catalog/catalog.ts";

export function typeDeclarations(catalog: Catalog): string {
  const objects = [...catalog.objects.values()];
  return [
    `// Workspace ${catalog.workspace}, version ${catalog.version}.`,
    "/** An exact decimal as text. */",
    "export type Decimal = string;",
    "/** The id of a record. */",
    "export type Id<Name extends keyof Objects> = string & { readonly of?: Name };",
    "",
    ...objects.map(declaration),
    "export interface Objects {",
    ...objects.map((object) => `  ${object.name}: ${typeName(object.name)};`),
    "}",
    "",
  ].join("\n");
}

/** `sales_order` → `SalesOrder` */
const typeName = (name: string): string =>
  name.replace(/(^|_)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());

function declaration(object: ObjectModel): string {
  return [
    `${comment(object.title, "")}export interface ${typeName(object.name)} {`,
    ...members(object, "  "),
    "}",
    "",
  ].join("\n");
}

function members(object: ObjectModel, indent: string): readonly string[] {
  return [...object.systemFields, ...object.fields].map((field) => {
    const readOnly = field.readOnly || field.system ? "readonly " : "";
    return `${comment(field.title, indent)}${indent}${readOnly}${field.name}: ${memberType(field, indent)};`;
  });
}

const comment = (text: string, indent: string): string =>
  `${indent}/** ${text.replaceAll("*/", "* /")} */\n`;

function memberType(field: FieldModel, indent: string): string {
  if (field.children !== null) {
    return `{\n${members(field.children, `${indent}  `).join("\n")}\n${indent}}[]`;
  }
  const target = field.target === null || field.system ? "string" : `Id<"${field.target}">`;
  if (field.type.storage === "link_table") return `${target}[]`;
  const plain = field.target === null ? (reference(field) ?? valueType(field)) : target;
  const alwaysThere =
    field.required &&
    field.formula === null &&
    !["created_by", "updated_by", "owner"].includes(field.name);
  return alwaysThere ? plain : `${plain} | null`;
}

/** `{ object: "customer"; id: Id<"customer"> } | …`; null for all but dynamic lookups. */
function reference({ arms }: FieldModel): string | null {
  const members = arms.map(({ target }) => `{ object: "${target}"; id: Id<"${target}"> }`);
  return members.length === 0 ? null : members.join(" | ");
}

function valueType(field: FieldModel): string {
  const options = optionValues(field)
    .map((value) => JSON.stringify(value))
    .join(" | ");
  switch (field.type.wire) {
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "decimal":
      return "Decimal";
    case "json":
      return field.type.sealed ? "{ set: true }" : "unknown";
    case "text_list":
      return options === "" ? "string[]" : `(${options})[]`;
    default:
      return options === "" ? "string" : options;
  }
}
