/** How long things took, in the reader's language. */
import { locale } from "../../runtime/language/locale.ts";

const units = [
  { unit: "day", milliseconds: 86_400_000 },
  { unit: "hour", milliseconds: 3_600_000 },
  { unit: "minute", milliseconds: 60_000 },
  { unit: "second", milliseconds: 1000 },
  { unit: "millisecond", milliseconds: 1 },
] as const;

/**
 * In the largest unit that gives at least two of it: `90 s`, `3 h`; from seconds on with one decimal.
 * @param to null: until now
 */
export function durationBetween(from: string, to: string | null): string {
  const end = to === null ? Date.now() : Date.parse(to);
  const milliseconds = Math.max(0, end - Date.parse(from));
  const { unit, milliseconds: size } =
    units.find((each) => milliseconds >= each.milliseconds * (each.unit === "second" ? 1 : 2)) ??
    units[4];
  return new Intl.NumberFormat(locale(), {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: unit === "second" || unit === "hour" || unit === "day" ? 1 : 0,
  }).format(milliseconds / size);
}
