/** The rules and conditions of an object, compiled once for a set of objects. */

import type { Expression } from "../expressions/index.ts";
import type { ObjectsByName } from "./computed-fields.ts";
import { compileCondition } from "./field-expression.ts";
import type { FieldModel, ObjectModel } from "./object-model.ts";
import { modelNamed } from "./row-models.ts";
import type { Rule } from "./rule.ts";

export interface Rulebook {
  readonly rules: readonly CompiledRule[];
  /** Rules that look at other records; only the engine can tell. */
  readonly overlaps: readonly CompiledRule[];
  /** Fields with conditions. */
  readonly fields: ReadonlyMap<string, CompiledConditions>;
  /** Of child rows with conditions, by the name of their field. */
  readonly rows: ReadonlyMap<string, Rulebook>;
  /** Lookups that are followed, from the record or from a row of it: `["lines", "product"]`. */
  readonly lookups: readonly (readonly string[])[];
  /** All names that are read, here and in rows. */
  readonly names: ReadonlySet<string>;
}

export interface CompiledRule {
  readonly rule: Rule;
  readonly require: Expression | null;
  readonly when: Expression | null;
}

export interface CompiledConditions {
  readonly field: FieldModel;
  readonly visible: Expression | null;
  readonly required: Expression | null;
  readonly readOnly: Expression | null;
}

const booksOfObjects = new WeakMap<ObjectsByName, Map<ObjectModel, Rulebook | null>>();

/** Null when records of the object need satisfy nothing but their schema. */
export function rulebookOf(model: ObjectModel, objects: ObjectsByName): Rulebook | null {
  let books = booksOfObjects.get(objects);
  if (books === undefined) {
    books = new Map();
    booksOfObjects.set(objects, books);
  }
  let book = books.get(model);
  if (book === undefined) {
    book = compileBook(model, objects);
    books.set(model, book);
  }
  return book;
}

function compileBook(model: ObjectModel, objects: ObjectsByName): Rulebook | null {
  const used: Expression[] = [];
  const compile = (text: string | null): Expression | null => {
    if (text === null) return null;
    // Publishing has checked all of them; a draft may hold one that is being typed.
    const compiled = compileCondition(text, model, objects);
    if (!compiled.ok) return null;
    used.push(compiled.value);
    return compiled.value;
  };
  const rules = model.rules.map((rule) => ({
    rule,
    require: compile(rule.require),
    when: compile(rule.when),
  }));
  const fields = new Map<string, CompiledConditions>();
  const rows = new Map<string, Rulebook>();
  for (const field of model.fields) {
    const { conditions, children } = field;
    if (conditions !== null) {
      fields.set(field.name, {
        field,
        visible: compile(conditions.visible),
        required: compile(conditions.required),
        readOnly: compile(conditions.readOnly),
      });
    }
    const inner = children === null ? null : rulebookOf(children, objects);
    if (inner !== null) rows.set(field.name, inner);
  }
  if (rules.length === 0 && fields.size === 0 && rows.size === 0) return null;
  const own = used.flatMap((expression) => lookupsOf(expression, model, objects));
  const inRows = [...rows].flatMap(([name, book]) =>
    book.lookups.map((path) => (path[0] === "parent" ? path.slice(1) : [name, ...path])),
  );
  return {
    rules: rules.filter(({ require }) => require !== null),
    overlaps: rules.filter(({ rule }) => rule.overlap !== null),
    fields,
    rows,
    lookups: distinct([...own, ...inRows]),
    names: new Set([
      ...used.flatMap(({ references }) => references.flatMap(({ path }) => path)),
      ...[...rows.values()].flatMap((inner) => [...inner.names]),
    ]),
  };
}

const distinct = (paths: readonly (readonly string[])[]) => [
  ...new Map(paths.map((path) => [path.join("."), path])).values(),
];

/** Every part of a path that ends with a lookup which is followed. */
export function lookupsOf(
  expression: Expression,
  model: ObjectModel,
  objects: ObjectsByName,
): readonly (readonly string[])[] {
  return expression.references.flatMap(({ path }) => {
    const found: (readonly string[])[] = [];
    let owner: ObjectModel | undefined = model;
    let way: readonly string[] = [];
    for (const name of path.slice(0, -1)) {
      const isParent: boolean = name === "parent" && owner?.parent != null;
      const field: FieldModel | undefined = isParent ? undefined : owner?.byName.get(name);
      // `lines.parent.customer` is `customer`.
      way =
        isParent && way.length > 0 && way.at(-1) !== "parent" ? way.slice(0, -1) : [...way, name];
      if (isParent) owner = modelNamed(owner?.parent?.object ?? "", objects);
      else if (field?.children) owner = field.children;
      else {
        found.push(way);
        owner = objects.get(field?.target ?? "");
      }
    }
    return found;
  });
}
