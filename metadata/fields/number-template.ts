/**
 * Templates of running numbers: `SO-{yyyy}{mm}-{00000}`. The parts of the date are filled in from
 * the day of the record; the zeros are the counter, at least so many digits. Each different text
 * around the counter is a series of its own, so this template starts again every month.
 */
import type { OptionMistake } from "./field-type.ts";
import { pad, readDate } from "./values/calendar.ts";

export interface NumberSeries {
  /** Names the counter: the template with its date filled in, `SO-202611-{00000}`. */
  readonly key: string;
  /** The number with this count, from 1. Counts with more digits than zeros are written whole. */
  render(count: number): string;
}

const placeholder = /\{([^{}]*)\}/g;
const isCounter = (name: string): boolean => /^0{1,12}$/.test(name);

/** The series that a record of this day (`YYYY-MM-DD`) belongs to. */
export function numberSeries(template: string, day: string): NumberSeries {
  const date = readDate(day);
  if (date === null) throw new Error(`Not a date: ${day}`);
  const dateParts: ReadonlyMap<string, string> = new Map([
    ["yyyy", pad(date.year, 4)],
    ["yy", pad(date.year % 100)],
    ["mm", pad(date.month)],
    ["dd", pad(date.day)],
  ]);
  const key = template.replace(
    placeholder,
    (written, name: string) => dateParts.get(name) ?? written,
  );
  return {
    key,
    render: (count) =>
      key.replace(placeholder, (written, name: string) =>
        isCounter(name) ? pad(count, name.length) : written,
      ),
  };
}

/** How many characters of a number stand before and after its counter, and the fewest of the counter. */
export function counterPlace(template: string): {
  readonly before: number;
  readonly digits: number;
  readonly after: number;
} {
  const [before = [], counter = "", after = []] = partsOf(template);
  const length = (parts: readonly string[]) => parts.reduce((sum, part) => sum + widthOf(part), 0);
  return { before: length(before), digits: widthOf(counter), after: length(after) };
}

function partsOf(template: string): readonly [readonly string[], string, readonly string[]] {
  const parts = template.split(/(\{[^{}]*\})/);
  const at = parts.findIndex((part) => isPlaceholder(part) && isCounter(part.slice(1, -1)));
  return [parts.slice(0, at), parts[at] ?? "", parts.slice(at + 1)];
}

const isPlaceholder = (part: string): boolean => /^\{.*\}$/.test(part);

/** Characters as PostgreSQL counts them. */
const widthOf = (part: string): number =>
  isPlaceholder(part) ? part.length - 2 : Array.from(part).length;

/**
 * The series and the count of a number that was given, not counted: imported data. `null` when it
 * was not written by this template.
 */
export function readNumber(
  template: string,
  written: string,
): { readonly key: string; readonly count: number } | null {
  const pattern = template
    .split(/(\{[^{}]*\})/)
    .map((part) => partPattern(part))
    .join("");
  const found = new RegExp(`^${pattern}$`).exec(written)?.slice(1);
  if (!found) return null;
  const values = found.values();
  let count = Number.NaN;
  const key = template.replace(placeholder, (name) => {
    const value = values.next().value ?? "";
    if (!isCounter(name.slice(1, -1))) return value;
    count = Number(value);
    return name;
  });
  return Number.isSafeInteger(count) ? { key, count } : null;
}

function partPattern(part: string): string {
  const name = part.slice(1, -1);
  if (!isPlaceholder(part)) return part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return isCounter(name) ? `([0-9]{${name.length},15})` : `([0-9]{${name.length}})`;
}

const known: ReadonlySet<string> = new Set(["yyyy", "yy", "mm", "dd"]);

/** What is wrong with a template: an unknown placeholder, stray braces, not exactly one counter. */
export function templateMistakes(template: string, at: string): readonly OptionMistake[] {
  const names = [...template.matchAll(placeholder)].map((match) => match[1] ?? "");
  const unknown = names.filter((name) => !known.has(name) && !isCounter(name));
  const mistakes: OptionMistake[] = unknown.map((name) => ({
    at,
    message: {
      en: `{${name}} is not known here. Use {yyyy}, {yy}, {mm}, {dd} and one counter such as {00000}.`,
      "zh-CN": `无法识别 {${name}}。可用 {yyyy}、{yy}、{mm}、{dd} 以及一个流水号，例如 {00000}。`,
    },
  }));
  if (/[{}]/.test(template.replace(placeholder, ""))) {
    mistakes.push({
      at,
      message: { en: "A brace has no partner.", "zh-CN": "花括号不成对。" },
    });
  }
  if (names.filter(isCounter).length !== 1) {
    mistakes.push({
      at,
      message: {
        en: "The template needs exactly one counter: zeros in braces, such as {00000}.",
        "zh-CN": "模板须有且仅有一个流水号，即花括号中的若干个 0，例如 {00000}。",
      },
    });
  }
  return mistakes;
}
