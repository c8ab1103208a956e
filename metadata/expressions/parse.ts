/**
 * Tokens to a tree: a Pratt parser. Precedence as in JavaScript, lowest first:
 * `? :`, `||`, `&&`, `== !=`, `< <= > >= in`, `+ -`, `* / %`, `! -`, calls and paths.
 */
import { failure, type Problem, type Result, success } from "../problem.ts";
import type { Text } from "../text.ts";
import { expressionProblem } from "./expression-problem.ts";
import { type Token, tokenise } from "./tokens.ts";
import type { BinaryOperator, ListNode, Node, PathSegment, Span } from "./tree.ts";

export const expressionLimits = { length: 10_000, depth: 100, nodes: 1_000, path: 8 } as const;

/** Names that are not fields. */
export const expressionWords = ["true", "false", "null", "in"] as const;

const precedences: ReadonlyMap<string, number> = new Map([
  ["||", 1],
  ["&&", 2],
  ...["==", "!="].map((operator) => [operator, 3] as const),
  ...["<", "<=", ">", ">=", "in"].map((operator) => [operator, 4] as const),
  ...["+", "-"].map((operator) => [operator, 5] as const),
  ...["*", "/", "%"].map((operator) => [operator, 6] as const),
]);

const spreadsheetWords: ReadonlyMap<string, string> = new Map([
  ["and", "&&"],
  ["or", "||"],
  ["not", "!"],
  ["mod", "%"],
]);

const aValue: Text = { en: "a value", "zh-CN": "一个值" };
const aName: Text = { en: "a field name", "zh-CN": "字段名" };

/** Ends parsing at the first mistake: what follows one would only be noise. */
class ParseStop extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

interface Cursor {
  readonly tokens: readonly Token[];
  index: number;
  depth: number;
  nodes: number;
}

/** One expression. Problems carry `start` and `end` offsets in `text`. */
export function parseExpression(text: string): Result<Node> {
  return parseWith(text, (cursor) => {
    const node = parseTop(cursor);
    expectEnd(cursor);
    return node;
  });
}

/** Expressions separated by commas, as in `status, month(order_date)`. Empty text is no expression. */
export function parseExpressionList(text: string): Result<readonly Node[]> {
  if (text.trim() === "") return success([]);
  return parseWith(text, (cursor) => {
    const nodes = [parseTop(cursor)];
    while (takeSymbol(cursor, ",")) nodes.push(parseTop(cursor));
    expectEnd(cursor);
    return nodes;
  });
}

function parseWith<Value>(text: string, parse: (cursor: Cursor) => Value): Result<Value> {
  const whole = { start: 0, end: text.length };
  if (text.length > expressionLimits.length) {
    const params = { length: text.length, limit: expressionLimits.length };
    return failure(expressionProblem("expression_too_long", whole, params));
  }
  const tokens = tokenise(text);
  if (!tokens.ok) return tokens;
  if (tokens.value.length === 1) return failure(expressionProblem("expression_empty", whole));
  try {
    return success(parse({ tokens: tokens.value, index: 0, depth: 0, nodes: 0 }));
  } catch (stop) {
    if (stop instanceof ParseStop) return failure(stop.problem);
    throw stop;
  }
}

function parseTop(cursor: Cursor): Node {
  const test = parseBinary(cursor, 1);
  if (!takeSymbol(cursor, "?")) return test;
  const whenTrue = nested(cursor, () => parseTop(cursor));
  expectSymbol(cursor, ":");
  const whenFalse = nested(cursor, () => parseTop(cursor));
  const span = { start: test.start, end: whenFalse.end };
  return counted(cursor, { kind: "conditional", test, whenTrue, whenFalse, ...span });
}

function parseBinary(cursor: Cursor, lowest: number): Node {
  let left = parseUnary(cursor);
  for (;;) {
    const token = peek(cursor);
    const precedence = operatorPrecedence(token);
    if (precedence === undefined || precedence < lowest) return left;
    cursor.index++;
    const operator = token.text as BinaryOperator;
    const right =
      operator === "in" && isSymbol(peek(cursor), "[")
        ? parseList(cursor)
        : parseBinary(cursor, precedence + 1);
    const span = { start: left.start, end: right.end };
    left = counted(cursor, { kind: "binary", operator, left, right, ...span });
  }
}

function operatorPrecedence(token: Token): number | undefined {
  if (token.kind === "name" && token.text !== "in") {
    const instead = spreadsheetWords.get(token.text.toLowerCase());
    if (instead === undefined) return undefined;
    throw stop("expression_write_instead", token, { found: token.text, instead });
  }
  return token.kind === "symbol" || token.kind === "name" ? precedences.get(token.text) : undefined;
}

function parseUnary(cursor: Cursor): Node {
  const token = peek(cursor);
  if (!isSymbol(token, "!") && !isSymbol(token, "-")) return parsePrimary(cursor);
  cursor.index++;
  const operand = nested(cursor, () => parseUnary(cursor));
  const operator = token.text === "!" ? "!" : "-";
  const span = { start: token.start, end: operand.end };
  return counted(cursor, { kind: "unary", operator, operand, ...span });
}

