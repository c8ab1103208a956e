/** The schema of the documents that say when people work. */
import { weekdays } from "../calendars/working-calendar.ts";
import type { JsonSchema } from "../fields/field-type.ts";
import { additions, description, dialect, name, title } from "./schema-parts.ts";

const clock = { type: "string", pattern: "^\\d\\d:[0-5]\\d$" } as const;

const hours = (text: string) =>
  ({
    type: "array",
    description: text,
    items: { type: "array", items: clock, minItems: 2, maxItems: 2 },
  }) as const;

const days = (text: string, more: JsonSchema = {}): JsonSchema => ({
  type: "array",
  description: text,
  items: {
    type: "object",
    required: ["date"],
    properties: { date: { type: "string", format: "date" }, title, ...more },
    ...additions,
  },
});

export const calendarSchema = (): JsonSchema => ({
  $schema: dialect,
  title: "CalendarDocument",
  description: "When people work: hours of the week, holidays, and days that are worked after all.",
  type: "object",
  required: ["name", "time_zone", "hours"],
  properties: {
    $schema: { type: "string" },
    name,
    title,
    description,
    time_zone: { type: "string", description: "IANA name: Asia/Shanghai." },
    hours: {
      type: "object",
      description: "By weekday; on a day that is left out nobody works.",
      properties: Object.fromEntries(
        weekdays.map((weekday) => [weekday, hours('[["09:00", "12:00"], ["13:30", "18:00"]]')]),
      ),
      ...additions,
    },
    holidays: days("Days on which nobody works."),
    working_days: days("Days that are worked whatever their weekday is.", {
      hours: hours("Those of the first working day of the week without it."),
    }),
  },
  ...additions,
});
