/** The objects of the matrix as plain lists of fields, read from their documents' JSON. */
import type { MetadataDocument } from "../../../metadata/documents/document.ts";

export type FieldKind =
  | "text"
  | "long_text"
  | "phone"
  | "email"
  | "url"
  | "integer"
  | "decimal"
  | "date"
  | "boolean"
  | "choice"
  | "counted"
  | "lookup"
  | "links"
  | "rows"
  | "secret"
  | "file";

export interface PlainField {
  /** `freight`, `lines.unit_price`. */
  readonly path: string;
  readonly kind: FieldKind;
  /** The object that a lookup or links lead to. */
  readonly target: string | null;
  readonly computed: boolean;
  readonly required: boolean;
  readonly unique: boolean;
  /** Of every workspace: name of a department, manager of a person. */
  readonly builtIn: boolean;
}

export interface PlainObject {
  readonly name: string;
  readonly fields: readonly PlainField[];
  /** The field that lifecycle steps change. */
  readonly state: string | null;
  readonly builtIn: boolean;
}

type Json = Readonly<Record<string, unknown>>;
const json = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};

const references: Readonly<Record<string, FieldKind>> = {
  "tenon:lookup": "lookup",
  "tenon:tree_parent": "lookup",
  "tenon:money": "decimal",
  "tenon:decimal": "decimal",
  "tenon:phone": "phone",
  "tenon:long_text": "long_text",
  "tenon:auto_number": "counted",
  "tenon:secret": "secret",
  "tenon:attachment": "file",
};

const formats: Readonly<Record<string, FieldKind>> = { date: "date", email: "email", uri: "url" };

function kindOf(schema: Json): FieldKind {
  const reference = references[String(schema.$ref)];
  if (reference !== undefined) return reference;
  if (schema.type === "array") return json(schema.items).type === "object" ? "rows" : "links";
  if (schema.enum !== undefined || schema.oneOf !== undefined) return "choice";
  if (schema.type === "integer" || schema.type === "boolean") return schema.type;
  const format = formats[String(schema.format)];
  if (format !== undefined) return format;
  if (schema.type === "string") return "text";
  throw new Error(`Nobody knows a field of this kind: ${JSON.stringify(schema)}`);
}

function fieldsOf(content: Json, object: string, prefix: string): readonly PlainField[] {
  const required = Array.isArray(content.required) ? content.required : [];
  return Object.entries(json(content.properties)).flatMap(([name, value]) => {
    const schema = json(value);
    const kind = kindOf(schema);
    const target = kind === "links" ? json(schema.items).target : schema.target;
    const tree = schema.$ref === "tenon:tree_parent" ? object : null;
    const field: PlainField = {
      path: `${prefix}${name}`,
      kind,
      target: typeof target === "string" ? target : tree,
      computed: schema.formula !== undefined,
      required: required.includes(name),
      unique: schema.unique === true,
      builtIn: false,
    };
    return kind === "rows"
      ? [field, ...fieldsOf(json(schema.items), object, `${prefix}${name}.`)]
      : [field];
  });
}

const builtIn = (path: string, kind: FieldKind, target: string | null = null): PlainField => ({
  path,
  kind,
  target,
  computed: false,
  required: path === "name" || path === "email",
  unique: false,
  builtIn: true,
});

/** What the objects have that are in every workspace. */
const builtInFields: Readonly<Record<string, readonly PlainField[]>> = {
  user: [
    builtIn("name", "text"),
    builtIn("email", "text"),
    builtIn("department", "lookup", "department"),
    builtIn("position", "lookup", "position"),
    builtIn("manager", "lookup", "user"),
    builtIn("teams", "links", "team"),
    builtIn("active", "boolean"),
  ],
  department: [
    builtIn("name", "text"),
    builtIn("parent", "lookup", "department"),
    builtIn("head", "lookup", "user"),
  ],
  team: [builtIn("name", "text"), builtIn("description", "long_text")],
  position: [builtIn("name", "text"), builtIn("rank", "integer")],
};

export const systemFields = [
  "id",
  "created_at",
  "created_by",
  "updated_at",
  "updated_by",
  "revision",
  "owner",
] as const;

export function plainObjects(
  documents: readonly MetadataDocument[],
): ReadonlyMap<string, PlainObject> {
  const found = new Map<string, PlainObject>();
  for (const [name, fields] of Object.entries(builtInFields))
    found.set(name, { name, fields, state: null, builtIn: true });
  for (const { kind, name, content } of documents) {
    if (kind !== "object") continue;
    const known = found.get(name);
    const state = json(content.lifecycle).field;
    found.set(name, {
      name,
      fields: [...(known?.fields ?? []), ...fieldsOf(content, name, "")],
      state: typeof state === "string" ? state : null,
      builtIn: known !== undefined,
    });
  }
  return found;
}

/** Fields of the record itself, those of child rows left out. */
export const topFields = ({ fields }: PlainObject): readonly PlainField[] =>
  fields.filter(({ path }) => !path.includes("."));

/** Fields of the rows under a field. */
export const rowFields = ({ fields }: PlainObject, rows: string): readonly PlainField[] =>
  fields.filter(({ path }) => path.startsWith(`${rows}.`));

export const lastName = (path: string): string => path.slice(path.lastIndexOf(".") + 1);
