/** What the schemas of several kinds of document share. */

import { catchUps, nonWorkingDayRules } from "../calendars/schedule.ts";

export const dialect = "https://json-schema.org/draft/2020-12/schema";

export const name = {
  type: "string",
  pattern: "^[a-z][a-z0-9_]{0,47}$",
  description: "The one name in tables, JSON, scripts and formulas: a to z, digits and _.",
} as const;

export const title = { type: "string", description: "What people read." } as const;

export const description = {
  type: "string",
  description: "One or two sentences of help.",
} as const;

export const names = (text: string) => ({
  type: "array",
  items: { type: "string" },
  description: text,
});

/** Nothing else but what begins with `x-`. */
export const additions = {
  patternProperties: { "^x-": {} },
  additionalProperties: false,
} as const;

/** Times at which something starts by itself. */
export const schedule = {
  cron: {
    type: "string",
    description: "Minute, hour, day, month, weekday: 0 2 * * *. L is the last day of a month.",
  },
  time_zone: { type: "string", description: "Asia/Shanghai; that of the server without it." },
  catch_up: {
    enum: catchUps,
    description: "What becomes of times that passed while no server ran; skip without it.",
  },
  calendar: { type: "string", description: "Name of the calendar that knows the working days." },
  non_working_days: {
    enum: nonWorkingDayRules,
    description: "What becomes of times on days on which nobody works; skip without it.",
  },
} as const;
