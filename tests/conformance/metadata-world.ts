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
  /** What it offers as a choice, or would. */
  readonly options: readonly string[];
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
  /** By field: values as they were before its type changed, or its options went; the latest last. */
  readonly kept: Map<string, readonly KeptValues[]>;
  /** Kinds that each field was of in versions published so far. */
  readonly kinds: Map<string, ReadonlySet<Kind>>;
}

interface KeptValues {
  readonly values: ReadonlyMap<string, unknown>;
  /** The field as it was. */
  readonly was: WorldField;
  readonly became: WorldField;
  /** Options that went; null where the type changed. */
  readonly options: readonly string[] | null;
}

export const options = ["red", "green", "blue"] as const;

/** The option that no field goes without. */
export const lasting = "green";

/** What becomes of options that go. */
export const replaces = ({ id, required }: WorldField): boolean =>
  required || Number(id.slice(1)) % 2 === 0;

/** A value that answers the question of a required field. */
export const fillOf: Readonly<Partial<Record<Kind, unknown>>> = {
  text: "filled",
  integer: 7,
  decimal: "7.5000",
  boolean: true,
  date: "2020-02-29",
  select: "green",
  multi_select: ["green"],
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
      return { enum: field.options, ...more };
    case "multi_select":
      return { type: "array", items: { enum: field.options }, uniqueItems: true, ...more };
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
export function converted(value: unknown, from: Kind, field: WorldField): unknown {
  const to = field.kind;
  const isOption = (text: string) => field.options.includes(text);
  if (value === null || (from === to && !isChoice(field))) return value;
  if (from === "lookup" && to === "many") return [value];
  if (from === "many" && to === "lookup")
    return Array.isArray(value) && value.length === 1 ? value[0] : undefined;
  if (from === "boolean" && to === "integer") return value === true ? 1 : 0;
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
      return isOption(text) ? text : undefined;
    case "multi_select": {
      const parts = [...new Set(text.split(";"))];
      return parts.every(isOption) ? parts : undefined;
    }
    default:
      return undefined;
  }
}