function parsePrimary(cursor: Cursor): Node {
  const token = peek(cursor);
  const { start, end } = token;
  cursor.index++;
  switch (token.kind) {
    case "number":
      return counted(cursor, { kind: "number", digits: token.text, start, end });
    case "text":
      return counted(cursor, { kind: "text", value: token.text, start, end });
    case "name":
      return parseName(cursor, token);
    case "end":
      throw stop("expression_incomplete", token, { expected: aValue });
    case "symbol":
      if (token.text === "[") throw stop("expression_list_place", token);
      if (token.text !== "(") throw missing(aValue, token);
      return nested(cursor, () => {
        const inner = parseTop(cursor);
        const close = expectSymbol(cursor, ")");
        return { ...inner, start, end: close.end };
      });
  }
}

function parseName(cursor: Cursor, token: Token): Node {
  const { text, start, end } = token;
  if (text === "true" || text === "false" || text === "null") {
    const value = text === "null" ? null : text === "true";
    return counted(cursor, { kind: "word", value, start, end });
  }
  if (text === "in") throw missing(aValue, token);
  if (isSymbol(peek(cursor), "(")) return parseCall(cursor, { name: text, start, end });
  const instead = spreadsheetWords.get(text.toLowerCase());
  if (instead !== undefined && startsValue(peek(cursor))) {
    throw stop("expression_write_instead", token, { found: text, instead });
  }
  const segments: [PathSegment, ...PathSegment[]] = [{ name: text, start, end }];
  while (takeSymbol(cursor, ".")) {
    const next = peek(cursor);
    if (next.kind !== "name") throw missing(aName, next);
    cursor.index++;
    segments.push({ name: next.text, start: next.start, end: next.end });
    if (segments.length > expressionLimits.path) {
      throw stop("expression_too_deep", next, { limit: expressionLimits.path });
    }
  }
  const last = segments[segments.length - 1]!;
  return counted(cursor, { kind: "path", segments, start, end: last.end });
}

function parseCall(cursor: Cursor, name: PathSegment): Node {
  expectSymbol(cursor, "(");
  const args = parseItems(cursor, ")");
  const close = expectSymbol(cursor, ")");
  return counted(cursor, { kind: "call", name, args, start: name.start, end: close.end });
}

function parseList(cursor: Cursor): ListNode {
  const open = expectSymbol(cursor, "[");
  const items = parseItems(cursor, "]");
  const close = expectSymbol(cursor, "]");
  const list: ListNode = { kind: "list", items, start: open.start, end: close.end };
  counted(cursor, list);
  return list;
}

function parseItems(cursor: Cursor, close: string): readonly Node[] {
  if (isSymbol(peek(cursor), close)) return [];
  return nested(cursor, () => {
    const items = [parseTop(cursor)];
    while (takeSymbol(cursor, ",")) items.push(parseTop(cursor));
    return items;
  });
}

function peek(cursor: Cursor): Token {
  return cursor.tokens[Math.min(cursor.index, cursor.tokens.length - 1)]!;
}

function isSymbol(token: Token, symbol: string): boolean {
  return token.kind === "symbol" && token.text === symbol;
}

function startsValue(token: Token): boolean {
  return token.kind === "name"
    ? token.text !== "in"
    : token.kind === "text" || token.kind === "number";
}

function takeSymbol(cursor: Cursor, symbol: string): boolean {
  if (!isSymbol(peek(cursor), symbol)) return false;
  cursor.index++;
  return true;
}

function expectSymbol(cursor: Cursor, symbol: string): Token {
  const token = peek(cursor);
  if (!isSymbol(token, symbol)) throw missing(symbol, token);
  cursor.index++;
  return token;
}

function expectEnd(cursor: Cursor): void {
  const token = peek(cursor);
  if (token.kind !== "end") throw stop("expression_syntax", token, { found: shown(token) });
}

function nested<Value>(cursor: Cursor, parse: () => Value): Value {
  if (++cursor.depth > expressionLimits.depth) {
    throw stop("expression_too_deep", peek(cursor), { limit: expressionLimits.depth });
  }
  const value = parse();
  cursor.depth--;
  return value;
}

function counted(cursor: Cursor, node: Node): Node {
  if (++cursor.nodes > expressionLimits.nodes) {
    throw stop("expression_too_large", node, { limit: expressionLimits.nodes });
  }
  return node;
}

function missing(expected: Text | string, token: Token): ParseStop {
  if (token.kind === "end") return stop("expression_incomplete", token, { expected });
  return stop("expression_missing", token, { expected, found: shown(token) });
}

function shown(token: Token): string {
  return token.kind === "text" ? JSON.stringify(token.text) : token.text;
}

function stop(code: Problem["code"], span: Span, params: Problem["params"] = {}): ParseStop {
  return new ParseStop(expressionProblem(code, span, params));
}
