/**
 * Computed fields in JavaScript: what the browser shows while one types and what the engine
 * writes for a new record. The same formulas as SQL keep stored records right.
 */
import {
  type Clock,
  decimal,
  type Expression,
  evaluate,
  type RecordValues,
  type Value,
} from "../expressions/index.ts";
import { secretMark } from "../fields/values/secret-mark.ts";
import { isJsonObject } from "../json-object.ts";
import { numberRange } from "./computed-range.ts";
import { valueHeld } from "./dynamic-lookups.ts";
import { compileForField } from "./field-expression.ts";
import type { FieldModel, ObjectModel } from "./object-model.ts";

export type ObjectsByName = ReadonlyMap<string, ObjectModel>;

const formulasOfCatalog = new WeakMap<ObjectsByName, Map<FieldModel, Expression>>();

interface Compiled {
  readonly expression: Expression;
  /** The objects that names led to; with the same ones, the formula need not be compiled again. */
  readonly uses: ReadonlyMap<string, ObjectModel | undefined>;
}

const compiledFormulas = new WeakMap<FieldModel, Compiled>();

/** The compiled formula of a field; null when it has none. Formulas were checked at publish. */
export function formulaOf(
  field: FieldModel,
  model: ObjectModel,
  objects: ObjectsByName,
): Expression | null {
  if (field.formula === null) return null;
  let formulas = formulasOfCatalog.get(objects);
  if (formulas === undefined) {
    formulas = new Map();
    formulasOfCatalog.set(objects, formulas);
  }
  let expression = formulas.get(field);
  if (expression === undefined) {
    expression = compiledFormula(field, field.formula, model, objects);
    formulas.set(field, expression);
  }
  return expression;
}

/** A publish changes few objects of many: the formulas of the others stay compiled. */
function compiledFormula(
  field: FieldModel,
  formula: string,
  model: ObjectModel,
  objects: ObjectsByName,
): Expression {
  const known = compiledFormulas.get(field);
  if (known && [...known.uses].every(([name, used]) => objects.get(name) === used))
    return known.expression;
  const uses = new Map<string, ObjectModel | undefined>();
  const recording = {
    get(name: string) {
      const found = objects.get(name);
      uses.set(name, found);
      return found;
    },
  };
  const compiled = compileForField(formula, field, model, recording);
  if (!compiled.ok) throw new Error(`The formula of ${model.name}.${field.name} does not compile`);
  compiledFormulas.set(field, { expression: compiled.value, uses });
  return compiled.value;
}

/** Where the records behind lookups come from; without it, formulas through lookups stay as they are. */
export interface RelatedRecords {
  /** The record an id leads to, as JSON; null when it is not at hand. */
  find(object: string, id: string): Readonly<Record<string, unknown>> | null;
}

interface Computation {
  readonly objects: ObjectsByName;
  readonly clock: Clock;
  readonly related: RelatedRecords | null;
  /** True of fields whose formulas read what is not known yet: they keep their value, too. */
  readonly isLeft?: (field: FieldModel) => boolean;
}

/**
 * `record` with its computed fields, and those of its child rows, filled in. Fields whose formula
 * reads through a lookup keep their value unless `related` is given.
 */
export function computeFields(
  model: ObjectModel,
  record: Readonly<Record<string, unknown>>,
  computation: Computation,
): Record<string, unknown> {
  return computeRow(model, record, { ...computation, isStored: false }, null).json();
}

interface RowComputation extends Computation {
  /** Behind a lookup: computed fields stand as they are stored, which is what SQL reads, too. */
  readonly isStored: boolean;
}

interface Row extends RecordValues {
  json(): Record<string, unknown>;
}

