import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/** Mistakes in calendars, and in what is done at times. */
export const calendarCodes = {
  calendar_hours_invalid: {
    status: 422,
    message: {
      en: 'Hours are written ["09:00", "12:00"], from the earlier to the later, to "24:00" at most.',
      "zh-CN": '时段应写成 ["09:00", "12:00"]，先早后晚，最晚到 "24:00"。',
    },
  },
  calendar_hours_overlap: {
    status: 422,
    message: {
      en: "These hours begin before the ones above them end. Put them in order, without overlap.",
      "zh-CN": "该时段早于上一时段的结束，请按先后排列且不要重叠。",
    },
  },
  calendar_without_hours: {
    status: 422,
    message: {
      en: 'Nobody ever works by this. Write hours, such as "mon": [["09:00", "18:00"]].',
      "zh-CN": '按此设置永远无人上班，请写工作时段，例如 "mon": [["09:00", "18:00"]]。',
    },
  },
  calendar_day_invalid: {
    status: 422,
    message: {
      en: 'A day is written {"date": "2026-10-01", "title": "…"}.',
      "zh-CN": '日期应写成 {"date": "2026-10-01", "title": "…"}。',
    },
  },
  calendar_day_repeated: {
    status: 422,
    message: {
      en: "{date} stands in this calendar twice. Leave one of them.",
      "zh-CN": "{date} 在此日历中出现两次，请只保留一处。",
    },
  },
  calendar_unknown: {
    status: 422,
    message: {
      en: 'There is no calendar "{name}".{hint}',
      "zh-CN": "没有工作日历“{name}”。{hint}",
    },
  },
  schedule_without_calendar: {
    status: 422,
    message: {
      en: 'Only a calendar knows on which days nobody works. Name it: "calendar": "office".',
      "zh-CN": '只有工作日历才知道哪些天不上班，请指定："calendar": "office"。',
    },
  },
  schedule_with_two_zones: {
    status: 422,
    message: {
      en: "The calendar has a time zone, by which the times are read. Remove this one.",
      "zh-CN": "时间按工作日历的时区解释，请删除此处的时区。",
    },
  },
  cron_fields: {
    status: 422,
    message: {
      en: 'The times are five fields: minute, hour, day, month, weekday. "0 2 * * *" is every night at two.',
      "zh-CN": "时间由五段组成：分、时、日、月、星期。例如 0 2 * * * 表示每天凌晨两点。",
    },
  },
  cron_field_invalid: {
    status: 422,
    message: {
      en: '"{text}" cannot be the {field}. Write *, numbers, ranges such as 1-5, lists such as 1,15 or steps such as */10.',
      "zh-CN": "“{text}”不能作为{field}。可以写 *、数字、范围（1-5）、列表（1,15）或间隔（*/10）。",
    },
  },
  cron_too_often: {
    status: 422,
    message: {
      en: "Six fields count seconds, and a schedule runs once a minute at most. Leave the first one out.",
      "zh-CN": "六段写法会精确到秒，而定时任务最多每分钟运行一次，请去掉第一段。",
    },
  },
  cron_never: {
    status: 422,
    message: {
      en: 'None of these months has such a day: "{cron}" never comes. Write L for the last day of a month.',
      "zh-CN": "所选月份中没有这一天，“{cron}”永远不会到来。每月最后一天请写 L。",
    },
  },
  time_zone_unknown: {
    status: 422,
    message: {
      en: '"{zone}" is not a time zone. Write one such as Asia/Shanghai or UTC.',
      "zh-CN": "没有时区“{zone}”，请写成 Asia/Shanghai 或 UTC 这样的名称。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
