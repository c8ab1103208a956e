/** Spans of time as people write them: `30 minutes`, `2 days`. */

const seconds: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

/** Nobody waits longer. */
export const durationDaysMaximum = 3660;

/** Milliseconds; null for what is no span, or too long a one. */
export function durationOf(text: string): number | null {
  const [, digits = "", unit = ""] = /^(\d{1,9}) (second|minute|hour|day|week)s?$/.exec(text) ?? [];
  const one = Object.hasOwn(seconds, unit) ? seconds[unit] : undefined;
  if (one === undefined) return null;
  const total = Number(digits) * one;
  return total > 0 && total <= durationDaysMaximum * 86_400 ? total * 1000 : null;
}
