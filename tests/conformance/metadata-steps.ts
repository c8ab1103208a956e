/** Random steps for `metadata-sequences.test.ts`: each makes the next state of a world, or none. */
import {
  type Kind,
  lasting,
  options,
  type Stored,
  type World,
  type WorldField,
  type WorldObject,
} from "./metadata-world.ts";

export interface Random {
  /** From 0 up to but not `limit`. */
  below(limit: number): number;
  one<Value>(list: readonly Value[]): Value | undefined;
}

/** The same numbers for the same seed. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, one: (list) => list[below(list.length)] };
}

export interface StepContext {
  readonly random: Random;
  readonly world: World;
  readonly versions: readonly World[];
  readonly stored: Stored;
  /** A number never given before. */
  readonly number: () => number;
}

export const columnKinds: readonly Kind[] = [
  "text",
  "integer",
  "decimal",
  "boolean",
  "date",
  "select",
  "multi_select",
];
const uniqueKinds: ReadonlySet<Kind> = new Set(["text", "integer", "decimal", "date"]);

type Step = (context: StepContext) => World | null;

const replaceObject = (world: World, next: WorldObject): World =>
  world.map((object) => (object.id === next.id ? next : object));

const replaceField = (object: WorldObject, next: WorldField): WorldObject => ({
  ...object,
  fields: object.fields.map((field) => (field.id === next.id ? next : field)),
});

const isChoice = ({ kind }: WorldField): boolean => kind === "select" || kind === "multi_select";

/** One object's one field, replaced. */
function withField(change: (field: WorldField, context: StepContext) => WorldField | null): Step {
  return (context) => {
    const object = context.random.one(context.world);
    const field = object && context.random.one(object.fields);
    if (!object || !field) return null;
    const next = change(field, context);
    return next === null ? null : replaceObject(context.world, replaceField(object, next));
  };
}

export function newField(context: StepContext): WorldField {
  const { random, world, number } = context;
  const n = number();
  const target = random.one(world)?.id ?? null;
  const relational: readonly Kind[] =
    target === null ? ["rows", "deep_rows"] : ["lookup", "many", "rows", "deep_rows"];
  const kind = random.below(4) === 0 ? random.one(relational) : random.one(columnKinds);
  return {
    id: `f${String(n).padStart(9, "0")}`,
    name: `f${n}`,
    kind: kind ?? "text",
    required: false,
    unique: false,
    indexed: false,
    target: kind === "lookup" || kind === "many" ? target : null,
    options,
  };
}

