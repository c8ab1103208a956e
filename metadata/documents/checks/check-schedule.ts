/** Times at which scripts and workflows start by themselves. */
import { cronFault } from "../../calendars/cron.ts";
import { catchUps, nonWorkingDayRules } from "../../calendars/schedule.ts";
import { isTimeZone } from "../../fields/values/time-zone.ts";
import type { JsonSchema } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import type { Text } from "../../text.ts";
import { hintAmong, type KeywordKinds } from "./check-keywords.ts";
import type { Report } from "./report.ts";

export const scheduleKinds: KeywordKinds = {
  cron: "text",
  time_zone: "text",
  catch_up: "text",
  calendar: "text",
  non_working_days: "text",
};

const cronFields: Readonly<Record<string, Text>> = {
  minute: { en: "minute", "zh-CN": "分钟" },
  hour: { en: "hour", "zh-CN": "小时" },
  day: { en: "day of the month", "zh-CN": "日期" },
  month: { en: "month", "zh-CN": "月份" },
  weekday: { en: "day of the week", "zh-CN": "星期" },
};

/** @param path of what holds the keywords */
export function checkSchedule(written: JsonSchema, path: string, report: Report): void {
  const { cron, time_zone: zone, calendar } = written;
  if (cron === undefined) report("option_missing", pointer(path, "cron"), { keyword: "cron" });
  else if (typeof cron === "string") checkCron(cron, pointer(path, "cron"), report);
  if (typeof zone === "string" && !isTimeZone(zone))
    report("time_zone_unknown", pointer(path, "time_zone"), { zone });
  for (const [keyword, allowed] of [
    ["catch_up", catchUps],
    ["non_working_days", nonWorkingDayRules],
  ] as const) {
    const value = written[keyword];
    if (typeof value === "string" && !allowed.some((word) => word === value))
      report("option_unknown", pointer(path, keyword), { keyword, allowed });
  }
  if (calendar === undefined && written.non_working_days !== undefined)
    report("schedule_without_calendar", pointer(path, "non_working_days"));
  if (calendar !== undefined && zone !== undefined)
    report("schedule_with_two_zones", pointer(path, "time_zone"));
}

function checkCron(cron: string, path: string, report: Report): void {
  const fault = cronFault(cron);
  if (fault?.kind === "too_often") report("cron_too_often", path);
  else if (fault?.kind === "field_count") report("cron_fields", path);
  else if (fault?.kind === "never") report("cron_never", path, { cron });
  else if (fault?.kind === "field") {
    const field = cronFields[fault.field] ?? "";
    report("cron_field_invalid", path, { text: fault.text, field });
  }
}

/** A calendar that is named is there. */
export function checkCalendarName(
  name: unknown,
  calendars: ReadonlyMap<string, JsonSchema>,
  path: string,
  report: Report,
): void {
  if (typeof name === "string" && !calendars.has(name))
    report("calendar_unknown", path, { name, hint: hintAmong(name, [...calendars.keys()]) });
}
