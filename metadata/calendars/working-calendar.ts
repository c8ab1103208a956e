/** A calendar document that has passed `checkDocuments`: on which days and hours people work. */
import {
  isJsonObject,
  type JsonSchema,
  objectOrEmpty,
  textOrEmpty,
  textsOf,
} from "../json-object.ts";
import { oncePerDocument } from "../once-per-document.ts";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** A part of a day by the clocks of the calendar's zone, in minutes since midnight; `to` is outside. */
export interface WorkingHours {
  readonly from: number;
  readonly to: number;
}

export interface WorkingCalendar {
  readonly name: string;
  readonly title: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Hours of each weekday, Monday first. */
  readonly week: readonly (readonly WorkingHours[])[];
  /** Hours of the days that differ from their weekday, by `dayNumber`; none on holidays. */
  readonly days: ReadonlyMap<number, readonly WorkingHours[]>;
}

const millisecondsOfDay = 86_400_000;

/** Days since 1970 of a date `YYYY-MM-DD`. */
export const dayNumber = (date: string): number => Date.parse(date) / millisecondsOfDay;

/** Minutes since midnight of `HH:MM`, up to 24:00; null for anything else. */
export function minutesOfClock(text: string): number | null {
  const [, hour, minute] = /^(\d\d):([0-5]\d)$/.exec(text) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  return hour !== undefined && minutes <= 24 * 60 ? minutes : null;
}

export const resolveCalendar = oncePerDocument((content: JsonSchema): WorkingCalendar => {
  const hours = objectOrEmpty(content.hours);
  const week = weekdays.map((weekday) => hoursIn(hours[weekday]));
  const usual = week.find((parts) => parts.length > 0) ?? [];
  const holidays = datesIn(content.holidays).map(([date]) => [date, []] as const);
  const workingDays = datesIn(content.working_days).map(
    ([date, entry]) => [date, entry.hours === undefined ? usual : hoursIn(entry.hours)] as const,
  );
  return {
    name: textOrEmpty(content.name),
    title: textOrEmpty(content.title) || textOrEmpty(content.name),
    timeZone: textOrEmpty(content.time_zone),
    week,
    days: new Map([...holidays, ...workingDays]),
  };
});

/** The hours of a day, in order; none when nobody works. */
export const hoursOn = ({ week, days }: WorkingCalendar, day: number): readonly WorkingHours[] =>
  // The first day of 1970 was a Thursday.
  days.get(day) ?? week[(((day + 3) % 7) + 7) % 7] ?? [];

function hoursIn(value: unknown): readonly WorkingHours[] {
  return (Array.isArray(value) ? value : []).flatMap((pair) => {
    const [from, to] = textsOf(pair).map(minutesOfClock);
    return typeof from === "number" && typeof to === "number" ? [{ from, to }] : [];
  });
}

const datesIn = (value: unknown): readonly (readonly [day: number, entry: JsonSchema])[] =>
  (Array.isArray(value) ? value : []).flatMap((entry) =>
    isJsonObject(entry) && typeof entry.date === "string"
      ? [[dayNumber(entry.date), entry] as const]
      : [],
  );
