/**
 * Computed fields of the random objects of `metadata-sequences.test.ts`, and what they are to give:
 * each belongs to a field, follows it through every change, and goes and comes back with it.
 */
import type { Stored, Values, World, WorldField, WorldObject } from "./metadata-world.ts";

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

function ofColumn({ id, name, kind }: WorldField): Made | null {
  const of = (give: (value: unknown) => unknown) => (values: Values) => {
    const value = values.get(id) ?? null;
    return value === null ? null : give(value);
  };
  switch (kind) {
    case "integer":
      return {
        schema: { type: "integer", formula: `${name} + 1` },
        expected: of((value) => Number(value) + 1),
      };
    case "decimal":
      return { schema: { ...decimal, formula: `${name} * 2` }, expected: of(doubled) };
    case "text":
      return { schema: { type: "string", formula: name }, expected: of(String) };
    default:
      return null;
  }
}

/** Through a lookup: what is computed there of the first field. */
function ofLookup(field: WorldField, world: World): Made | null {
  const target = world.find(({ id }) => id === field.target);
  const read = target?.fields[0];
  const formula = read && formulaOf(read, world, false);
  if (target === undefined || !formula) return null;
  return {
    schema: { ...formula.schema, formula: `${field.name}.${formula.name}` },
    expected: (values, stored) => {
      const found = stored.records.get(target.id)?.get(String(values.get(field.id)));
      return found === undefined ? null : formula.expected(found, stored);
    },
  };
}

function ofRows({ id, name }: WorldField): Made {
  return {
    schema: { type: "integer", formula: `count(${name})` },
    expected: (values) => (values.get(id) as readonly unknown[] | null | undefined)?.length ?? 0,
  };
}

function formulaOf(field: WorldField, world: World, follow: boolean): WorldFormula | null {
  const made =
    field.kind === "rows" || field.kind === "deep_rows"
      ? ofRows(field)
      : field.kind === "lookup"
        ? follow
          ? ofLookup(field, world)
          : null
        : ofColumn(field);
  if (made === null) return null;
  const id = `c${field.id.slice(1)}`;
  return { ...made, name: id, schema: { ...made.schema, id } };
}

export const formulasOf = (object: WorldObject, world: World): readonly WorldFormula[] =>
  object.fields.flatMap((field) => formulaOf(field, world, true) ?? []);
