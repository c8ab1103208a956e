/**
 * SQL text as a value. A fragment is a list of pieces: trusted text, constants and slots.
 * Fragments nest in the `sql` template, and nothing else becomes text: there is no way to put a
 * value of a caller into a statement except as a parameter.
 *
 *   const query = sql`select ${identifier("name")} from ${identifier("shop", "customer")}
 *                     where ${identifier("id")} = ${slot("id", "uuid")}`;
 *   compileSql(query).text // select "name" from "shop"."customer" where "id" = $1::uuid
 */

/** What a statement may carry as a parameter; lists become PostgreSQL arrays. */
export type SqlValue = string | number | boolean | null | readonly (string | null)[];

/** A value known when the statement is composed. */
export interface Constant {
  readonly kind: "constant";
  readonly value: SqlValue;
  readonly cast: string;
}

/** A value known only when the statement runs; slots of one name and cast share a parameter. */
export interface Slot {
  readonly kind: "slot";
  readonly name: string;
  readonly cast: string;
}

export interface Sql {
  readonly pieces: readonly (string | Constant | Slot)[];
}

export interface CompiledSql {
  /** Statement text with `$1`…; equal for fragments that differ in constants alone. */
  readonly text: string;
  /** In the order of their numbers. */
  readonly parameters: readonly (Constant | Slot)[];
}

const typePattern = /^[a-z][a-z0-9 ]*(\(\d+(, ?\d+)?\))?(\[\])?$/;

/** Text of the template is trusted, everything in `${}` is a fragment. */
export function sql(strings: TemplateStringsArray, ...fragments: readonly Sql[]): Sql {
  const pieces: (string | Constant | Slot)[] = [];
  for (const [index, text] of strings.entries()) {
    if (text !== "") pieces.push(text);
    const fragment = fragments[index];
    // One by one: a call takes only so many arguments.
    for (const piece of fragment?.pieces ?? []) pieces.push(piece);
  }
  return { pieces };
}

/** A quoted, qualified name. Asserts that every part is 1 to 63 bytes without quote or NUL. */
export function identifier(...names: readonly [string, ...string[]]): Sql {
  for (const name of names) {
    if (!/^[A-Za-z0-9_$ .:-]{1,63}$/.test(name)) throw new Error(`unsafe identifier: ${name}`);
  }
  return { pieces: [names.map((name) => `"${name}"`).join(".")] };
}

function checkedType(name: string): string {
  if (!typePattern.test(name)) throw new Error(`not the name of a type: ${name}`);
  return name;
}

/** The name of a PostgreSQL type, `numeric(18,2)`; asserts its form. */
export function typeName(name: string): Sql {
  return { pieces: [checkedType(name)] };
}

/** A constant of this statement: `$n::cast`. */
export function parameter(value: SqlValue, cast: string): Sql {
  return { pieces: [{ kind: "constant", value, cast: checkedType(cast) }] };
}

/** A value given at execution: `$n::cast`. */
export function slot(name: string, cast: string): Sql {
  return { pieces: [{ kind: "slot", name, cast: checkedType(cast) }] };
}

/** Fragments one after another, `separator` between them. */
export function joinSql(fragments: readonly Sql[], separator: Sql): Sql {
  return {
    pieces: fragments.flatMap((fragment, index) =>
      index === 0 ? fragment.pieces : [...separator.pieces, ...fragment.pieces],
    ),
  };
}

/** Numbers the parameters and joins the text. */
export function compileSql(fragment: Sql): CompiledSql {
  const parameters: (Constant | Slot)[] = [];
  const numbers = new Map<string, number>();
  let text = "";
  for (const piece of fragment.pieces) {
    if (typeof piece === "string") {
      text += piece;
      continue;
    }
    const key = piece.kind === "slot" ? `${piece.name}::${piece.cast}` : null;
    let number = key === null ? undefined : numbers.get(key);
    if (number === undefined) {
      parameters.push(piece);
      number = parameters.length;
      if (key !== null) numbers.set(key, number);
    }
    text += `$${number}::${piece.cast}`;
  }
  return { text, parameters };
}
