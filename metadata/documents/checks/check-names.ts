/** Names of objects and fields: the ones that stand in addresses, columns, scripts and formulas. */
import { expressionWords } from "../../expressions/parse.ts";
import { builtInIds } from "../../model/object-model.ts";
import { rowSystemNames, systemFieldNames } from "../../model/system-fields.ts";
import type { Report } from "./report.ts";

export const namePattern = /^[a-z][a-z0-9_]{0,47}$/;
export const nameLengthLimit = 48;

/** What a name stands for; each has its own reserved words. */
export type NameUse =
  | "object"
  | "field"
  | "row_field"
  | "screen"
  | "rule"
  | "transition"
  | "script"
  | "input";

const words = new Set<string>(expressionWords);

/** Names that mean something on every object of JavaScript, or to who waits for one. */
const objectWords: ReadonlySet<string> = new Set(["constructor", "prototype", "then", "tenon"]);

/** Columns that every table of PostgreSQL has already, under names that no other may take. */
const databaseColumns: ReadonlySet<string> = new Set([
  "tableoid",
  "xmin",
  "cmin",
  "xmax",
  "cmax",
  "ctid",
]);

function isReserved(name: string, use: NameUse): boolean {
  if (use === "screen" || use === "rule" || use === "transition") return false;
  if (use === "script" || use === "input") return objectWords.has(name) || words.has(name);
  if (words.has(name)) return true;
  if (use === "object") return builtInIds.has(name);
  if (databaseColumns.has(name)) return true;
  return use === "field" ? systemFieldNames.has(name) : rowSystemNames.has(name);
}

/** Reports a name that cannot be used, with one that can. */
export function checkName(name: string, use: NameUse, path: string, report: Report): void {
  if (isReserved(name, use)) {
    report("name_reserved", path, { name, proposal: `${name}_value` });
  } else if (name.length > nameLengthLimit && /^[a-z][a-z0-9_]*$/.test(name)) {
    report("name_too_long", path, { name, limit: nameLengthLimit, proposal: usableName(name) });
  } else if (!namePattern.test(name)) {
    report("name_invalid", path, { name, proposal: usableName(name) });
  }
}

/** The nearest name that follows the rules: `OrderDate` → `order_date`, `价格` → `field`. */
export function usableName(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "")
    .slice(0, nameLengthLimit);
  return words === "" ? "field" : words;
}

/** Reports pairs of names that people would take for one another: `order_date`, `orderdate`. */
export function checkLookAlikes(
  names: readonly string[],
  report: (name: string, other: string) => void,
): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const skeleton = name.toLowerCase().replaceAll("_", "");
    const other = seen.get(skeleton);
    if (other === undefined) seen.set(skeleton, name);
    else if (other !== name) report(name, other);
  }
}
