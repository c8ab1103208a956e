/** Turns objects of the Common Data Model into object documents, with a note on every loss. */
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { systemFieldNames } from "../../metadata/model/system-fields.ts";
import type { SourceField, SourceObject } from "./cdm-model.ts";

export interface CdmConversion {
  /** Object documents in the order of the source. */
  readonly documents: readonly JsonSchema[];
  /** `object.field: what became of it`. */
  readonly notes: readonly string[];
}

const nameMaximum = 48;
const safeMaximum = BigInt(Number.MAX_SAFE_INTEGER);

/** `CustTable` → `cust_table`, `skipVATNum` → `skip_vat_num`. */
export function snakeCase(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "");
  return words.slice(0, nameMaximum).replace(/_+$/, "");
}

export function convertCdm(objects: readonly SourceObject[]): CdmConversion {
  const names = new Map(objects.map((object) => [object.name, snakeCase(object.name)]));
  const notes: string[] = [];
  const documents = objects.map((object) => convertObject(object, names, notes));
  return { documents, notes };
}

function convertObject(
  object: SourceObject,
  names: ReadonlyMap<string, string>,
  notes: string[],
): JsonSchema {
  const own = names.get(object.name) ?? "";
  const properties = new Map<string, JsonSchema>();
  const required: string[] = [];
  for (const field of object.fields) {
    const name = freeName(field, own, properties, notes);
    const note = (text: string) => notes.push(`${own}.${name}: ${text}`);
    const schema = convertField(field, names, note);
    properties.set(name, {
      ...schema,
      title: field.label,
      ...(field.help === null ? {} : { description: field.help }),
      ...(field.unique ? { unique: true } : {}),
    });
    if (!field.required) continue;
    if (schema.target === own) note("required, but its first record has nothing to refer to");
    else required.push(name);
  }
  const title = [...properties].find(
    ([name, schema]) => /^(name|subject|full_name|title)$/.test(name) && schema.type === "string",
  );
  return {
    $schema: "tenon:object",
    name: own,
    title: object.label,
    type: "object",
    required,
    properties: Object.fromEntries(properties),
    ...(title === undefined ? {} : { record_title: title[0] }),
  };
}

/** System names get the prefix `source_`; names that differ in case alone get a number. */
function freeName(
  field: SourceField,
  object: string,
  taken: ReadonlyMap<string, JsonSchema>,
  notes: string[],
): string {
  const plain = snakeCase(field.name);
  const wanted = systemFieldNames.has(plain) ? `source_${plain}` : plain;
  // The engine refuses names that differ in underscores alone, too.
  const letters = (text: string) => text.replaceAll("_", "");
  const takenLetters = new Set([...taken.keys()].map(letters));
  let name = wanted;
  for (let number = 2; takenLetters.has(letters(name)); number++) {
    name = `${wanted.slice(0, 45)}_${number}`;
  }
  if (name !== plain) notes.push(`${object}.${name}: was ${field.name}`);
  return name;
}

function convertField(
  field: SourceField,
  names: ReadonlyMap<string, string>,
  note: (text: string) => void,
): JsonSchema {
  switch (field.type) {
    case "boolean":
      return { type: "boolean" };
    case "date":
      return { type: "string", format: "date" };
    case "datetime":
      return { type: "string", format: "date-time" };
    case "time":
      return { type: "string", format: "time" };
    case "phone":
      return { $ref: "tenon:phone", ...lengthOf(field) };
    case "email":
      return { type: "string", format: "email", ...lengthOf(field) };
    case "url":
      return { type: "string", format: "uri", ...lengthOf(field) };
    case "text":
      return { $ref: "tenon:long_text", ...lengthOf(field) };
    case "json":
      return { $ref: "tenon:json" };
    case "integer":
    case "bigint":
      return { type: "integer", ...integerBounds(field, note) };
    case "currency":
      return { $ref: "tenon:money", ...decimalBounds(field, 2) };
    case "decimal":
      return { $ref: "tenon:decimal", ...decimalBounds(field, 4) };
    case "enum":
      return convertChoice(field, note);
    case "reference":
      return convertReference(field, names, note);
    case "guid":
      return { type: "string", format: "uuid" };
    case "string":
      return { type: "string", ...lengthOf(field) };
    default:
      note(`${field.type} became text`);
      return { type: "string" };
  }
}

const lengthOf = ({ maxLength }: SourceField): JsonSchema =>
  maxLength === null ? {} : { maxLength };

function convertChoice(field: SourceField, note: (text: string) => void): JsonSchema {
  if (field.options.length === 0) {
    note("a choice without options became text");
    return { type: "string" };
  }
  const labels = field.options.map(({ label }) => label);
  const isRepeated = (label: string) => labels.indexOf(label) !== labels.lastIndexOf(label);
  return {
    oneOf: field.options.map(({ value, label }) => ({
      const: value,
      title: isRepeated(label) ? `${label} (${value})` : label,
    })),
  };
}

function convertReference(
  field: SourceField,
  names: ReadonlyMap<string, string>,
  note: (text: string) => void,
): JsonSchema {
  const target = names.get(field.target ?? "");
  if (target !== undefined) return { $ref: "tenon:lookup", target, on_delete: "restrict" };
  note(`its target ${field.target} is not among the objects, it became text`);
  return { type: "string" };
}

/** Whole numbers travel as JSON numbers, so they stay within ±(2^53 − 1). */
function integerBounds(field: SourceField, note: (text: string) => void): JsonSchema {
  const clip = (text: string): number => {
    const value = BigInt(text);
    if (value > safeMaximum || value < -safeMaximum) note("its limits were narrowed");
    return Number(value > safeMaximum ? safeMaximum : value < -safeMaximum ? -safeMaximum : value);
  };
  return {
    ...(field.minimum === null ? {} : { minimum: clip(field.minimum) }),
    ...(field.maximum === null ? {} : { maximum: clip(field.maximum) }),
  };
}

/** As many digits after the point as the limits have, at least `scaleLeast`. */
function decimalBounds(field: SourceField, scaleLeast: number): JsonSchema {
  const minimum = field.minimum === null ? null : plainDecimal(field.minimum);
  const maximum = field.maximum === null ? null : plainDecimal(field.maximum);
  const bounds = [minimum, maximum].filter((bound) => bound !== null);
  const digits = (part: 0 | 1) =>
    Math.max(0, ...bounds.map((bound) => (bound.replace("-", "").split(".")[part] ?? "").length));
  const scale = Math.max(scaleLeast, digits(1));
  return {
    precision: Math.max(18, digits(0) + scale),
    scale,
    ...(minimum === null ? {} : { minimum }),
    ...(maximum === null ? {} : { maximum }),
  };
}

/** `1E-10` → `0.0000000001`. */
function plainDecimal(text: string): string {
  const match = /^(-?)1E-(\d+)$/.exec(text);
  return match === null ? text : `${match[1]}0.${"1".padStart(Number(match[2]), "0")}`;
}
