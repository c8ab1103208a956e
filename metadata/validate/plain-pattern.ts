/** Tells patterns that the platform's own engine runs in linear time, and reads as RE2 does. */

/** How a part of a pattern can match: unlimited quantifiers in it, and ways through it. */
interface Cost {
  readonly end: number;
  readonly unlimited: number;
  readonly ways: number;
}

const literal = /[^\\.*+?()[\]{}^$|]/uy;
const escaped = /\\[dw\\.*+?()[\]{}^$|/]/y;
const characterClass = /\[\^?(?:[^\\[\]^]|\\[dw\\.\-[\]^/])+\]/uy;
const quantifier = /\*|\+|\?|\{(\d{1,3})(?:(,)(\d{0,3}))?\}/y;

const maximumWays = 1000;
const maximumLength = 500;

/**
 * True for patterns such as `^[A-Z]{5}$` and `^(a|b)(\.[0-9]{1,4})?$`: anchored at the start,
 * repetition only of single characters, at most one of them unlimited, and few ways to divide a
 * text between the others. For them the native engine needs linear time and RE2 says the same;
 * all other patterns of metadata go through RE2.
 */
export function isPlainPattern(pattern: string): boolean {
  if (!pattern.startsWith("^") || pattern.length > maximumLength) return false;
  // No alternatives at the top: `^a|b` would anchor its first branch only.
  const cost = sequence(pattern, 1, 0);
  if (!cost || cost.unlimited > 1 || cost.ways > maximumWays) return false;
  const atEnd = cost.end === pattern.length;
  const anchored = cost.end === pattern.length - 1 && pattern.endsWith("$");
  return (atEnd || anchored) && compiles(pattern);
}

function alternatives(pattern: string, start: number, depth: number): Cost | null {
  let cost = sequence(pattern, start, depth);
  while (cost && pattern[cost.end] === "|") {
    const next = sequence(pattern, cost.end + 1, depth);
    if (!next) return null;
    const unlimited = Math.max(cost.unlimited, next.unlimited);
    cost = { end: next.end, unlimited, ways: cost.ways + next.ways };
  }
  return cost;
}

function sequence(pattern: string, start: number, depth: number): Cost | null {
  let cost: Cost = { end: start, unlimited: 0, ways: 1 };
  while (cost.end < pattern.length && !"|)$".includes(pattern[cost.end] ?? "")) {
    const next =
      pattern[cost.end] === "(" ? group(pattern, cost.end, depth) : character(pattern, cost.end);
    if (!next) return null;
    cost = {
      end: next.end,
      unlimited: cost.unlimited + next.unlimited,
      ways: cost.ways * next.ways,
    };
  }
  return cost;
}

/** A group may be optional, but not repeated. */
function group(pattern: string, start: number, depth: number): Cost | null {
  if (depth > 5) return null;
  const inner = pattern.startsWith("(?:", start) ? start + 3 : start + 1;
  const cost = alternatives(pattern, inner, depth + 1);
  if (!cost || pattern[cost.end] !== ")") return null;
  const end = cost.end + 1;
  if (pattern[end] === "?") return { ...cost, end: end + 1, ways: cost.ways + 1 };
  return "*+{".includes(pattern[end] ?? " ") ? null : { ...cost, end };
}

function character(pattern: string, start: number): Cost | null {
  const end =
    matchEnd(literal, pattern, start) ??
    matchEnd(escaped, pattern, start) ??
    matchEnd(characterClass, pattern, start);
  if (end === null) return null;
  quantifier.lastIndex = end;
  const match = quantifier.exec(pattern);
  if (!match) return { end, unlimited: 0, ways: 1 };
  const [text, least, comma, most] = match;
  const after = quantifier.lastIndex;
  if ("?*+".includes(pattern[after] ?? " ")) return null;
  if (text === "*" || text === "+" || (comma && most === "")) {
    return { end: after, unlimited: 1, ways: 1 };
  }
  const ways = text === "?" ? 2 : comma ? Number(most) - Number(least) + 1 : 1;
  return { end: after, unlimited: 0, ways };
}

function matchEnd(part: RegExp, pattern: string, start: number): number | null {
  part.lastIndex = start;
  return part.test(pattern) ? part.lastIndex : null;
}

/** A class such as `[z-a]` is a mistake that only compiling finds. */
function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}