function computeRow(
  model: ObjectModel,
  source: Readonly<Record<string, unknown>>,
  computation: RowComputation,
  parent: RecordValues | null,
): Row {
  const record: Record<string, unknown> = { ...source };
  const done = new Set<string>();
  const children = new Map<string, readonly Row[]>();

  const settle = (field: FieldModel): void => {
    if (computation.isStored || done.has(field.name)) return;
    done.add(field.name);
    const formula = formulaOf(field, model, computation.objects);
    if (formula === null || (formula.uses.related && computation.related === null)) return;
    if (computation.isLeft?.(field)) return;
    record[field.name] = jsonOf(
      field,
      evaluate(formula, { record: row, clock: computation.clock }),
    );
  };
  const rowsOf = (name: string): readonly Row[] => {
    const known = children.get(name);
    if (known !== undefined) return known;
    const rows = model.byName.get(name)?.children;
    const list = record[name];
    const made =
      rows && Array.isArray(list)
        ? list.filter(isJsonObject).map((child) => computeRow(rows, child, computation, row))
        : [];
    children.set(name, made);
    return made;
  };
  const row: Row = {
    value: (name) => {
      const field = model.byName.get(name);
      if (field === undefined) return null;
      settle(field);
      return expressionValue(field, valueHeld(field, record));
    },
    related: (name) => {
      if (name === "parent" && parent !== null) return parent;
      const field = model.byName.get(name);
      if (field !== undefined && hasParts(field)) return partsOf(field, row.value(name));
      const id = field === undefined ? null : valueHeld(field, record);
      if (!field?.target || typeof id !== "string") return null;
      const target = computation.objects.get(field.target);
      const found = computation.related?.find(field.target, id) ?? null;
      return target === undefined || found === null
        ? null
        : computeRow(target, found, { ...computation, isStored: true }, null);
    },
    rows: rowsOf,
    json: () => {
      for (const field of model.fields) {
        settle(field);
        if (field.children !== null && Array.isArray(record[field.name])) {
          record[field.name] = rowsOf(field.name).map((child) => child.json());
        }
      }
      return record;
    },
  };
  return row;
}

/** True for a value of which expressions name parts that are no records. */
export const hasParts = (field: FieldModel): boolean =>
  field.type.parts !== undefined || field.arms.length > 0;

/** The parts of a composite value, which formulas name as if they were fields of a record. */
export function partsOf(field: FieldModel, value: Value): RecordValues | null {
  if (typeof value !== "string") return null;
  const parts: unknown = JSON.parse(value);
  return {
    value: (name) => {
      const part = field.type.parts?.find((candidate) => candidate.name === name);
      const held = isJsonObject(parts) ? parts[name] : null;
      if (typeof held !== "string") return null;
      return part?.type.kind === "number" ? exactNumber(held) : held;
    },
    related: () => null,
    rows: () => [],
  };
}

/** A JSON value of a field as a value of the expression language. */
export function expressionValue(field: FieldModel, json: unknown): Value {
  if (json === null || json === undefined) return null;
  // Whether it is there is all that is known of it.
  if (field.type.sealed) return json === "" ? null : JSON.stringify(secretMark);
  const kind = field.type.expressionType(field.schema)?.kind;
  if (field.type.stored !== undefined) return storedValue(field.type.stored.fromWire(json));
  switch (kind) {
    case "number":
      return typeof json === "number" || typeof json === "string" ? exactNumber(json) : null;
    case "boolean":
      return typeof json === "boolean" ? json : null;
    case "composite":
      return isJsonObject(json) ? JSON.stringify(json) : null;
    case "list":
      return Array.isArray(json) ? listOf(json) : null;
    default:
      return typeof json === "string" ? json : null;
  }
}

/** A list of nothing is empty, whichever way it was sent. */
function listOf(json: readonly unknown[]): Value {
  const entries = json.filter((item) => typeof item === "string");
  return entries.length === 0 ? null : entries;
}

/** Formulas see what the column holds. */
const storedValue = (stored: unknown): Value =>
  typeof stored === "number" ? exactNumber(stored) : null;

/** Half-typed numbers of a form are empty. */
function exactNumber(json: number | string): Value {
  try {
    return decimal(json);
  } catch {
    return null;
  }
}

/**
 * A computed value as the field's JSON: numbers are rounded half away from zero to its scale. A
 * number that the field cannot hold stays what it is, as digits; `rangeProblems` finds those.
 */
export function jsonOf(field: FieldModel, value: Value): unknown {
  if (typeof value === "string") return field.type.wire === "json" ? JSON.parse(value) : value;
  if (value === null || typeof value === "boolean") return value;
  if ("cmp" in value) {
    const { stored, wire } = field.type;
    const range = numberRange(field.type.column(field.schema));
    const digits = value.toFixed(range?.scale ?? 0, 1);
    if (range !== null && decimal(digits).abs().gte(range.limit)) return digits;
    if (stored !== undefined) return stored.toWire(Number(digits));
    return wire === "number" ? Number(digits) : digits;
  }
  return [...value];
}
