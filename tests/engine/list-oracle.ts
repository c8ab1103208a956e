/** Lists worked out in memory, the slow and obvious way: what the engine's answers are held to. */
import Big from "big.js";
import fc from "fast-check";

export type Value = string | number | boolean | null;
export type Item = Readonly<Record<string, Value>>;

/** Numbers as Big, so that "10.5" comes after "9"; everything else compares as it is. */
const numeric: ReadonlySet<string> = new Set(["quantity", "amount", "price", "revision"]);

const nameOf = (name: string): string => name.split(".").at(-1) ?? name;

function codePoints(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

export function compareTexts(left: string, right: string): number {
  const [a, b] = [codePoints(left), codePoints(right)];
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function comparePresent(name: string, left: Value, right: Value): number {
  if (numeric.has(nameOf(name))) return new Big(String(left)).cmp(new Big(String(right)));
  return compareTexts(String(left), String(right));
}

/** Empty values come last upwards and first downwards. */
function compareValues(name: string, left: Value, right: Value): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return comparePresent(name, left, right);
}

/** `-amount,name` over items whose lookup paths are flat members: `customer.name`. */
export function sorted(items: readonly Item[], sort: string): readonly Item[] {
  const keys = (sort === "" ? [] : sort.split(",")).map((key) => ({
    name: key.replace("-", ""),
    sign: key.startsWith("-") ? -1 : 1,
  }));
  const all = [...keys, { name: "id", sign: keys[0]?.sign ?? -1 }];
  return items.toSorted((left, right) => {
    for (const { name, sign } of all) {
      const order = sign * compareValues(name, left[name] ?? null, right[name] ?? null);
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** A condition as text and as the three-valued function it stands for. */
export interface Condition {
  readonly text: string;
  holds(item: Item): boolean | null;
}

const operators = ["==", "!=", "<", "<=", ">", ">="] as const;

function verdict(operator: (typeof operators)[number], order: number): boolean {
  switch (operator) {
    case "==":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

const literal = (name: string, value: Value): string =>
  typeof value === "boolean" || numeric.has(nameOf(name)) ? String(value) : JSON.stringify(value);

/** Conditions over fields of the items; constants are often values that some item has. */
export function conditions(
  items: readonly Item[],
  names: readonly string[],
): fc.Arbitrary<Condition> {
  const comparison = fc
    .tuple(fc.constantFrom(...names), fc.constantFrom(...operators), fc.nat())
    .map(([name, operator, pick]): Condition => {
      const present = items.map((item) => item[name] ?? null).filter((value) => value !== null);
      const constant = present[pick % Math.max(1, present.length)] ?? null;
      const unordered = typeof constant === "boolean" || name === "customer" || name === "level";
      const used = constant === null || !unordered || operator === "!=" ? operator : "==";
      if (constant === null) return emptiness(name, used === "==");
      return {
        text: `${name} ${used} ${literal(name, constant)}`,
        holds: (item) => {
          const value = item[name] ?? null;
          return value === null ? null : verdict(used, comparePresent(name, value, constant));
        },
      };
    });
  const emptinessTest = fc
    .tuple(fc.constantFrom(...names), fc.boolean())
    .map(([name, empty]) => emptiness(name, empty));
  const { node } = fc.letrec<{ node: Condition }>((tie) => ({
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      comparison,
      emptinessTest,
      tie("node").map(negated),
      fc.tuple(tie("node"), fc.constantFrom("&&", "||"), tie("node")).map(joined),
    ),
  }));
  return node;
}

const emptiness = (name: string, empty: boolean): Condition => ({
  text: `${name} ${empty ? "==" : "!="} null`,
  holds: (item) => (item[name] === null || item[name] === undefined) === empty,
});

const negated = (inner: Condition): Condition => ({
  text: `!(${inner.text})`,
  holds: (item) => {
    const found = inner.holds(item);
    return found === null ? null : !found;
  },
});

function joined([left, operator, right]: readonly [Condition, string, Condition]): Condition {
  const decisive = operator === "||";
  return {
    text: `(${left.text} ${operator} ${right.text})`,
    holds: (item) => {
      const both = [left.holds(item), right.holds(item)];
      if (both.includes(decisive)) return decisive;
      return both.includes(null) ? null : !decisive;
    },
  };
}