export const steps: Readonly<Record<string, Step>> = {
  add_object: (context) => {
    if (context.world.length >= 5) return null;
    const n = context.number();
    const first: WorldField = { ...newField(context), kind: "text", target: null };
    const object: WorldObject = {
      id: `o${String(n).padStart(9, "0")}`,
      name: `o${n}`,
      fields: [first, newField(context), newField(context)],
      uniqueKeys: [],
    };
    return [...context.world, object];
  },
  drop_object: ({ random, world }) => {
    const targets = new Set(
      world.flatMap((object) =>
        object.fields.filter((field) => field.target !== object.id).map(({ target }) => target),
      ),
    );
    const gone = random.one(world.filter(({ id }) => !targets.has(id)));
    return gone === undefined || world.length < 2 ? null : world.filter(({ id }) => id !== gone.id);
  },
  rename_object: ({ random, world, number }) => {
    const object = random.one(world);
    return object === undefined ? null : replaceObject(world, { ...object, name: `o${number()}` });
  },
  add_field: (context) => {
    const object = context.random.one(context.world);
    if (object === undefined || object.fields.length >= 9) return null;
    return replaceObject(context.world, {
      ...object,
      fields: [...object.fields, newField(context)],
    });
  },
  drop_field: ({ random, world }) => {
    const object = random.one(world.filter(({ fields }) => fields.length > 2));
    const gone = object && random.one(object.fields);
    if (!object || !gone) return null;
    return replaceObject(world, {
      ...object,
      fields: object.fields.filter(({ id }) => id !== gone.id),
      uniqueKeys: object.uniqueKeys.filter((key) => !key.includes(gone.id)),
    });
  },
  restore_field: ({ random, world, stored, number }) => {
    const present = new Set(world.flatMap(({ fields }) => fields.map(({ id }) => id)));
    const hidden = [...stored.known.values()].filter(
      ({ object, field }) =>
        !present.has(field.id) &&
        world.some(({ id }) => id === object) &&
        (field.target === null || world.some(({ id }) => id === field.target)),
    );
    const found = random.one(hidden);
    const object = world.find(({ id }) => id === found?.object);
    if (found === undefined || object === undefined) return null;
    const field = { ...found.field, name: `f${number()}`, unique: false, required: false };
    return replaceObject(world, { ...object, fields: [...object.fields, field] });
  },
  rename_field: withField((field, { number }) => ({ ...field, name: `f${number()}` })),
  swap_names: ({ random, world }) => {
    const object = random.one(world);
    const a = object && random.one(object.fields);
    const b = object && random.one(object.fields);
    if (!object || !a || !b || a === b) return null;
    return replaceObject(
      world,
      replaceField(replaceField(object, { ...a, name: b.name }), { ...b, name: a.name }),
    );
  },
  retype: withField((field, { random, world }) => {
    const to = random.one(columnKinds.filter((kind) => kind !== field.kind));
    const keyed = world.some((object) => object.uniqueKeys.some((key) => key.includes(field.id)));
    if (keyed && to !== undefined && !uniqueKinds.has(to)) return null;
    const convertible = to !== undefined && conversions[to]?.includes(field.kind);
    return convertible && !field.unique ? { ...field, kind: to, indexed: false } : null;
  }),
  /** A lookup becomes several, and several become one where they are. */
  relink: withField((field, { world }) => {
    const keyed = world.some((object) => object.uniqueKeys.some((key) => key.includes(field.id)));
    if (field.kind === "lookup") return keyed ? null : { ...field, kind: "many", indexed: false };
    return field.kind === "many" ? { ...field, kind: "lookup" } : null;
  }),
  remove_option: withField((field, { random }) => {
    const gone = random.one(field.options.filter((option) => option !== lasting));
    return isChoice(field) && gone !== undefined
      ? { ...field, options: field.options.filter((option) => option !== gone) }
      : null;
  }),
  add_option: withField((field, { random }) => {
    const more = random.one(options.filter((option) => !field.options.includes(option)));
    return isChoice(field) && more !== undefined
      ? { ...field, options: options.filter((one) => one === more || field.options.includes(one)) }
      : null;
  }),
  unique: withField((field) =>
    uniqueKinds.has(field.kind) && !field.required ? { ...field, unique: !field.unique } : null,
  ),
  index: withField((field) =>
    uniqueKinds.has(field.kind) ? { ...field, indexed: !field.indexed } : null,
  ),
  require: withField((field) =>
    columnKinds.includes(field.kind) && !field.unique
      ? { ...field, required: !field.required }
      : null,
  ),
  unique_key: ({ random, world }) => {
    const object = random.one(world);
    if (object === undefined) return null;
    if (object.uniqueKeys.length > 0) return replaceObject(world, { ...object, uniqueKeys: [] });
    const able = object.fields.filter(({ kind }) => uniqueKinds.has(kind) || kind === "lookup");
    const key = able.slice(0, 2).map(({ id }) => id);
    return key.length < 2 ? null : replaceObject(world, { ...object, uniqueKeys: [key] });
  },
  roll_back: ({ random, versions }) => random.one(versions) ?? null,
};

/** Types from which values convert, as the designer offers it. */
const conversions: Readonly<Partial<Record<Kind, readonly Kind[]>>> = {
  text: ["integer", "decimal", "boolean", "date", "select"],
  integer: ["decimal", "text", "select", "boolean"],
  decimal: ["integer", "text", "select"],
  boolean: ["text", "select", "integer"],
  date: ["text"],
  select: ["text", "boolean", "integer"],
  multi_select: ["select", "text"],
};

/** A value of a kind; now and then none. */
export function valueFor(field: WorldField, random: Random, stored: Stored): unknown {
  if (!field.required && random.below(4) === 0) return null;
  const n = random.below(40) - 10;
  const targets = [...(stored.records.get(field.target ?? "")?.keys() ?? [])];
  switch (field.kind) {
    case "text":
      return random.one([`t${n}`, String(n), `${n}.25`, "true", "red", "2024-05-06", "red;blue"]);
    case "integer":
      return n;
    case "decimal":
      return `${n}.${random.one(["0000", "5000", "1234"])}`.replace("-0.", "0.");
    case "boolean":
      return n > 0;
    case "date":
      return `2024-01-${String(random.below(28) + 1).padStart(2, "0")}`;
    case "select":
      return random.one(field.options) ?? null;
    case "multi_select":
      return [...new Set([random.one(field.options), random.one(field.options)])];
    case "lookup":
      return random.one(targets) ?? null;
    case "many":
      return [
        ...new Set([1, 2, 3].slice(random.below(3)).flatMap(() => random.one(targets) ?? [])),
      ];
    case "rows":
      return [{ note: `n${n}` }];
    case "deep_rows":
      return [
        { note: `n${n}`, parts: [{ note: "first" }, { note: `m${n}` }] },
        { note: null, parts: n > 10 ? [] : [{ note: "only" }] },
      ];
  }
}
