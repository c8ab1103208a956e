/**
 * What compiled validators need at run time; all of the validator that the browser loads in
 * advance. It never builds code from text, so it runs under a strict content security policy.
 */
import { isJsonObject } from "../json-object.ts";
import { checkDigitFits } from "./check-digit.ts";
import { decimalFault } from "./decimal-fault.ts";
import { formats } from "./formats.ts";
import { isPlainPattern } from "./plain-pattern.ts";
import type { PatternTest } from "./regular-expression.ts";
import { richTextFault } from "./rich-text-fault.ts";

/** One finding of a compiled validator, in the words of JSON Schema. */
export interface Finding {
  readonly keyword: string;
  /** JSON Pointer into the value. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A compiled schema; after `false`, `errors` says why. */
export interface ValidatorFunction {
  (value: unknown): boolean;
  errors?: readonly Finding[] | null;
}

/** A module written by `standaloneValidator`. */
export interface ValidatorModule {
  /** True when the module has patterns that need the RE2 engine. */
  readonly needsRegularExpressions: boolean;
  create(runtime: ValidatorRuntime): ValidatorFunction;
}

/** The values behind the `require` of a generated module. */
export interface ValidatorRuntime {
  require(name: string): unknown;
}

/** Characters as JSON Schema counts them: a surrogate pair is one. */
function characterCount(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0xd800 && code <= 0xdbff) {
      const next = text.charCodeAt(index + 1);
      if (next >= 0xdc00 && next <= 0xdfff) index += 1;
    }
    count += 1;
  }
  return count;
}

/** Equality of JSON values; the order of members does not matter. */
function sameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => sameJson(item, other[index]))
    );
  }
  if (!isJsonObject(one) || !isJsonObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && sameJson(one[name], other[name]))
  );
}

/** `compilePattern` is the RE2 engine, when a module needs it. */
export function validatorRuntime(
  compilePattern?: (pattern: string) => PatternTest,
): ValidatorRuntime {
  const modules: ReadonlyMap<string, unknown> = new Map<string, unknown>([
    ["tenon", { checkDigitFits, decimalFault, formats, richTextFault, regularExpression }],
    ["ajv/dist/runtime/ucs2length", { default: characterCount }],
    ["ajv/dist/runtime/equal", { default: sameJson }],
  ]);
  function regularExpression(pattern: string, flags: string): PatternTest {
    if (isPlainPattern(pattern)) return new RegExp(pattern, flags);
    if (!compilePattern) throw new Error("The validator needs the engine of regular expressions");
    return compilePattern(pattern);
  }
  return {
    require(name) {
      if (!modules.has(name)) throw new Error(`A validator asks for ${name}`);
      return modules.get(name);
    },
  };
}
