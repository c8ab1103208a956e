/** From an object document to the model the engine and the screens work with. */
import type { FieldType, JsonSchema, PropertySchema } from "../fields/field-type.ts";
import { fieldTypeOf } from "../fields/index.ts";
import { objectOrEmpty as record, textOrEmpty as text, textsOf as texts } from "../json-object.ts";
import type { Locale } from "../text.ts";
import { assignmentIn } from "./assignment.ts";
import { armsOf, byName } from "./dynamic-lookups.ts";
import { historyDaysIn } from "./history-days.ts";
import { type Lifecycle, lifecycleOf } from "./lifecycle.ts";
import { builtInIds, type FieldModel, type ObjectModel } from "./object-model.ts";
import { conditionsIn, rulesIn } from "./rule.ts";
import { systemFields } from "./system-fields.ts";

/**
 * Resolves an object document that has passed `checkDocuments`; one that has not throws.
 * Fields keep the order of `properties`. An object or field without an `id` (a file that was
 * never published) goes by its name. `locale` is the language of the system fields' titles; the
 * other titles are the document's (see `localiseObject`).
 */
export function resolveObject(document: JsonSchema, locale: Locale = "en"): ObjectModel {
  const name = text(document.name);
  return resolveRows(document, { name, table: name, parent: null, locale });
}

interface Place {
  readonly name: string;
  readonly table: string;
  readonly parent: ObjectModel["parent"];
  readonly locale: Locale;
}

function resolveRows(document: JsonSchema, place: Place): ObjectModel {
  const required = new Set(texts(document.required));
  const lifecycle = place.parent === null ? lifecycleOf(document) : null;
  const own = Object.entries(record(document.properties)).map(([name, schema]) => {
    const field = resolveField(name, record(schema), required.has(name), place);
    return name === lifecycle?.field ? stateField(field, lifecycle) : field;
  });
  const fields = withMeasures(own);
  const system = systemFields(place.name, place.parent !== null, place.locale);
  const builtIn = builtInIds.get(place.name) === document.id && document.id !== undefined;
  return {
    id: text(document.id) || place.name,
    name: place.name,
    title: text(document.title) || titleFromName(place.parent?.field ?? place.name),
    description: text(document.description),
    table: place.table,
    parent: place.parent,
    fields,
    systemFields: system,
    byName: byName([...system, ...fields]),
    recordTitle: recordTitle(document, fields),
    unique: Array.isArray(document.unique) ? document.unique.map(texts) : [],
    singleton: document.singleton === true,
    rules: rulesIn(document),
    assignment: place.parent === null ? assignmentIn(document) : [],
    lifecycle,
    historyDays: historyDaysIn(document),
    builtIn,
    comesWithAccounts: builtIn && place.name === "user",
    document,
  };
}

/** A measure that is not there, or that the caller may not see, is none. */
const withMeasures = (fields: readonly FieldModel[]): readonly FieldModel[] =>
  fields.map((field) => {
    const name = field.type.measureField?.(field.schema) ?? null;
    const measure = name === null ? undefined : fields.find((other) => other.name === name);
    return measure === undefined ? field : { ...field, measure };
  });

/** Transitions write the state; a new record begins where the lifecycle does. */
const stateField = (field: FieldModel, lifecycle: Lifecycle): FieldModel => ({
  ...field,
  readOnly: true,
  stateOf: lifecycle,
  default: { value: lifecycle.initial },
});

function resolveField(
  name: string,
  written: PropertySchema,
  required: boolean,
  place: Place,
): FieldModel {
  const type = fieldTypeOf(written);
  if (!type) throw new Error(`No field type recognises ${place.name}.${name}`);
  const target = type.targetIn?.(place.name);
  const schema = target === undefined ? written : { ...written, target };
  const formula = typeof schema.formula === "string" ? schema.formula : null;
  const relation = type.storage === "link_table" ? record(schema.items) : schema;
  const title = text(schema.title) || titleFromName(name);
  const conditions = conditionsIn(schema, required);
  const field: FieldModel = {
    id: text(schema.id) || name,
    name,
    title,
    description: text(schema.description),
    type,
    schema,
    // One that may be hidden is required while it is shown.
    required: required && (conditions?.visible ?? null) === null,
    unique: schema.unique === true,
    indexed: schema.index === true,
    readOnly: schema.readOnly === true || formula !== null || type.name === "auto_number",
    default: defaultOf(schema),
    formula,
    copyFrom: typeof schema.copy_from === "string" ? schema.copy_from : null,
    conditions,
    measure: null,
    target: typeof relation.target === "string" ? relation.target : null,
    arms: [],
    armOf: null,
    onDelete: onDelete(relation, type),
    stateOf: null,
    children: type.storage === "child_table" ? children(name, schema, title, place) : null,
    system: false,
  };
  return type.targetsIn === undefined
    ? field
    : { ...field, arms: armsOf(field, type.targetsIn(schema)) };
}

function children(name: string, schema: PropertySchema, title: string, place: Place): ObjectModel {
  const items = record(schema.items);
  return resolveRows(
    { ...items, title: text(items.title) || title },
    {
      name: `${place.name}$${name}`,
      table: `${place.table}$${name}`,
      parent: { object: place.name, field: name },
      locale: place.locale,
    },
  );
}

function defaultOf(schema: PropertySchema): FieldModel["default"] {
  const value = schema.default;
  if (value === undefined || value === null) return null;
  const expression = defaultExpression(value);
  return expression === null ? { value } : { expression };
}

/** The text of `{"expression": "…"}`, the only object that `default` reads as an instruction. */
export function defaultExpression(value: unknown): string | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { expression, ...others } = record(value);
  return typeof expression === "string" && Object.keys(others).length === 0 ? expression : null;
}

/** A link goes with its target; a lookup protects it unless told otherwise. */
function onDelete(relation: PropertySchema, type: FieldType): FieldModel["onDelete"] {
  const chosen = relation.on_delete;
  if (chosen === "restrict" || chosen === "clear" || chosen === "cascade") return chosen;
  return type.storage === "link_table" ? "clear" : "restrict";
}

function recordTitle(document: JsonSchema, fields: readonly FieldModel[]): string {
  const chosen = fields.find((field) => field.name === document.record_title);
  if (chosen) return chosen.name;
  const candidates = fields.filter((field) => field.type.storage === "column" && !field.target);
  for (const name of ["name", "title", "number"]) {
    if (candidates.some((field) => field.name === name)) return name;
  }
  const isText = (field: FieldModel) => field.type.expressionType(field.schema)?.kind === "text";
  return candidates.find(isText)?.name ?? "id";
}

/** `order_date` → `Order date`: what a schema found in the wild shows without a title. */
export function titleFromName(name: string): string {
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
