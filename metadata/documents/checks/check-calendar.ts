/** A calendar: its zone, its hours, and the days that differ from their weekday. */
import { minutesOfClock, weekdays } from "../../calendars/working-calendar.ts";
import { readDate } from "../../fields/values/calendar.ts";
import { isTimeZone } from "../../fields/values/time-zone.ts";
import { isJsonObject, type JsonSchema, textsOf } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { checkKeywords, checkTexts, type KeywordKinds } from "./check-keywords.ts";
import { checkName } from "./check-names.ts";
import type { Report } from "./report.ts";

const calendarKinds: KeywordKinds = {
  $schema: "text",
  $comment: "text",
  name: "text",
  title: "text",
  description: "text",
  time_zone: "text",
  hours: "object",
  holidays: "list",
  working_days: "list",
};
const hoursKinds: KeywordKinds = Object.fromEntries(
  weekdays.map((weekday) => [weekday, "list"] as const),
);
const dayKinds: Readonly<Record<"holidays" | "working_days", KeywordKinds>> = {
  holidays: { $comment: "text", date: "text", title: "text" },
  working_days: { $comment: "text", date: "text", title: "text", hours: "list" },
};

export function checkCalendar(content: JsonSchema, report: Report): void {
  checkKeywords(content, calendarKinds, "", report);
  checkTexts(content, "", report);
  const { name, time_zone: zone, hours } = content;
  if (typeof name === "string") checkName(name, "screen", "/name", report);
  for (const keyword of ["time_zone", "hours"])
    if (content[keyword] === undefined) report("option_missing", `/${keyword}`, { keyword });
  if (typeof zone === "string" && !isTimeZone(zone))
    report("time_zone_unknown", "/time_zone", { zone });
  if (isJsonObject(hours)) checkWeek(hours, report);
  const seen = new Set<string>();
  for (const keyword of ["holidays", "working_days"] as const) {
    const days = content[keyword];
    if (!Array.isArray(days)) continue;
    days.forEach((day: unknown, index) => {
      checkDay(day, keyword, pointer("", keyword, index), seen, report);
    });
  }
}

function checkWeek(hours: JsonSchema, report: Report): void {
  checkKeywords(hours, { $comment: "text", ...hoursKinds }, "/hours", report);
  const written = weekdays.filter((weekday) => hours[weekday] !== undefined);
  for (const weekday of written) checkHours(hours[weekday], pointer("/hours", weekday), report);
  if (written.every((weekday) => Array.isArray(hours[weekday]) && hours[weekday].length === 0))
    report("calendar_without_hours", "/hours");
}

/** Parts of a day, each later than the one before it. */
function checkHours(parts: unknown, path: string, report: Report): void {
  if (!Array.isArray(parts)) return;
  let free = 0;
  parts.forEach((part: unknown, index) => {
    const at = pointer(path, index);
    const [from, to, ...more] = textsOf(part).map(minutesOfClock);
    if (typeof from !== "number" || typeof to !== "number" || from >= to || more.length > 0)
      report("calendar_hours_invalid", at);
    else {
      if (from < free) report("calendar_hours_overlap", at);
      free = to;
    }
  });
}

function checkDay(
  day: unknown,
  keyword: "holidays" | "working_days",
  path: string,
  seen: Set<string>,
  report: Report,
): void {
  if (!isJsonObject(day)) {
    report("calendar_day_invalid", path);
    return;
  }
  checkKeywords(day, dayKinds[keyword], path, report);
  checkTexts(day, path, report);
  const { date } = day;
  const hours = keyword === "working_days" ? day.hours : undefined;
  if (date === undefined) report("option_missing", pointer(path, "date"), { keyword: "date" });
  if (typeof date === "string") {
    if (readDate(date) === null) report("calendar_day_invalid", pointer(path, "date"));
    else if (seen.has(date)) report("calendar_day_repeated", pointer(path, "date"), { date });
    seen.add(date);
  }
  checkHours(hours, pointer(path, "hours"), report);
  if (Array.isArray(hours) && hours.length === 0)
    report("calendar_without_hours", pointer(path, "hours"));
}
