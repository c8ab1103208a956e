/**
 * Computed fields of the random objects of `metadata-sequences.test.ts`, and what they are to give:
 * each belongs to a field, follows it through every change, and goes and comes back with it.
 */
import type { Kind, Stored, Values, World, WorldField, WorldObject } from "./metadata-world.ts";

export interface WorldFormula {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** By another way than the engine's. */
  expected(values: Values, stored: Stored): unknown;
}

const decimal = { $ref: "tenon:decimal", precision: 32, scale: 4 };

/** Twice a text of four decimals. */
function doubled(text: unknown): string {
  const digits = BigInt(String(text).replace(".", "")) * 2n;
  const sign = digits < 0n ? "-" : "";
  const padded = (digits < 0n ? -digits : digits).toString().padStart(5, "0");
  return `${sign}${padded.slice(0, -4)}.${padded.slice(-4)}`;
}

type Made = Pick<WorldFormula, "schema" | "expected">;

/** What is computed of a value that is called so: another value of its kind. */
function computedOf(kind: Kind, name: string) {
  switch (kind) {
    case "integer":
      return {
        schema: { type: "integer", formula: `${name} + 1` },
        give: (value: unknown) => Number(value) + 1,
      };
    case "decimal":
      return { schema: { ...decimal, formula: `${name} * 2` }, give: doubled };
    case "text":
      return { schema: { type: "string", formula: name }, give: String };
    default:
      return null;
  }
}

const orNull = (value: unknown, give: (value: unknown) => unknown): unknown =>
  value === null || value === undefined ? null : give(value);

/** Of some columns: a formula of each would double the work of every step. */
function ofColumn({ id, name, kind }: WorldField): Made | null {
  const made = Number(id.slice(1)) % 3 === 0 ? computedOf(kind, name) : null;
  return made && { schema: made.schema, expected: (values) => orNull(values.get(id), made.give) };
}

/** Through a lookup: of the first field there. */
function ofLookup(field: WorldField, world: World): Made | null {
  const target = world.find(({ id }) => id === field.target);
  const read = target?.fields[0];
  const made = read === undefined ? null : computedOf(read.kind, `${field.name}.${read.name}`);
  if (target === undefined || read === undefined || made === null) return null;
  return {
    schema: made.schema,
    expected: (values, stored) => {
      const found = stored.records.get(target.id)?.get(String(values.get(field.id)));
      return orNull(found?.get(read.id), made.give);
    },
  };
}

function ofRows({ id, name }: WorldField): Made {
  return {
    schema: { type: "integer", formula: `count(${name})` },
    expected: (values) => (values.get(id) as readonly unknown[] | null | undefined)?.length ?? 0,
  };
}

function formulaOf(field: WorldField, world: World): WorldFormula | null {
  const isRows = field.kind === "rows" || field.kind === "deep_rows";
  const made = isRows
    ? ofRows(field)
    : field.kind === "lookup"
      ? ofLookup(field, world)
      : ofColumn(field);
  const id = `c${field.id.slice(1)}`;
  return made && { ...made, name: id, schema: { ...made.schema, id } };
}

export const formulasOf = (object: WorldObject, world: World): readonly WorldFormula[] =>
  object.fields.flatMap((field) => formulaOf(field, world) ?? []);
