/**
 * JSON from outside is parsed strictly: what other parsers would read differently is refused, so
 * that nothing is lost, doubled or smuggled between the text and the value.
 */
import { type Problem, problem, type Result, success } from "./problem.ts";

/** A JSON number that a JavaScript number would change; `source` is its text. */
export class ExactNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  toString(): string {
    return this.source;
  }
}

export interface ParseLimits {
  /** Arrays and objects inside each other; `jsonDepthMaximum` unless told. */
  readonly maximumDepth?: number;
  /** UTF-8 bytes; 1 MiB unless told. */
  readonly maximumBytes?: number;
}

/** Arrays and objects inside each other, unless the caller allows another depth. */
export const jsonDepthMaximum = 32;

const forbiddenKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** PostgreSQL's `numeric` and every decimal type of ours hold far less. */
export const maximumNumberLength = 1000;

/** Thrown inside the parser only; `parseJson` turns it into a problem. */
class Refusal extends Error {
  readonly code: Problem["code"];
  readonly at: number;
  readonly params: Problem["params"];

  constructor(code: Problem["code"], at: number, params: Problem["params"]) {
    super(code);
    this.code = code;
    this.at = at;
    this.params = params;
  }
}

/**
 * Parses one JSON text (RFC 8259). Refused, with line and column: wrong syntax, a key that occurs
 * twice, the keys `__proto__`, `constructor` and `prototype`, nesting beyond the limit, halves of
 * surrogate pairs, more than one value. Numbers whose decimal value JavaScript cannot hold come
 * back as `ExactNumber`, all others as numbers.
 */
export function parseJson(text: string, limits: ParseLimits = {}): Result<unknown> {
  const maximumBytes = limits.maximumBytes ?? 1_048_576;
  if (text.length * 3 > maximumBytes && utf8Length(text) > maximumBytes) {
    return { ok: false, problems: [problem("body_too_large", "", { limit: maximumBytes })] };
  }
  try {
    return success(new Parser(text, limits.maximumDepth ?? jsonDepthMaximum).parse());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const position = lineAndColumn(text, error.at);
    return { ok: false, problems: [problem(error.code, "", { ...error.params, ...position })] };
  }
}

/** Recursive descent; the depth limit bounds the recursion. */
class Parser {
  readonly #text: string;
  readonly #maximumDepth: number;
  #at = 0;

  constructor(text: string, maximumDepth: number) {
    this.#text = text;
    this.#maximumDepth = maximumDepth;
  }

  parse(): unknown {
    this.#skipSpace();
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#unexpected();
    return value;
  }

