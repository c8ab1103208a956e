/** Mistakes in calendars. */
import { type Case, document, type Json } from "./mistake.ts";

/** A sound calendar with something else in it, and without some keywords. */
function calendar(content: Json, without: readonly string[] = []) {
  const whole = {
    name: "office",
    time_zone: "Asia/Shanghai",
    hours: { mon: [["09:00", "18:00"]] },
    ...content,
  };
  const kept = Object.entries(whole).filter(([keyword]) => !without.includes(keyword));
  return document("calendar", "office", Object.fromEntries(kept));
}
const monday = (...parts: readonly unknown[]) => calendar({ hours: { mon: parts } });
const holidays = (...days: readonly unknown[]) => calendar({ holidays: days });
const worked = (day: Json) => calendar({ working_days: [{ date: "2026-02-14", ...day }] });

const office = calendar({});
/** A script of a schedule beside a calendar. */
const nightly = (schedule: Json): Case[1] => [
  ...office,
  {
    kind: "script",
    name: "nightly",
    content: {
      name: "nightly",
      schedule: { cron: "0 2 * * *", ...schedule },
      source: "export default async () => {};",
    },
  },
];
/** A workflow that waits, beside a calendar. */
const patient = (content: Json): Case[1] => [
  ...office,
  {
    kind: "workflow",
    name: "patient",
    content: {
      name: "patient",
      on: { event: "manual" },
      start: "rest",
      steps: { rest: { type: "wait", for: "8 workhours" } },
      ...content,
    },
  },
];

export const calendarMistakes: readonly Case[] = [
  ["option_missing", calendar({}, ["time_zone"]), "/time_zone", /Add it/],
  ["option_missing", calendar({}, ["hours"]), "/hours", /Add it/],
  ["time_zone_unknown", calendar({ time_zone: "Asia/Peking" }), "/time_zone", /Asia\/Shanghai/],
  ["time_zone_unknown", calendar({ time_zone: "+08:00" }), "/time_zone", /Asia\/Shanghai/],
  ["keyword_unknown", calendar({ holiday: [] }), "/holiday", /"holidays"/],
  [
    "keyword_unknown",
    calendar({ hours: { mon: [["09:00", "18:00"]], tues: [] } }),
    "/hours/tues",
    /"tue"/,
  ],
  ["keyword_wrong_type", calendar({ hours: { mon: "09:00-18:00" } }), "/hours/mon", /a list/],
  ["calendar_without_hours", calendar({ hours: {} }), "/hours", /"mon"/],
  ["calendar_without_hours", calendar({ hours: { mon: [] } }), "/hours", /"mon"/],
  ...[
    ["09:00"],
    ["9:00", "12:00"],
    ["12:00", "09:00"],
    ["09:00", "09:00"],
    ["18:00", "24:01"],
    ["09:00", "12:00", "13:00"],
    "09:00-12:00",
  ].map((part): Case => ["calendar_hours_invalid", monday(part), "/hours/mon/0", /"09:00"/]),
  [
    "calendar_hours_overlap",
    monday(["09:00", "12:30"], ["12:00", "18:00"]),
    "/hours/mon/1",
    /in order/,
  ],
  [
    "calendar_hours_overlap",
    monday(["13:30", "18:00"], ["09:00", "12:00"]),
    "/hours/mon/1",
    /in order/,
  ],
  ["calendar_day_invalid", holidays("2026-10-01"), "/holidays/0", /2026-10-01/],
  ["calendar_day_invalid", holidays({ date: "2026-02-29" }), "/holidays/0/date", /2026-10-01/],
  ["option_missing", holidays({ title: "Spring Festival" }), "/holidays/0/date", /Add it/],
  ["keyword_unknown", holidays({ date: "2026-10-01", hours: [] }), "/holidays/0/hours", /hours/],
  [
    "calendar_day_repeated",
    holidays({ date: "2026-10-01" }, { date: "2026-10-01" }),
    "/holidays/1/date",
    /2026-10-01/,
  ],
  [
    "calendar_day_repeated",
    calendar({ holidays: [{ date: "2026-02-14" }], working_days: [{ date: "2026-02-14" }] }),
    "/working_days/0/date",
    /twice/,
  ],
  ["calendar_without_hours", worked({ hours: [] }), "/working_days/0/hours", /Nobody/],
  [
    "calendar_hours_invalid",
    worked({ hours: [["18:00", "09:00"]] }),
    "/working_days/0/hours/0",
    /earlier/,
  ],
  ["calendar_unknown", nightly({ calendar: "ofice" }), "/schedule/calendar", /"office"/],
  [
    "schedule_without_calendar",
    nightly({ non_working_days: "skip" }),
    "/schedule/non_working_days",
    /"calendar"/,
  ],
  [
    "option_unknown",
    nightly({ calendar: "office", non_working_days: "leave" }),
    "/schedule/non_working_days",
    /skip, next, run/,
  ],
  [
    "schedule_with_two_zones",
    nightly({ calendar: "office", time_zone: "UTC" }),
    "/schedule/time_zone",
    /Remove/,
  ],
  ["workflow_calendar_missing", patient({}), "/steps/rest/for", /"calendar"/],
  ["calendar_unknown", patient({ calendar: "ofice" }), "/calendar", /"office"/],
  [
    "calendar_unknown",
    patient({
      on: { event: "schedule", cron: "0 2 * * *", calendar: "ofice" },
      calendar: "office",
    }),
    "/on/calendar",
    /"office"/,
  ],
];