const isChoice = ({ kind }: Pick<WorldField, "kind">): boolean =>
  kind === "select" || kind === "multi_select";

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
    kept: new Map(stored.kept),
    kinds: new Map(stored.kinds),
  };
  const ids = new Set([...copy.records.values()].flatMap((records) => [...records.keys()]));
  const present = new Map(world.flatMap(({ fields }) => fields.map((field) => [field.id, field])));
  for (const object of next) {
    for (const field of object.fields) {
      const known = copy.known.get(field.id)?.field;
      const records = copy.records.get(object.id) ?? new Map<string, Values>();
      if (known !== undefined && known.kind !== field.kind) retype(copy, records, field, known);
      giveBack(copy, records, field, present.get(field.id));
      if (known?.kind === field.kind && isChoice(field)) replace(copy, records, field, known);
      copy.known.set(field.id, { object: object.id, field });
      copy.kinds.set(field.id, new Set([...(copy.kinds.get(field.id) ?? []), field.kind]));
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

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

function retype(
  stored: Stored,
  records: ReadonlyMap<string, Values>,
  field: WorldField,
  before: WorldField,
): void {
  const all = stored.kept.get(field.id) ?? [];
  const former = formerOf(stored, field);
  const old = new Map([...records].map(([id, values]) => [id, values.get(field.id) ?? null]));
  for (const [id, values] of records) {
    const value = values.get(field.id) ?? null;
    const was = former?.values.get(id) ?? null;
    const isUnchanged =
      former !== null && was !== null && isStill(stored, { former, was, value, before, id });
    const back = isUnchanged ? converted(was, former.was.kind, field) : undefined;
    values.set(field.id, back ?? converted(value, before.kind, field) ?? null);
  }
  const isSpent = former?.was.kind === field.kind && offersTheSame(former.was, field);
  const goesOn = former === null && saysTheSame(before.kind, field.kind);
  stored.kept.set(field.id, [
    ...all.filter((kept) => !(isSpent && kept === former)),
    ...(goesOn ? [] : [{ values: old, was: before, became: field, options: null }]),
  ]);
}

const offersTheSame = (one: WorldField, other: WorldField): boolean =>
  !isChoice(one) || isSame(one.options, other.options);

interface FormerValue {
  readonly former: KeptValues;
  readonly was: unknown;
  readonly value: unknown;
  readonly before: WorldField;
  readonly id: string;
}

/** The value is what the former one became, by conversion and by all that replaced it since. */
function isStill(stored: Stored, { former, was, value, before, id }: FormerValue): boolean {
  const all = stored.kept.get(before.id) ?? [];
  const since = all.slice(all.indexOf(former) + 1);
  const now = converted(was, former.was.kind, before) ?? null;
  if (isSame(now, value)) return true;
  const steps = since.filter(
    (kept) => kept.options !== null && columnOf(kept.was.kind) === columnOf(before.kind),
  );
  const turned = former.became.kind === before.kind ? former.became : before;
  const first = converted(was, former.was.kind, turned) ?? null;
  if (
    steps.length > 0 &&
    isSame(
      steps.reduce<unknown>((made, kept) => became(kept, made), first),
      value,
    )
  )
    return true;
  // It did not even convert at first, and nobody has written another since.
  const lost = (converted(was, former.was.kind, former.became) ?? null) === null;
  return value === null && lost && since.every(({ values }) => (values.get(id) ?? null) === null);
}

/** The values of the kind itself; where those went on as another, the latest that can say them. */
function formerOf({ kept, kinds }: Stored, { id, kind }: WorldField): KeptValues | null {
  const formers = (kept.get(id) ?? []).filter((one) => one.options === null).reverse();
  const own = formers.find(({ was }) => was.kind === kind);
  if (own !== undefined) return own;
  const wasOnce = kinds.get(id)?.has(kind) === true;
  return (wasOnce && formers.find(({ was }) => kindsThatSay[kind]?.includes(was.kind))) || null;
}

/** Kinds that are stored alike. */
const columnOf = (kind: Kind): string => (kind === "select" ? "text" : kind);

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : [value ?? null];

/** What became of a value by options that went. */
function became({ options: gone, became: field }: KeptValues, value: unknown): unknown {
  const isGone = (entry: unknown) => gone?.some((option) => option === entry) === true;
  if (!listOf(value).some(isGone)) return value;
  const next = listOf(value).flatMap((entry) => {
    if (!isGone(entry)) return [entry];
    return replaces(field) ? [lasting] : [];
  });
  if (!Array.isArray(value)) return next[0] ?? null;
  return next.length === 0 ? null : [...new Set(next)];
}

function replace(
  stored: Stored,
  records: ReadonlyMap<string, Values>,
  field: WorldField,
  before: WorldField,
): void {
  const gone = before.options.filter((option) => !field.options.includes(option));
  if (gone.length === 0) return;
  const old = new Map<string, unknown>();
  const made = { values: old, was: before, became: field, options: gone };
  for (const [id, values] of records) {
    const value = values.get(field.id) ?? null;
    const next = became(made, value);
    if (isSame(next, value)) continue;
    old.set(id, value);
    values.set(field.id, next);
  }
  stored.kept.set(field.id, [...(stored.kept.get(field.id) ?? []), made]);
}

/** What options that went had taken with them comes back with them, where it was left as it became. */
function giveBack(
  stored: Stored,
  records: ReadonlyMap<string, Values>,
  field: WorldField,
  now: WorldField | undefined,
): void {
  const all = stored.kept.get(field.id) ?? [];
  const isTextAgain = field.kind === "text" && stored.kinds.get(field.id)?.has("text") === true;
  const newest = all
    .filter(({ options: gone, was }) => gone !== null && mayStandIn(field, was, isTextAgain))
    .reverse();
  const takes = (of: WorldField, option: string) => !isChoice(of) || of.options.includes(option);
  const gone = newest.flatMap((kept) => kept.options ?? []);
  const isNew = (option: string) =>
    takes(field, option) && !(now?.kind === field.kind && takes(now, option));
  if (!gone.some(isNew)) return;
  const isBack = (value: unknown) =>
    !listOf(value).some((entry) =>
      gone.some((option) => option === entry && !takes(field, option)),
    );
  for (const [id, values] of records) {
    let then = values.get(field.id) ?? null;
    let back = then;
    for (const kept of newest) {
      if (!kept.values.has(id) || !isSame(became(kept, kept.values.get(id)), then)) continue;
      then = kept.values.get(id) ?? null;
      if (isBack(then)) back = then;
    }
    values.set(field.id, back);
  }
  const waiting = newest.findIndex((kept) => !kept.options?.every((one) => takes(field, one)));
  const spent = new Set(waiting === -1 ? newest : newest.slice(0, waiting));
  stored.kept.set(
    field.id,
    all.filter((kept) => !spent.has(kept)),
  );
}

const mayStandIn = (field: WorldField, was: WorldField, isTextAgain: boolean): boolean =>
  was.kind === field.kind || (isTextAgain && was.kind === "select");

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
