/** What the API answers about what somebody follows, and what he wants to be reminded of. */

import type { DigestTimes, Pace } from "./digest-pace.ts";

/** One record, or the list of an object. */
export interface SubscriptionEntry {
  readonly id: string;
  /** Null: the caller may not read records of it any more. */
  readonly object: string | null;
  readonly object_title: string | null;
  readonly record: string | null;
  /** Null: a list, or a record that the caller may not read any more. */
  readonly record_title: string | null;
  readonly filter: string | null;
  /** What the caller calls the list. */
  readonly title: string | null;
  /** How the screen shows the list: the query of its address. */
  readonly view: string | null;
  /** False: nothing is told, because it may not be read, or the filter does not hold, any more. */
  readonly active: boolean;
  readonly created_at: string;
  /** How soon the caller is written to about it; null: as about all. */
  readonly pace: Pace | null;
}

/** `GET` and `PUT /account/digest`. */
export interface DigestChoice extends DigestTimes {
  /** False: this installation sends no mail. */
  readonly mails: boolean;
}

/** `GET /subscriptions?object=&record=`: newest first. */
export interface SubscriptionList {
  readonly data: readonly SubscriptionEntry[];
}

export interface ReminderEntry {
  readonly id: string;
  /** Null: the caller may not read the record any more. */
  readonly object: string | null;
  readonly record: string;
  readonly record_title: string | null;
  readonly at: string;
  readonly note: string;
}

/** `GET /reminders?record=`: the next one first. */
export interface ReminderList {
  readonly data: readonly ReminderEntry[];
}