  #value(depth: number): unknown {
    switch (this.#text.charCodeAt(this.#at)) {
      case 0x22: // "
        return this.#string();
      case 0x7b: // {
        return this.#object(depth + 1);
      case 0x5b: // [
        return this.#array(depth + 1);
      case 0x74: // t
        return this.#word("true", true);
      case 0x66: // f
        return this.#word("false", false);
      case 0x6e: // n
        return this.#word("null", null);
      default:
        return this.#number();
    }
  }

  #object(depth: number): Record<string, unknown> {
    this.#enter(depth);
    const result: Record<string, unknown> = {};
    if (this.#closes(0x7d)) return result;
    for (;;) {
      const keyAt = this.#at;
      if (this.#text.charCodeAt(keyAt) !== 0x22) this.#unexpected();
      const key = this.#string();
      if (forbiddenKeys.has(key)) throw new Refusal("json_forbidden_key", keyAt, { key });
      if (Object.hasOwn(result, key)) throw new Refusal("json_duplicate_key", keyAt, { key });
      this.#skipSpace();
      if (this.#text.charCodeAt(this.#at) !== 0x3a) this.#unexpected();
      this.#at += 1;
      this.#skipSpace();
      result[key] = this.#value(depth);
      if (!this.#continues(0x7d)) return result;
    }
  }

  #array(depth: number): unknown[] {
    this.#enter(depth);
    const result: unknown[] = [];
    if (this.#closes(0x5d)) return result;
    for (;;) {
      result.push(this.#value(depth));
      if (!this.#continues(0x5d)) return result;
    }
  }

  #enter(depth: number): void {
    if (depth > this.#maximumDepth) {
      throw new Refusal("json_too_deep", this.#at, { limit: this.#maximumDepth });
    }
    this.#at += 1;
    this.#skipSpace();
  }

  #closes(bracket: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== bracket) return false;
    this.#at += 1;
    return true;
  }

  /** After a member: `true` at a comma, `false` at the closing bracket. */
  #continues(bracket: number): boolean {
    this.#skipSpace();
    if (this.#closes(bracket)) return false;
    if (this.#text.charCodeAt(this.#at) !== 0x2c) this.#unexpected();
    this.#at += 1;
    this.#skipSpace();
    return true;
  }

  #string(): string {
    const text = this.#text;
    const start = this.#at;
    let at = start + 1;
    let plain = true;
    let surrogates = false;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 0x22) break;
      if (code === 0x5c) {
        plain = false;
        at += 2;
        continue;
      }
      // Behind the end the code is NaN, which is not at least a space either.
      if (!(code >= 0x20)) {
        this.#at = Math.min(at, text.length);
        this.#unexpected();
      }
      if (code >= 0xd800 && code <= 0xdfff) surrogates = true;
      at += 1;
    }
    this.#at = at + 1;
    const value = plain ? text.slice(start + 1, at) : this.#unescape(start, at + 1);
    if ((surrogates || !plain) && !value.isWellFormed()) {
      throw new Refusal("json_lone_surrogate", start, {});
    }
    return value;
  }

  /** The platform's parser knows the escapes; it sees one string literal and nothing else. */
  #unescape(start: number, end: number): string {
    try {
      return String(JSON.parse(this.#text.slice(start, end)));
    } catch {
      this.#at = start;
      for (;;) {
        const backslash = this.#text.indexOf("\\", this.#at);
        this.#at = backslash;
        if (!/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(this.#text.slice(backslash, backslash + 6)))
          this.#unexpected();
        this.#at = backslash + 2;
      }
    }
  }

  #number(): number | ExactNumber {
    const text = this.#text;
    const start = this.#at;
    let at = start;
    if (text.charCodeAt(at) === 0x2d) at += 1;
    const first = at;
    at = this.#digits(at);
    if (at > first + 1 && text.charCodeAt(first) === 0x30) {
      this.#at = first + 1;
      this.#unexpected();
    }
    const integerEnd = at;
    if (text.charCodeAt(at) === 0x2e) at = this.#digits(at + 1);
    const exponent = text.charCodeAt(at);
    const scientific = exponent === 0x65 || exponent === 0x45;
    if (scientific) {
      const sign = text.charCodeAt(at + 1);
      at = this.#digits(sign === 0x2b || sign === 0x2d ? at + 2 : at + 1);
    }
    this.#at = at;
    if (at - start > maximumNumberLength) {
      throw new Refusal("json_number_too_long", start, { limit: maximumNumberLength });
    }
    const source = text.slice(start, at);
    const value = Number(source);
    // Fifteen significant digits always survive the way through a binary double.
    if (!scientific && at - first <= 15) return value === 0 ? 0 : value;
    if (integerEnd === at && Number.isSafeInteger(value)) return value;
    return isHeldExactly(source, value) ? value : new ExactNumber(source);
  }

  /** Skips at least one digit from `at`; returns the place behind the last. */
  #digits(at: number): number {
    let end = at;
    let code = this.#text.charCodeAt(end);
    while (code >= 0x30 && code <= 0x39) {
      end += 1;
      code = this.#text.charCodeAt(end);
    }
    if (end === at) {
      this.#at = at;
      this.#unexpected();
    }
    return end;
  }

  #word<Value>(word: string, value: Value): Value {
    if (!this.#text.startsWith(word, this.#at)) this.#unexpected();
    this.#at += word.length;
    return value;
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at += 1;
    }
  }

  #unexpected(): never {
    const point = this.#text.codePointAt(this.#at);
    if (point === undefined) throw new Refusal("json_ends_early", this.#text.length, {});
    const visible = point > 0x20 && point < 0x7f;
    const hexadecimal = point.toString(16).toUpperCase().padStart(4, "0");
    const found = visible ? String.fromCodePoint(point) : `U+${hexadecimal}`;
    throw new Refusal("malformed_json", this.#at, { found });
  }
}

/** True when the shortest text of the double names the same decimal number as `source`. */
function isHeldExactly(source: string, value: number): boolean {
  return Number.isFinite(value) && decimalDigits(source) === decimalDigits(String(value));
}

/** A decimal numeral as its significant digits and the power of ten of the last one. */
function decimalDigits(source: string): string {
  const [mantissa = "", exponent = "0"] = source.toLowerCase().split("e", 2);
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".", 2);
  const all = whole + fraction;
  let start = 0;
  let end = all.length;
  while (start < end && all[start] === "0") start += 1;
  while (end > start && all[end - 1] === "0") end -= 1;
  if (start === end) return "0";
  return `${all.slice(start, end)}e${Number(exponent) - fraction.length + (all.length - end)}`;
}

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x80) bytes += 1;
    // A surrogate pair is four bytes: two for each half.
    if (code >= 0x800 && (code < 0xd800 || code > 0xdfff)) bytes += 1;
  }
  return bytes;
}

function lineAndColumn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: at - lineStart + 1 };
}

/**
 * The one way Tenon writes a document: two spaces, one member a line, lists of plain values on one
 * line where they fit into 100 columns (as common formatters have it), a newline at the end. Keys
 * keep the order of the author, because the order of properties is the order of fields. Writing
 * what `parseJson` read from this text gives the same bytes; hashes are taken of it.
 */
export function canonicalJson(value: unknown): string {
  return `${writeJson(value, "\n", 0)}\n`;
}

/** `newline` carries the indentation; `used` columns of the line are taken, comma included. */
function writeJson(value: unknown, newline: string, used: number): string {
  if (value instanceof ExactNumber) return value.source;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const inner = `${newline}  `;
  if (Array.isArray(value)) return writeList(value, newline, used);
  const members: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const name = `${JSON.stringify(key)}: `;
    members.push(name + writeJson(member, inner, inner.length + columns(name)));
  }
  return members.length === 0 ? "{}" : `{${inner}${members.join(`,${inner}`)}${newline}}`;
}

function writeList(list: readonly unknown[], newline: string, used: number): string {
  const inner = `${newline}  `;
  const items = list.map((item) => writeJson(item, inner, inner.length));
  const plain = list.every(
    (item) => item === null || typeof item !== "object" || item instanceof ExactNumber,
  );
  const line = `[${items.join(", ")}]`;
  if (list.length === 0 || (plain && used + columns(line) <= lineWidth)) return line;
  return `[${inner}${items.join(`,${inner}`)}${newline}]`;
}

const lineWidth = 100;

/** Width on a screen: East Asian characters take two columns. */
function columns(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
  return width;
}
