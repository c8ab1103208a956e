/** What a script threw, of the texts that its runner sends: each is believed to be a text only. */
import { objectOrEmpty, textOrEmpty } from "../../metadata/json-object.ts";
import { readScriptJson } from "./script-json.ts";
import type { ThrownError } from "./script-run.ts";

const messageMaximum = 2000;
/** Characters of the place that the compiler adds. */
const placeMaximum = 200;

type Place = Pick<ThrownError, "module" | "line" | "column">;

/**
 * @param text JSON of name, message, code, details (itself JSON text) and stack
 * @param modules names of the run's modules
 */
export function thrownError(text: string, modules: readonly string[]): ThrownError {
  const parts = objectOrEmpty(readScriptJson(text) ?? null);
  // Cut before anything looks for a pattern in it.
  const written = textOrEmpty(parts.message).slice(0, messageMaximum + placeMaximum);
  const { message, place } = messageAndPlace(written, modules);
  const code = textOrEmpty(parts.code).slice(0, 100);
  return {
    name: textOrEmpty(parts.name).slice(0, 100) || "Error",
    message: message.slice(0, messageMaximum),
    code: code === "" ? null : code,
    details: readScriptJson(textOrEmpty(parts.details)) ?? null,
    ...(place ?? placeInStack(textOrEmpty(parts.stack).slice(0, 8000), modules)),
  };
}

/** Errors of the compiler end in ` [module.ts:3:14]`. */
function messageAndPlace(text: string, modules: readonly string[]) {
  const [whole = "", module = "", line, column] = /\s*\[([^\]]+):(\d+):(\d+)\]$/.exec(text) ?? [];
  return modules.includes(module)
    ? { message: text.slice(0, -whole.length), place: placeOf(module, line, column) }
    : { message: text, place: null };
}

/** The innermost of the script's own lines. */
function placeInStack(stack: string, modules: readonly string[]): Place {
  for (const line of stack.split("\n")) {
    const [, module = "", row, column] =
      /(?:\(|at (?:async )?)([^\s()]+):(\d+):(\d+)\)?$/.exec(line) ?? [];
    if (modules.includes(module)) return placeOf(module, row, column);
  }
  return { module: null, line: null, column: null };
}

const placeOf = (module: string, line: unknown, column: unknown): Place => ({
  module,
  line: Number(line),
  column: Number(column),
});
