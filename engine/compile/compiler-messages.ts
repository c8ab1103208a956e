/** What is asked of the compiler, and what it answers: plain values. */
import type { DatabaseCall, WrittenText } from "./database-calls.ts";

/** Paths are relative to the folder of the check: `scripts/ship.ts`. */
export interface CompilerRequest {
  readonly files: ReadonlyMap<string, string>;
  /** Files that are judged: what is wrong with their syntax, or else their types. */
  readonly judged: readonly string[];
  /** Files of which it is told what they hand to `db`, and more that only syntax tells. */
  readonly read: readonly string[];
  /** Offsets of names in the declarations: every reference to them is found. */
  readonly members: readonly number[];
}

export interface CompilerAnswer {
  readonly mistakes: readonly Mistake[];
  readonly syntax: ReadonlyMap<string, FileSyntax>;
  readonly references: readonly SourceReference[];
}

export interface Mistake {
  readonly path: string;
  readonly kind: "syntax" | "type";
  /** Offset in the text. */
  readonly at: number;
  /** The compiler's own number. */
  readonly number: number;
  readonly text: string;
}

export interface FileSyntax {
  readonly calls: readonly DatabaseCall[];
  /** Texts that stand as arguments of types: `Id<"customer">`. */
  readonly typeTexts: readonly WrittenText[];
  /** Offsets of decorators. */
  readonly decorators: readonly number[];
}

export interface SourceReference {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** `{ total }`: the name of a member and of a variable at once. */
  readonly short: boolean;
}

/** What the worker tells: the process that it has started, then its answer. */
export type CompilerMessage =
  | { readonly pid: number }
  | { readonly answer: CompilerAnswer }
  /** The process has ended by itself. */
  | { readonly died: true };
