/** The types of records: as the API, scripts and clients read them, and as new ones are written. */
import { choicesOf } from "../fields/values/choices.ts";
import { isJsonObject } from "../json-object.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import { inList, schemaType } from "./schema-type.ts";
import type { TypeNames } from "./type-names.ts";

/** The interface of a record of the object. */
export const recordInterface = (object: ObjectModel, names: TypeNames): readonly string[] => [
  comment(object.title, ""),
  `export interface ${names.record(object.name)} {`,
  ...readMembers(object, "  "),
  "}",
];

/** The interface of what a new record is made of; a change names some of it. */
export const newRecordInterface = (object: ObjectModel, names: TypeNames): readonly string[] => [
  comment(object.title, ""),
  `export interface ${names.created(object.name)} {`,
  ...writtenMembers(object, "  "),
  ...(object.comesWithAccounts ? [] : ['  owner?: Id<"user">;']),
  "}",
];

/** The members of a value with these fields, as it arrives: the input of a script. */
export const valueMembers = (fields: ObjectModel, indent: string): readonly string[] =>
  fields.fields.map((field) => {
    const type = readType(field, indent);
    return `${comment(field.title, indent)}\n${indent}${field.name}: ${type};`;
  });

/** The members of a value with these fields, as it is given: the output of a script. */
export function writtenMembers(object: ObjectModel, indent: string): readonly string[] {
  return object.fields
    .filter(({ readOnly }) => !readOnly)
    .map((field) => {
      const given = field.required && field.default === null && field.copyFrom === null;
      const type = writtenType(field, indent);
      const member = given ? `${field.name}: ${type}` : `${field.name}?: ${type} | null`;
      return `${comment(field.title, indent)}\n${indent}${member};`;
    });
}

function readMembers(object: ObjectModel, indent: string): readonly string[] {
  return [...object.systemFields, ...object.fields].map((field) => {
    const readOnly = field.readOnly || field.system ? "readonly " : "";
    const isId = field.system && field.name === "id" && object.parent === null;
    const type = isId ? `Id<"${object.name}">` : readType(field, indent);
    return `${comment(field.title, indent)}\n${indent}${readOnly}${field.name}: ${type};`;
  });
}

export const comment = (text: string, indent: string): string =>
  `${indent}/** ${text.replaceAll("*/", "* /").replace(/[\r\n\u2028\u2029]+/g, " ")} */`;

function readType(field: FieldModel, indent: string): string {
  if (field.children !== null) {
    return `{\n${readMembers(field.children, `${indent}  `).join("\n")}\n${indent}}[]`;
  }
  const plain = plainType(field, "DecimalText");
  if (field.type.storage === "link_table") return `${inList(plain)}[]`;
  const alwaysThere =
    field.required &&
    field.formula === null &&
    !["created_by", "updated_by", "owner"].includes(field.name);
  return alwaysThere ? plain : `${plain} | null`;
}

function writtenType(field: FieldModel, indent: string): string {
  if (field.children !== null) {
    const inner = `${indent}  `;
    const members = [`${inner}id?: string;`, ...writtenMembers(field.children, inner)];
    return `{\n${members.join("\n")}\n${indent}}[]`;
  }
  if (field.type.sealed) return "string | { set: true }";
  const plain = plainType(field, "DecimalText | Decimal | number");
  if (field.type.storage === "link_table") return `${inList(plain)}[]`;
  // The id of an uploaded file says it all.
  return field.type.holdsFiles ? `${plain} | string` : plain;
}

function plainType(field: FieldModel, decimalType: string): string {
  const { arms, target, type, schema } = field;
  if (arms.length > 0)
    return arms.map((arm) => `{ object: "${arm.target}"; id: Id<"${arm.target}"> }`).join(" | ");
  if (target !== null) return `Id<"${target}">`;
  const options = choicesIn(field)
    .map((value) => JSON.stringify(value))
    .join(" | ");
  switch (type.wire) {
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "decimal":
      return decimalType;
    case "json":
      return type.sealed ? "{ set: true }" : schemaType(type.valueSchema(schema));
    case "text_list":
      return options === "" ? "string[]" : `(${options})[]`;
    default:
      return options === "" ? "string" : options;
  }
}

const choicesIn = ({ schema }: FieldModel): readonly string[] => {
  const choices =
    choicesOf(schema) ?? (isJsonObject(schema.items) ? choicesOf(schema.items) : null);
  return (choices ?? []).map(({ value }) => value);
};
