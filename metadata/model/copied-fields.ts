/** Fields that take their value from a record a lookup leads to, once, when the lookup is set. */
import type { FieldModel, ObjectModel } from "./object-model.ts";

/** `copy_from` of a field, resolved. */
export interface CopySource {
  /** The lookup of the same record. */
  readonly lookup: FieldModel;
  /** From the record behind it to the value, as `fields` of a request says it: `region.name`. */
  readonly rest: string;
  /** The field whose value is copied. */
  readonly source: FieldModel;
}

type Objects = Pick<ReadonlyMap<string, ObjectModel>, "get">;

/** The name at which a path stops leading anywhere, and what it could have been. */
export interface LostPath {
  readonly name: string;
  readonly known: readonly string[];
}

/** Resolves `copy_from`; a path that leads nowhere says where it ends. */
export function copySource(
  path: string,
  holder: ObjectModel,
  objects: Objects,
): CopySource | LostPath {
  const names = path.split(".");
  let model = holder;
  let lookup: FieldModel | null = null;
  for (const [index, name] of names.entries()) {
    const field = model.byName.get(name);
    const last = index === names.length - 1;
    if (field === undefined || (index === 0 && last)) {
      return { name, known: known(model, index === 0) };
    }
    if (last && lookup !== null) return { lookup, rest: names.slice(1).join("."), source: field };
    const next = leadsOn(field) ? objects.get(field.target ?? "") : undefined;
    if (next === undefined) return { name, known: known(model, true) };
    lookup ??= field;
    model = next;
  }
  return { name: path, known: [] };
}

const leadsOn = (field: FieldModel): boolean =>
  field.target !== null && field.type.storage === "column";

const known = (model: ObjectModel, lookups: boolean): readonly string[] =>
  model.fields.filter((field) => !lookups || leadsOn(field)).map(({ name }) => name);

/** The fields of one record or row that are copied, with where from. Published paths lead there. */
export function copiedFields(
  model: ObjectModel,
  objects: Objects,
): readonly (CopySource & { readonly field: FieldModel })[] {
  return model.fields.flatMap((field) => {
    if (field.copyFrom === null) return [];
    const source = copySource(field.copyFrom, model, objects);
    return "lookup" in source ? [{ ...source, field }] : [];
  });
}

/** The value at the end of `rest` in a record that was asked for it. */
export function copiedValue(record: unknown, rest: string): unknown {
  let value = record;
  for (const name of rest.split(".")) {
    if (typeof value !== "object" || value === null) return null;
    value = new Map(Object.entries(value)).get(name) ?? null;
  }
  return value;
}
