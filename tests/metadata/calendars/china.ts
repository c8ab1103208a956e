/** The office hours of a company in China around the holidays of October 2026, with make-up days. */
import { resolveCalendar } from "../../../metadata/calendars/working-calendar.ts";

const day = [
  ["09:00", "12:00"],
  ["13:30", "18:00"],
];

export const china = {
  name: "china",
  title: "China",
  time_zone: "Asia/Shanghai",
  hours: { mon: day, tue: day, wed: day, thu: day, fri: day },
  holidays: ["01", "02", "03", "04", "05", "06", "07"].map((date) => ({
    date: `2026-10-${date}`,
    title: "National Day",
  })),
  working_days: [
    { date: "2026-09-27", title: "for National Day" },
    { date: "2026-10-10", title: "for National Day", hours: [["09:00", "12:00"]] },
  ],
};

export const inChina = resolveCalendar(china);
/** A moment by the clocks of China. */
export const chinese = (text: string): Date => new Date(`${text}:00+08:00`);
