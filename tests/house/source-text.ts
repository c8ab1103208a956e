/**
 * Blanks comments and the contents of strings, templates and regular expressions, so that rules
 * look at code alone. Quotes, line ends and offsets stay. What stands in `${…}` is code.
 */
export function codeOf(text: string): string {
  let code = "";
  let at = 0;
  /** Depth of braces inside each open `${`. */
  const templates: number[] = [];
  const take = (length: number) => {
    code += text.slice(at, at + length);
    at += length;
  };
  const blank = (end: number) => {
    code += text.slice(at, end).replace(/[^\n]/g, " ");
    at = Math.min(end, text.length);
  };
  while (at < text.length) {
    const character = text[at] ?? "";
    const innermost = templates.length - 1;
    if (text.startsWith("//", at)) blank(endOr(text.indexOf("\n", at), text));
    else if (text.startsWith("/*", at)) blank(endOr(text.indexOf("*/", at + 2), text, 2));
    else if (character === '"' || character === "'") {
      take(1);
      blank(endOfString(text, at, character));
      if (text[at] === character) take(1);
    } else if (character === "`" || (character === "}" && templates[innermost] === 0)) {
      if (character === "}") templates.pop();
      take(1);
      blank(endOfTemplatePart(text, at));
      if (text[at] === "$") {
        templates.push(0);
        take(2);
      } else take(1);
    } else if (character === "/" && opensPattern(text, at, code)) {
      take(1);
      blank(endOfPattern(text, at) ?? at);
      take(1);
    } else {
      if (innermost >= 0 && character === "{")
        templates[innermost] = (templates[innermost] ?? 0) + 1;
      if (innermost >= 0 && character === "}")
        templates[innermost] = (templates[innermost] ?? 0) - 1;
      take(1);
    }
  }
  return code;
}

const endOr = (found: number, text: string, more = 0): number =>
  found < 0 ? text.length : found + more;

/** A string ends with its line, so that an apostrophe in the text of a screen does little harm. */
function endOfString(text: string, start: number, quote: string): number {
  for (let at = start; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote || text[at] === "\n") return at;
  }
  return text.length;
}

function endOfTemplatePart(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "`" || text.startsWith("${", at)) return at;
  }
  return text.length;
}

function opensPattern(text: string, at: number, before: string): boolean {
  if (text[at + 1] === ">" || endOfPattern(text, at + 1) === null) return false;
  return /(?:^|[(,=:[!&|?{};+\-*%~^>]|\b(?:return|typeof|case|in|of))\s*$/.test(before.slice(-200));
}

/** Offset of the `/` that ends a pattern; null when its line has none. */
function endOfPattern(text: string, start: number): number | null {
  let inClass = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === "\n") return null;
    if (character === "\\") at++;
    else if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    else if (character === "/" && !inClass) return at;
  }
  return null;
}
