/** The clock of formulas, rules and defaults in forms: that of the server, which judges what is sent. */
import type { Clock } from "../../metadata/expressions/index.ts";
import { isTimeZone } from "../../metadata/fields/values/time-zone.ts";
import { timeZone as zoneOfBrowser } from "../language/locale.ts";

let user: string | null = null;
let timeZone = zoneOfBrowser;

/** Who is at the screen, for `current_user()`. */
export const setClockUser = (id: string | null): void => {
  user = id;
};

/** Where the server takes the day of a moment; a zone that this browser does not know is not taken. */
export const setClockZone = (zone: string): void => {
  if (isTimeZone(zone)) timeZone = zone;
};

/** This moment, as expressions see it on the server. Moments are shown in the browser's own zone. */
export function currentClock(): Clock {
  const now = new Date();
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return { now: now.toISOString(), today: parts.format(now), timeZone, user };
}
