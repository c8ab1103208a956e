/** What a script has set on a record: what differs from what it was given, as it can be written. */
import { isSecretMark } from "../../metadata/fields/values/secret-mark.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { everLeaves } from "../access/rights.ts";
import { rowsIn } from "../records/child-rows.ts";

type Values = Readonly<Record<string, unknown>>;

/** A record or row, whole and as the script was given it. */
interface Given {
  readonly whole: Values;
  readonly seen: Values;
}

/** Whether what is hidden from the script comes along: it did not set it, but it is to be written. */
type Hidden = "with hidden" | "without hidden";

/**
 * The fields whose value differs. Computed ones are the engine's, in rows as well as in the record;
 * of rows what is read-only, too, for every row of a list is written when one of them changes.
 */
export function changesBetween(
  model: ObjectModel,
  { whole, seen }: Given,
  now: Values,
  hidden: Hidden,
): Values {
  const names = [...new Set([...Object.keys(seen), ...Object.keys(now)])];
  const changed = names.filter(
    (name) =>
      JSON.stringify(seen[name] ?? null) !== JSON.stringify(now[name] ?? null) &&
      (model.byName.get(name)?.formula ?? null) === null,
  );
  return Object.fromEntries(
    changed.map((name) => {
      const children = model.byName.get(name)?.children ?? null;
      const value = now[name] ?? null;
      if (children === null || !Array.isArray(value)) return [name, value];
      return [name, writtenRows(children, givenRows(whole[name], seen[name]), value, hidden)];
    }),
  );
}

const givenRows = (whole: unknown, seen: unknown): readonly Given[] => {
  const rows = rowsIn(whole);
  return rowsIn(seen).map((row, index) => ({ whole: rows[index] ?? {}, seen: row }));
};

function writtenRows(
  model: ObjectModel,
  given: readonly Given[],
  now: readonly unknown[],
  hidden: Hidden,
): readonly unknown[] {
  const origins = originsOf(given, now);
  return now.map((row, index) =>
    isJsonObject(row) ? writtenRow(model, origins[index] ?? null, row, hidden) : row,
  );
}

/**
 * The rows that rows have been: those of the same id. New ones have none: they are those that are
 * the same still; and of others that have all that a script is given of a row, each the next, when
 * there are as many of them as are missing.
 */
function originsOf(given: readonly Given[], now: readonly unknown[]): readonly (Given | null)[] {
  const left = new Set(given);
  const found = now.map((row) => {
    if (!isJsonObject(row)) return null;
    const text = JSON.stringify(row);
    const same = ({ seen }: Given) =>
      typeof row.id === "string" ? seen.id === row.id : JSON.stringify(seen) === text;
    const origin = [...left].find(same) ?? null;
    if (origin !== null) left.delete(origin);
    return origin;
  });
  const missing = [...left].filter(({ seen }) => typeof seen.id !== "string");
  const names = Object.keys(missing[0]?.seen ?? {});
  const isChanged = (row: unknown, index: number) =>
    found[index] === null &&
    isJsonObject(row) &&
    typeof row.id !== "string" &&
    names.every((name) => Object.hasOwn(row, name));
  const changed = [...now.keys()].filter((index) => isChanged(now[index], index));
  if (changed.length !== missing.length) return found;
  return found.map((origin, index) => origin ?? missing[changed.indexOf(index)] ?? null);
}

function writtenRow(model: ObjectModel, origin: Given | null, row: Values, hidden: Hidden): Values {
  const written: Record<string, unknown> =
    origin === null || hidden === "without hidden" ? {} : hiddenOf(model, origin);
  for (const [name, value] of Object.entries(row)) {
    const field = model.byName.get(name);
    if (name === "id" ? value === null : field?.readOnly) continue;
    // Absent is not empty: a copy or a default may fill it yet.
    if (value === null && origin !== null && !Object.hasOwn(origin.whole, name)) continue;
    const was = origin?.whole[name];
    if (field?.children && Array.isArray(value)) {
      const rows = givenRows(was, origin?.seen[name]);
      written[name] = writtenRows(field.children, rows, value, hidden);
    } else if (field?.type.sealed && isSecretMark(value) && typeof was === "string") {
      written[name] = was;
    } else {
      written[name] = value;
    }
  }
  return written;
}

/** Of a row that is stored only what never leaves: that is there when it was sent. */
function hiddenOf(model: ObjectModel, { whole, seen }: Given): Record<string, unknown> {
  const isStored = typeof whole.id === "string";
  const names = model.fields
    .filter((field) => !field.readOnly && !(isStored && everLeaves(field)))
    .map(({ name }) => name)
    .filter((name) => Object.hasOwn(whole, name) && !Object.hasOwn(seen, name));
  return Object.fromEntries(names.map((name) => [name, whole[name]]));
}
