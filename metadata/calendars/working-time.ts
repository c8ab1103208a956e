/**
 * Working time of a calendar: adding it, counting it, being in it. Somebody works while the clocks
 * of the calendar's zone show one of its hours, so that an hour which clocks skip is none and one
 * that they show twice counts twice; spans are exact to the millisecond.
 */
import { utcOf } from "../fields/values/clock.ts";
import { instantIn, localTimeIn } from "../fields/values/time-zone.ts";
import { hoursOn, type WorkingCalendar } from "./working-calendar.ts";

const millisecondsOfMinute = 60_000;
const millisecondsOfDay = 86_400_000;

/** Nobody waits longer: what would take more working time than there is until then ends then. */
export const horizonDays = 3660;

/**
 * The first moment at which so much working time has passed since `from`, ten years on at the latest.
 * @param minutes at least 0, fractions allowed; none: `from` itself
 */
export function addWorkingTime(calendar: WorkingCalendar, from: Date, minutes: number): Date {
  if (!(minutes >= 0)) throw new RangeError(`Working time goes forward, not by ${minutes} minutes`);
  const horizon = horizonAfter(from);
  let missing = Math.round(minutes * millisecondsOfMinute);
  if (missing === 0) return from;
  for (const { start, end } of workingSpans(calendar, from.getTime(), horizon)) {
    if (missing <= end - start) return new Date(start + missing);
    missing -= end - start;
  }
  return new Date(horizon);
}

/**
 * The same time of day so many working days later, within the hours of that day. Who begins while
 * nobody works begins when work does.
 * @param days a whole number, at least 1
 */
export function addWorkingDays(calendar: WorkingCalendar, from: Date, days: number): Date {
  const horizon = horizonAfter(from);
  const [first] = workingSpans(calendar, from.getTime(), horizon);
  const begin = first?.start ?? horizon;
  const local = begin + offsetAt(begin, calendar.timeZone);
  const last = Math.floor(horizon / millisecondsOfDay);
  let day = Math.floor(local / millisecondsOfDay);
  for (let left = days; left > 0 && day < last; ) {
    day++;
    if (hoursOn(calendar, day).length > 0) left--;
  }
  const hours = hoursOn(calendar, day);
  const opens = (hours[0]?.from ?? 0) * millisecondsOfMinute;
  const closes = (hours.at(-1)?.to ?? 0) * millisecondsOfMinute;
  const time = local - Math.floor(local / millisecondsOfDay) * millisecondsOfDay;
  return momentOn(calendar, day, Math.min(Math.max(time, opens), closes));
}

/** Minutes of working time from one moment to a later one, fractions included; 0 when it is not later. */
export function workingMinutesBetween(calendar: WorkingCalendar, from: Date, to: Date): number {
  let total = 0;
  for (const { start, end } of workingSpans(calendar, from.getTime(), to.getTime()))
    total += end - start;
  return total / millisecondsOfMinute;
}

export function isWorkingTime(calendar: WorkingCalendar, moment: Date): boolean {
  const local = moment.getTime() + offsetAt(moment.getTime(), calendar.timeZone);
  const day = Math.floor(local / millisecondsOfDay);
  const minutes = (local - day * millisecondsOfDay) / millisecondsOfMinute;
  return hoursOn(calendar, day).some(({ from, to }) => minutes >= from && minutes < to);
}

/** The day that clocks of the calendar's zone show at a moment, in days since 1970. */
export const dayOf = ({ timeZone }: WorkingCalendar, moment: Date): number =>
  Math.floor((moment.getTime() + offsetAt(moment.getTime(), timeZone)) / millisecondsOfDay);

/** @param time milliseconds since midnight, as clocks show it */
export function momentOn({ timeZone }: WorkingCalendar, day: number, time: number): Date {
  const local = localTimeIn(day * millisecondsOfDay + time, "UTC");
  return new Date(instantIn(local, timeZone));
}

/** Moments in milliseconds since 1970; `end` is outside. */
interface Span {
  readonly start: number;
  readonly end: number;
}

const horizonAfter = (from: Date): number => from.getTime() + horizonDays * millisecondsOfDay;

const offsetAt = (instant: number, timeZone: string): number =>
  utcOf(localTimeIn(instant, timeZone)) - instant;

/** Clocks are set at most once between two midnights of UTC; so each such day has at most two parts. */
function* workingSpans(calendar: WorkingCalendar, from: number, to: number): Generator<Span> {
  const { timeZone } = calendar;
  let offset = offsetAt(from, timeZone);
  for (let start = from; start < to; ) {
    const end = Math.min((Math.floor(start / millisecondsOfDay) + 1) * millisecondsOfDay, to);
    const later = offsetAt(end, timeZone);
    const set = later === offset ? end : clocksSet(start, end, timeZone);
    yield* spansByClock(calendar, { start, end: set }, offset);
    yield* spansByClock(calendar, { start: set, end }, later);
    offset = later;
    start = end;
  }
}

/** The first moment with another offset than `start`; `end` has one. */
function clocksSet(start: number, end: number, timeZone: string): number {
  const offset = offsetAt(start, timeZone);
  let before = start;
  let after = end;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle, timeZone) === offset) before = middle;
    else after = middle;
  }
  return after;
}

function* spansByClock(
  calendar: WorkingCalendar,
  { start, end }: Span,
  offset: number,
): Generator<Span> {
  if (start >= end) return;
  const last = Math.floor((end + offset - 1) / millisecondsOfDay);
  for (let day = Math.floor((start + offset) / millisecondsOfDay); day <= last; day++) {
    const midnight = day * millisecondsOfDay - offset;
    for (const { from, to } of hoursOn(calendar, day)) {
      const begins = Math.max(midnight + from * millisecondsOfMinute, start);
      const ends = Math.min(midnight + to * millisecondsOfMinute, end);
      if (begins < ends) yield { start: begins, end: ends };
    }
  }
}
