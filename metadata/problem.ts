/**
 * A problem is an error that a user can act on: bad input, a mistake in metadata, a conflict.
 * Problems are values. They travel through pure code, are collected (never thrown one at a time
 * where several can be found) and are rendered in the reader's language only at the rim.
 * Programmer errors are not problems: they assert.
 */

import { type ProblemCode, type ProblemCodeDefinition, problemCodes } from "./problem-codes.ts";
import { type Locale, setBeside, type Text } from "./text.ts";

export type { ProblemCode } from "./problem-codes.ts";

/** A `Text` is a word of the product itself ("a number"); it is shown in the reader's language. */
export type ProblemParameter = string | number | boolean | readonly string[] | Text;

export interface Problem {
  readonly code: ProblemCode;
  /** JSON Pointer (RFC 6901) into what the caller sent: `/lines/0/quantity`. */
  readonly path: string;
  /** Values of the placeholders in the code's message. */
  readonly params: Readonly<Record<string, ProblemParameter>>;
  /** The file of a metadata document, when the problem lies in one: `objects/customer.json`. */
  readonly file?: string;
}

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const success = <Value>(value: Value): Result<Value> => ({ ok: true, value });

export const failure = (...problems: readonly Problem[]): Result<never> => ({
  ok: false,
  problems,
});

export function problem(
  code: ProblemCode,
  path = "",
  params: Problem["params"] = {},
  file?: string,
): Problem {
  return file === undefined ? { code, path, params } : { code, path, params, file };
}

/** Appends one segment to a JSON Pointer, escaping `~` and `/`. */
export function pointer(base: string, ...segments: readonly (string | number)[]): string {
  return segments.reduce<string>(
    (path, segment) => `${path}/${String(segment).replaceAll("~", "~0").replaceAll("/", "~1")}`,
    base,
  );
}

/** The sentence for a person: what is wrong and what to do. Placeholders are `{name}`. */
export function problemMessage(item: Problem, locale: Locale): string {
  const definitions: Readonly<Record<string, ProblemCodeDefinition>> = problemCodes;
  const template = definitions[item.code]?.message[locale] ?? item.code;
  const written = (value: ProblemParameter): string => {
    if (typeof value !== "object") return String(value);
    return "en" in value ? value[locale] : value.join(locale === "zh-CN" ? "、" : ", ");
  };
  return template.replace(/\{(\w+)\}/g, (place, name: string, start: number) => {
    const value = Object.hasOwn(item.params, name) ? item.params[name] : undefined;
    if (value === undefined) return "";
    return setBeside(template, written(value), start, start + place.length);
  });
}
