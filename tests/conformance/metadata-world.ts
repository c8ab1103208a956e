/**
 * An independent, in-memory idea of a workspace for random sequences of metadata changes: what the
 * objects are, and what every record holds, hidden fields included. It knows nothing of SQL.
 */
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { formulasOf } from "./metadata-formulas.ts";

export type Kind =
  | "text"
  | "integer"
  | "decimal"
  | "boolean"
  | "date"
  | "select"
  | "multi_select"
  | "lookup"
  | "many"
  | "rows"
  | "deep_rows";

export interface WorldField {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly required: boolean;
  readonly unique: boolean;
  readonly indexed: boolean;
  /** Id of the target object. */
  readonly target: string | null;
}

export interface WorldObject {
  readonly id: string;
  readonly name: string;
  readonly fields: readonly WorldField[];
  /** Ids of fields that are unique together. */
  readonly uniqueKeys: readonly (readonly string[])[];
}

export type World = readonly WorldObject[];

/** Values by field id, of fields that are hidden too. */
export type Values = Map<string, unknown>;

export interface Stored {
  /** Records by object id, then by record id. */
  readonly records: Map<string, Map<string, Values>>;
  /** Every field as it was when it was last to be seen, with the object it belongs to. */
  readonly known: Map<string, { readonly object: string; readonly field: WorldField }>;
  /**
   * Values as they were in a former type, by field and type, then by record; the latest last. Null:
   * it was of that type, and its values went on as they are.
   */
  readonly formers: Map<string, FormerValues | null>;
}

interface FormerValues {
  readonly values: ReadonlyMap<string, unknown>;
  /** What the field turned into then. */
  readonly became: Kind;
}

export const options = ["red", "green", "blue"] as const;

/** A value that answers the question of a required field. */
export const fillOf: Readonly<Partial<Record<Kind, unknown>>> = {
  text: "filled",
  integer: 7,
  decimal: "7.5000",
  boolean: true,
  date: "2020-02-29",
  select: "green",
};

const own = (letter: string, { id }: WorldField): string => `${letter}${id.slice(1)}`;

const text = (letter: string, field: WorldField) => ({ type: "string", id: own(letter, field) });

const rowsOf = (letter: string, field: WorldField, properties: Record<string, unknown>) => ({
  type: "array",
  items: { type: "object", id: own(letter, field), properties },
});

function schemaOf(field: WorldField, world: World): Record<string, unknown> {
  const more = {
    id: field.id,
    ...(field.unique ? { unique: true } : {}),
    ...(field.indexed ? { index: true } : {}),
  };
  const target = world.find(({ id }) => id === field.target)?.name;
  const lookup = { $ref: "tenon:lookup", target, on_delete: "clear" };
  switch (field.kind) {
    case "text":
      return { type: "string", ...more };
    case "integer":
      return { type: "integer", ...more };
    case "decimal":
      return { $ref: "tenon:decimal", precision: 30, scale: 4, ...more };
    case "boolean":
      return { type: "boolean", ...more };
    case "date":
      return { type: "string", format: "date", ...more };
    case "select":
      return { enum: [...options], ...more };
    case "multi_select":
      return { type: "array", items: { enum: [...options] }, uniqueItems: true, ...more };
    case "lookup":
      return { ...lookup, ...more };
    case "many":
      return { type: "array", items: { $ref: "tenon:lookup", target }, ...more };
    case "rows":
      return { ...rowsOf("r", field, { note: text("n", field) }), ...more };
    case "deep_rows": {
      const parts = { ...rowsOf("q", field, { note: text("m", field) }), id: own("p", field) };
      return { ...rowsOf("r", field, { note: text("n", field), parts }), ...more };
    }
  }
}

export const documentsOf = (world: World): readonly MetadataDocument[] =>
  world.map((object) => ({
    kind: "object",
    name: object.name,
    content: {
      id: object.id,
      name: object.name,
      title: object.name,
      type: "object",
      properties: Object.fromEntries([
        ...object.fields.map((field) => [field.name, schemaOf(field, world)]),
        ...formulasOf(object, world).map(({ name, schema }) => [name, schema]),
      ]),
      required: object.fields.filter(({ required }) => required).map(({ name }) => name),
      ...(object.uniqueKeys.length === 0
        ? {}
        : {
            unique: object.uniqueKeys.map((ids) =>
              ids.map((id) => object.fields.find((field) => field.id === id)?.name ?? ""),
            ),
          }),
    },
  }));

