/** The fields every record has without being asked. */
import type { FieldType, PropertySchema } from "../fields/field-type.ts";
import { fieldTypeOf } from "../fields/index.ts";
import type { Locale, Text } from "../text.ts";
import { identifierType } from "./identifier-type.ts";
import type { FieldModel } from "./object-model.ts";

interface SystemField {
  readonly name: string;
  readonly title: Text;
  readonly schema: PropertySchema;
  readonly identifier: boolean;
}

const definitions: readonly SystemField[] = [
  { name: "id", title: { en: "ID", "zh-CN": "标识" }, schema: uuid(), identifier: true },
  { name: "created_at", title: { en: "Created at", "zh-CN": "创建时间" }, ...dateTime() },
  { name: "created_by", title: { en: "Created by", "zh-CN": "创建人" }, ...user() },
  { name: "updated_at", title: { en: "Changed at", "zh-CN": "修改时间" }, ...dateTime() },
  { name: "updated_by", title: { en: "Changed by", "zh-CN": "修改人" }, ...user() },
  {
    name: "revision",
    title: { en: "Revision", "zh-CN": "版本" },
    schema: { type: "integer", readOnly: true },
    identifier: false,
  },
  { name: "owner", title: { en: "Owner", "zh-CN": "负责人" }, ...user() },
];

function uuid(): PropertySchema {
  return { type: "string", format: "uuid", readOnly: true };
}

function user(): Pick<SystemField, "schema" | "identifier"> {
  return { schema: { ...uuid(), target: "user" }, identifier: true };
}

function dateTime(): Pick<SystemField, "schema" | "identifier"> {
  return { schema: { type: "string", format: "date-time", readOnly: true }, identifier: false };
}

/** By which history keeps who owned a record. */
export const ownerFieldId = "$owner";

/** The system fields that every change of a record writes. */
export const fieldsOfEveryChange = ["updated_at", "updated_by", "revision"] as const;

/** Names that no field of an object may take. */
export const systemFieldNames: ReadonlySet<string> = new Set(
  definitions.map((definition) => definition.name),
);

/** Names that no field of child rows may take: their own columns. */
export const rowSystemNames: ReadonlySet<string> = new Set(["id", "parent", "position"]);

/** The system fields of the object `name`; child rows have `id` alone. */
export function systemFields(
  name: string,
  isChild: boolean,
  locale: Locale,
): readonly FieldModel[] {
  return definitions
    .filter((definition) => !isChild || definition.name === "id")
    .map((definition) => systemField(definition, name, locale));
}

function systemField(definition: SystemField, objectName: string, locale: Locale): FieldModel {
  const isId = definition.name === "id";
  const schema = isId ? { ...definition.schema, target: objectName } : definition.schema;
  return {
    id: `$${definition.name}`,
    name: definition.name,
    title: definition.title[locale],
    description: "",
    type: typeOf(definition),
    schema,
    required: true,
    unique: isId,
    indexed: isId,
    readOnly: true,
    default: null,
    formula: null,
    copyFrom: null,
    conditions: null,
    measure: null,
    target: !isId && definition.identifier ? "user" : null,
    arms: [],
    armOf: null,
    onDelete: "restrict",
    stateOf: null,
    children: null,
    system: true,
  };
}

function typeOf(definition: SystemField): FieldType {
  if (definition.identifier) return identifierType;
  const type = fieldTypeOf(definition.schema);
  if (!type) throw new Error(`No field type for the system field ${definition.name}`);
  return type;
}
