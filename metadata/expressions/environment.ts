/** What an expression reads while it is evaluated in JavaScript. */
import type { Value } from "./value.ts";

export interface RecordValues {
  /** The value of a field, in the form of `Value`; the id for a lookup. */
  value(name: string): Value;
  /** The record behind a lookup; `null` when the lookup is empty or its record is not at hand. */
  related(name: string): RecordValues | null;
  rows(name: string): readonly RecordValues[];
}

/** The time is an input, so that browser, server and SQL agree on it. */
export interface Clock {
  /** `YYYY-MM-DDTHH:MM:SS.mmmZ` */
  readonly now: string;
  /** The day in `timeZone`, `YYYY-MM-DD`. */
  readonly today: string;
  /** IANA zone in which a moment becomes a day: `Asia/Shanghai`. */
  readonly timeZone: string;
  /** Id of the person who asks; absent for the engine itself. */
  readonly user?: string | null;
}

export interface Environment {
  readonly record: RecordValues;
  readonly clock: Clock;
}