/** What a value becomes in another type; undefined when it cannot be one. Canonical texts only. */
export function converted(value: unknown, from: Kind, to: Kind): unknown {
  if (value === null || from === to) return value;
  if (from === "lookup" && to === "many") return [value];
  if (from === "many" && to === "lookup")
    return Array.isArray(value) && value.length === 1 ? value[0] : undefined;
  if (from === "boolean" && to === "integer") return value === true ? 1 : 0;
  if (from === "select" && to === "multi_select") return [value];
  const text = Array.isArray(value) ? value.join(";") : String(value);
  switch (to) {
    case "text":
      return text;
    case "integer":
      return /^-?\d+(?:\.0+)?$/.test(text) ? Number(text) : undefined;
    case "decimal": {
      const found = /^(-?\d+)(?:\.(\d{1,4}))?$/.exec(text);
      return found === null ? undefined : `${found[1]}.${(found[2] ?? "").padEnd(4, "0")}`;
    }
    case "boolean":
      if (["true", "1", "yes"].includes(text)) return true;
      return ["false", "0", "no"].includes(text) ? false : undefined;
    case "date":
      return /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined;
    case "select":
      return options.some((option) => option === text) ? text : undefined;
    case "multi_select": {
      const parts = [...new Set(text.split(";"))];
      return parts.every((part) => options.some((option) => option === part)) ? parts : undefined;
    }
    default:
      return undefined;
  }
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined;

/** Why the tables could not be as `world` says with the values there are; null when they can. */
export function obstacleTo(world: World, stored: Stored): string | null {
  for (const object of world) {
    const records = [...(stored.records.get(object.id)?.values() ?? [])];
    // What no conversion gave a value, and no answer fills.
    const required = object.fields.filter((field) => field.required);
    const empty = required.find(({ id }) => records.some((values) => isEmpty(values.get(id))));
    if (empty !== undefined) return `${object.name} ${empty.id} is empty`;
    const keys = [
      ...object.fields.filter(({ unique }) => unique).map(({ id }) => [id]),
      ...object.uniqueKeys,
    ];
    for (const key of keys) {
      const whole = records.map((values) => key.map((id) => values.get(id)));
      const full = whole.filter((values) => !values.some(isEmpty)).map((v) => JSON.stringify(v));
      if (new Set(full).size < full.length) return `${object.name} ${key}`;
    }
  }
  return null;
}

/**
 * What is stored once `world` has become `next`: fields that were hidden and come back bring their
 * values, changed types convert, required fields are filled.
 */
export function carryOver(stored: Stored, world: World, next: World): Stored {
  const copy: Stored = {
    records: new Map(
      [...stored.records].map(([object, records]) => [
        object,
        new Map([...records].map(([id, values]) => [id, new Map(values)])),
      ]),
    ),
    known: new Map(stored.known),
    formers: new Map(stored.formers),
  };
  const ids = new Set([...copy.records.values()].flatMap((records) => [...records.keys()]));
  for (const object of [...world, ...next]) {
    for (const field of object.fields) {
      const known = copy.known.get(field.id);
      const records = copy.records.get(object.id) ?? new Map<string, Values>();
      if (known !== undefined && known.field.kind !== field.kind)
        retype(copy, records, field, known.field.kind);
      copy.known.set(field.id, { object: object.id, field });
    }
  }
  for (const object of next)
    for (const field of object.fields)
      for (const values of copy.records.get(object.id)?.values() ?? []) {
        const value = values.get(field.id) ?? null;
        if (value === null && field.required) values.set(field.id, fillOf[field.kind] ?? null);
        // What pointed to a record that went while the field was hidden is empty.
        if (field.kind === "lookup" && value !== null && !ids.has(String(value)))
          values.set(field.id, null);
        if (field.kind === "many" && Array.isArray(value)) {
          const there = value.filter((id) => ids.has(String(id)));
          values.set(field.id, there.length === 0 ? null : there);
        }
      }
  return copy;
}

function retype(
  stored: Stored,
  records: ReadonlyMap<string, Values>,
  field: WorldField,
  before: Kind,
): void {
  const kept = formerOf(stored, field);
  const old = new Map([...records].map(([id, values]) => [id, values.get(field.id) ?? null]));
  stored.formers.delete(`${field.id} ${before}`);
  const goesOn = kept === null && saysTheSame(before, field.kind);
  stored.formers.set(`${field.id} ${before}`, goesOn ? null : { values: old, became: field.kind });
  for (const [id, values] of records) {
    const value = values.get(field.id) ?? null;
    const former = kept?.values.get(id) ?? null;
    const became = kept === null ? null : (converted(former, kept.kind, before) ?? null);
    const unchanged =
      former !== null &&
      (JSON.stringify(became) === JSON.stringify(value) ||
        (value === null && cameToNothing(stored, field, kept, id)));
    const back = unchanged && kept !== null ? converted(former, kept.kind, field.kind) : undefined;
    values.set(field.id, back ?? converted(value, before, field.kind) ?? null);
  }
  // Spent: it is what the field is now.
  if (kept?.kind === field.kind) stored.formers.set(`${field.id} ${field.kind}`, null);
}

/** It did not convert to what the field turned into then, and nobody has written another since. */
function cameToNothing(
  { formers }: Stored,
  { id: field }: WorldField,
  kept: (FormerValues & { readonly kind: Kind }) | null,
  id: string,
): boolean {
  if (kept === null) return false;
  const at = [...formers.keys()].indexOf(`${field} ${kept.kind}`);
  const since = [...formers].slice(at + 1).filter(([key]) => key.startsWith(`${field} `));
  return (
    (converted(kept.values.get(id), kept.kind, kept.became) ?? null) === null &&
    since.every(([, former]) => (former?.values.get(id) ?? null) === null)
  );
}

/** The values of the kind itself; where those went on as another, the latest that can say them. */
function formerOf({ formers }: Stored, { id, kind }: WorldField) {
  const own = formers.get(`${id} ${kind}`);
  if (own === undefined) return null;
  if (own !== null) return { ...own, kind };
  for (const [key, former] of [...formers].reverse()) {
    const other = kindsThatSay[kind]?.find((name) => key === `${id} ${name}`);
    if (other !== undefined && former !== null) return { ...former, kind: other };
  }
  return null;
}

/** What can say all that a kind says, so that values may go on as it without a copy. */
const kindsThatSay: Readonly<Partial<Record<Kind, readonly Kind[]>>> = {
  integer: ["text", "decimal"],
  decimal: ["text"],
  boolean: ["text"],
  date: ["text"],
  select: ["text"],
};

const saysTheSame = (before: Kind, after: Kind): boolean =>
  kindsThatSay[before]?.includes(after) ?? false;
