import type { Clock } from "../../metadata/expressions/index.ts";
import { timeZone } from "../language/locale.ts";

let user: string | null = null;

/** Who is at the screen, for `current_user()`. */
export const setClockUser = (id: string | null): void => {
  user = id;
};

/** This moment where the user is. */
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
