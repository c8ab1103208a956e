/** How soon somebody is written to about what he follows. */
export const paces = ["in_app", "at_once", "daily", "weekly"] as const;
export type Pace = (typeof paces)[number];

/** When mails of digests are sent. */
export interface DigestTimes {
  readonly pace: Pace;
  /** IANA name: the hour is an hour of it. */
  readonly time_zone: string;
  /** 0–23; of daily and weekly ones. */
  readonly hour: number;
  /** 1 Monday – 7 Sunday; of weekly ones. */
  readonly weekday: number;
}
