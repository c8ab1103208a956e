/** Tells patterns that the platform's own engine runs in linear time, and reads as RE2 does. */

/** Literals, `\d`, escaped punctuation, simple classes; each with at most one quantifier. */
const piece =
  /(?:[A-Za-z0-9_\-/@#%&=:;,!~"' \u00a0-\ud7ff\ue000-\uffff]|\\[d\\.+*?()[\]{}^$|/]|\[(?:[A-Za-z0-9_@#%&=:;,!~"' /.+*?()\u00a0-\ud7ff\ue000-\uffff]|\\[d\\.\-[\]^/])(?:[A-Za-z0-9_@#%&=:;,!~"' /.+*?()\-\u00a0-\ud7ff\ue000-\uffff]|\\[d\\.\-[\]^/])*\])(\*|\+|\?|\{\d{1,3}(?:,\d{0,3})?\})?/y;

const maximumWays = 1000;

/**
 * True for patterns such as `^[A-Z]{5}$`: anchored at the start, no groups, no alternatives, at
 * most one unlimited quantifier and few ways to divide a text between the limited ones. For them
 * the native engine needs linear time and RE2 would say the same; all others go through RE2.
 */
export function isPlainPattern(pattern: string): boolean {
  if (!pattern.startsWith("^") || pattern.length > 500) return false;
  const end =
    pattern.endsWith("$") && !pattern.endsWith("\\$") ? pattern.length - 1 : pattern.length;
  let at = 1;
  let unlimited = 0;
  let ways = 1;
  while (at < end) {
    piece.lastIndex = at;
    const match = piece.exec(pattern);
    if (!match) return false;
    at = piece.lastIndex;
    const quantifier = match[1] ?? "";
    if (quantifier === "*" || quantifier === "+" || quantifier.endsWith(",}")) unlimited += 1;
    else ways *= waysOf(quantifier);
    if (unlimited > 1 || ways > maximumWays) return false;
  }
  return at === end && isPatternOfPlatform(pattern);
}

function waysOf(quantifier: string): number {
  if (quantifier === "?") return 2;
  const match = /^\{(\d+),(\d+)\}$/.exec(quantifier);
  return match ? Math.max(1, Number(match[2]) - Number(match[1]) + 1) : 1;
}

/** A class such as `[z-a]` is a mistake that only compiling finds. */
function isPatternOfPlatform(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}
