/**
 * Times of a schedule: five fields, as everywhere, read the same by the engine's croner. What that
 * reads beyond them (seconds, years, `?`, `W`, `#`, nicknames) is refused, so that no schedule runs
 * more often than once a minute. `L` as a day is the last of the month.
 */

interface CronField {
  readonly name: "minute" | "hour" | "day" | "month" | "weekday";
  readonly least: number;
  readonly most: number;
  readonly words: readonly string[];
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const weekdays = "sun mon tue wed thu fri sat".split(" ");

const fields: readonly CronField[] = [
  { name: "minute", least: 0, most: 59, words: [] },
  { name: "hour", least: 0, most: 23, words: [] },
  { name: "day", least: 1, most: 31, words: [] },
  { name: "month", least: 1, most: 12, words: months },
  // Seven is Sunday, too.
  { name: "weekday", least: 0, most: 7, words: weekdays },
];

export type CronFault =
  | { readonly kind: "too_often" }
  | { readonly kind: "never" }
  | { readonly kind: "field_count" }
  | { readonly kind: "field"; readonly field: CronField["name"]; readonly text: string };

/** What is wrong with the times of a schedule; null when nothing is. */
export function cronFault(text: string): CronFault | null {
  const parts = text.trim().split(/\s+/);
  if (parts.length === 6 || parts.length === 7) return { kind: "too_often" };
  if (parts.length !== fields.length || text !== text.trim()) return { kind: "field_count" };
  const values: ReadonlySet<number>[] = [];
  for (const [index, field] of fields.entries()) {
    const part = parts[index] ?? "";
    const found = valuesOf(part, field);
    if (found === null) return { kind: "field", field: field.name, text: part };
    values.push(found);
  }
  const [, , days, inMonths] = values;
  // A day of the month or a day of the week: the latter always comes.
  const byWeekday = parts[4] !== "*";
  return !byWeekday && days && inMonths && !meet(days, inMonths) ? { kind: "never" } : null;
}

const lastDay = 0;

/** The numbers that a field stands for; null when it cannot be read. */
function valuesOf(text: string, field: CronField): ReadonlySet<number> | null {
  const found = new Set<number>();
  for (const item of text.split(",")) {
    if (field.name === "day" && item.toUpperCase() === "L") {
      found.add(lastDay);
      continue;
    }
    const match = /^(\*|(\w+)(?:-(\w+))?)(?:\/(\d{1,2}))?$/.exec(item);
    if (match === null) return null;
    const [, , from, to, step] = match;
    const range = rangeOf(from, to, field);
    const every = step === undefined ? 1 : Number(step);
    const isSingle = from !== undefined && to === undefined;
    if (range === null || every < 1 || every > field.most || (isSingle && step !== undefined))
      return null;
    for (let value = range[0]; value <= range[1]; value += every) found.add(value);
  }
  return found;
}

function rangeOf(
  from: string | undefined,
  to: string | undefined,
  field: CronField,
): readonly [number, number] | null {
  if (from === undefined) return [field.least, field.most];
  const first = numberOf(from, field);
  const last = to === undefined ? first : numberOf(to, field);
  return first === null || last === null || last < first ? null : [first, last];
}

function numberOf(text: string, { least, most, words }: CronField): number | null {
  const word = words.indexOf(text.toLowerCase());
  if (word >= 0) return word + (words === months ? 1 : 0);
  if (!/^\d{1,2}$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}

const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True when one of the months has one of the days. */
const meet = (days: ReadonlySet<number>, inMonths: ReadonlySet<number>): boolean =>
  [...inMonths].some((month) => [...days].some((day) => day <= (lengths[month - 1] ?? 0)));
