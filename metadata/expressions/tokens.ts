/** Text to tokens. Stops at the first character that cannot be understood. */
import { failure, type Problem, type Result, success } from "../problem.ts";
import { expressionProblem } from "./expression-problem.ts";
import type { Span } from "./tree.ts";

export interface Token extends Span {
  readonly kind: "number" | "text" | "name" | "symbol" | "end";
  /** Symbol, name or digits as written; the value of a text. */
  readonly text: string;
}

/** Digits a literal may have: enough for any column, few enough that products stay small. */
export const literalDigits = 60;

const symbols = [
  ...["||", "&&", "==", "!=", "<=", ">="],
  ...["<", ">", "+", "-", "*", "/", "%", "!", "?", ":", "(", ")", "[", "]", ",", "."],
];

/** What people write from habit, from other languages or with a Chinese keyboard. Longest first. */
const habits: readonly (readonly [string, string])[] = [
  ...([
    ["===", "=="],
    ["!==", "!="],
    ["<>", "!="],
    ["=", "=="],
    ["&", "&&"],
    ["|", "||"],
  ] as const),
  ...([
    ["（", "("],
    ["）", ")"],
    ["，", ","],
    ["、", ","],
    ["：", ":"],
    ["？", "?"],
  ] as const),
  ...([
    ["！", "!"],
    ["＝", "=="],
    ["＞", ">"],
    ["＜", "<"],
    ["＋", "+"],
    ["－", "-"],
  ] as const),
  ...([
    ["×", "*"],
    ["÷", "/"],
    ["≥", ">="],
    ["≤", "<="],
    ["≠", "!="],
    ["。", "."],
  ] as const),
  ...([
    ["“", '"'],
    ["”", '"'],
    ["‘", "'"],
    ["’", "'"],
    ["【", "["],
    ["】", "]"],
  ] as const),
];

const escapes: ReadonlyMap<string, string> = new Map([
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["\\", "\\"],
  ['"', '"'],
  ["'", "'"],
]);

const blanks = /[ \t\r\n\u00a0\u3000]*/y;
const names = /[A-Za-z_][A-Za-z0-9_]*/y;
/** Takes in letters too, so that `1e5` and `12px` are one mistake and not two tokens. */
const numbers = /\d(?:[A-Za-z0-9_]|\.(?=[A-Za-z0-9_]))*/y;

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

export function tokenise(text: string): Result<readonly Token[]> {
  const tokens: Token[] = [];
  let at = matchAt(blanks, text, 0).length;
  while (at < text.length) {
    const token = readToken(text, at);
    if (!token.ok) return token;
    tokens.push(token.value);
    at = token.value.end;
    at += matchAt(blanks, text, at).length;
  }
  tokens.push({ kind: "end", text: "", start: text.length, end: text.length });
  return success(tokens);
}

function readToken(text: string, start: number): Result<Token> {
  const name = matchAt(names, text, start);
  if (name !== "") return success({ kind: "name", text: name, start, end: start + name.length });
  const digits = matchAt(numbers, text, start);
  if (digits !== "") return readNumber(digits, start);
  const first = text[start]!;
  if (first === '"' || first === "'") return readText(text, start, first);
  const habit = habits.find(([written]) => text.startsWith(written, start));
  const symbol = symbols.find((candidate) => text.startsWith(candidate, start));
  if (habit && (symbol === undefined || habit[0].length > symbol.length)) {
    const [found, instead] = habit;
    const span = { start, end: start + found.length };
    return failure(expressionProblem("expression_write_instead", span, { found, instead }));
  }
  if (symbol !== undefined) {
    return success({ kind: "symbol", text: symbol, start, end: start + symbol.length });
  }
  const found = String.fromCodePoint(text.codePointAt(start)!);
  const span = { start, end: start + found.length };
  return failure(expressionProblem("expression_syntax", span, { found }));
}

function readNumber(found: string, start: number): Result<Token> {
  const span = { start, end: start + found.length };
  if (!/^\d+(\.\d+)?$/.test(found) || found.length > literalDigits) {
    return failure(expressionProblem("expression_number", span, { found, digits: literalDigits }));
  }
  return success({ kind: "number", text: found, ...span });
}

function readText(text: string, start: number, quote: string): Result<Token> {
  let value = "";
  let at = start + 1;
  while (at < text.length && text[at] !== quote) {
    if (text[at] === "\\" && at + 1 < text.length) {
      const escaped = readEscape(text, at);
      if (!escaped.ok) return escaped;
      value += escaped.value.character;
      at = escaped.value.end;
    } else {
      value += text[at++];
    }
  }
  const span = { start, end: at + 1 };
  if (at >= text.length) {
    return failure(
      expressionProblem("expression_unclosed_text", { start, end: text.length }, { quote }),
    );
  }
  if (value.includes("\0") || !value.isWellFormed()) {
    return failure(expressionProblem("expression_text_character", span));
  }
  return success({ kind: "text", text: value, ...span });
}

function readEscape(text: string, at: number): Result<{ character: string; end: number }> {
  const simple = escapes.get(text[at + 1]!);
  if (simple !== undefined) return success({ character: simple, end: at + 2 });
  const code = matchAt(/\\u(?:[0-9A-Fa-f]{4}|\{[0-9A-Fa-f]{1,6}\})/y, text, at);
  const point = Number.parseInt(code.replace(/[^0-9A-Fa-f]/g, ""), 16);
  if (code !== "" && point <= 0x10ffff) {
    // Four-digit escapes are UTF-16 units, so that a pair written as two escapes is one character.
    return success({ character: String.fromCodePoint(point), end: at + code.length });
  }
  return failure(unknownEscape(text, at));
}

function unknownEscape(text: string, at: number): Problem {
  const found = `\\${String.fromCodePoint(text.codePointAt(at + 1)!)}`;
  const known = ["\\b", "\\f", "\\n", "\\r", "\\t", "\\\\", "\\'", '\\"', "\\u4e2d", "\\u{1f600}"];
  const span = { start: at, end: at + found.length };
  return expressionProblem("expression_escape", span, { found, known });
}
