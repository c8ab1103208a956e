/** Regular expressions of metadata: RE2 syntax, linear time. */
import { RE2JS } from "re2js";

/** What a compiled pattern offers to validators. */
export interface PatternTest {
  test(text: string): boolean;
  toString(): string;
}

/** Compiles a pattern in JSON Schema's spelling; throws on what RE2 does not know. */
export function compilePattern(pattern: string): PatternTest {
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  return {
    test: (text) => compiled.test(text),
    // The validator generator tells patterns apart by their text.
    toString: () => `/${pattern}/`,
  };
}

/** Whether a text is a regular expression in RE2 syntax. */
export function isPattern(text: string): boolean {
  try {
    compilePattern(text);
    return true;
  } catch {
    return false;
  }
}
