import { type Schema, Validator } from "@cfworker/json-schema";
import { describe, expect, test } from "vitest";
import { date } from "../../../metadata/fields/date.ts";
import { dateTime } from "../../../metadata/fields/date-time.ts";
import type { FieldType } from "../../../metadata/fields/field-type.ts";
import { time } from "../../../metadata/fields/time.ts";

const read = (
  type: Pick<FieldType, "parse">,
  text: string,
  timeZone = "Asia/Shanghai",
): unknown => {
  const result = type.parse(text, {}, { locale: "en", timeZone });
  return result.ok ? result.value : result.problems[0]?.code;
};

describe("a date", () => {
  test.each([
    ["2026-11-22", "2026-11-22"],
    ["2026/1/2", "2026-01-02"],
    ["2026.1.2", "2026-01-02"],
    ["20261122", "2026-11-22"],
    ["2026年11月22日", "2026-11-22"],
    ["２０２６年１１月２２日", "2026-11-22"],
    ["22.11.2026", "2026-11-22"],
    ["3.4.2026", "2026-04-03"],
    ["11/22/2026", "2026-11-22"],
    ["22/11/2026", "2026-11-22"],
    ["3/3/2026", "2026-03-03"],
    ["Nov 22, 2026", "2026-11-22"],
    ["22 November 2026", "2026-11-22"],
    ["22-Sept-2026", "2026-09-22"],
    ["2024-07-04 00:00:00.000", "2024-07-04"],
    ["2024-02-29", "2024-02-29"],
    ["2000-02-29", "2000-02-29"],
    ["0001-01-01", "0001-01-01"],
  ])("written %s is %s", (text, expected) => {
    expect(read(date, text)).toBe(expected);
  });

  test.each([
    "2026-02-30",
    "2023-02-29",
    "1900-02-29",
    "2026-13-01",
    "2026-00-10",
    "0000-01-01",
    "31.11.2026",
    "2026-11",
    "22/11/26",
    "2024-07-04 10:00",
    "2026-1/2",
    "Ma 3, 2026",
    "tomorrow",
  ])("written %s is refused", (text) => {
    expect(read(date, text)).toBe("not_a_date");
  });

  test("of the year 0 or no calendar is refused by any validator", () => {
    const validator = new Validator(date.valueSchema({}) as Schema, "2020-12");
    const refused = ["0000-01-01", "2026-02-30", "2026-1-1"];
    expect(refused.filter((text) => validator.validate(text).valid)).toEqual([]);
    expect(validator.validate("0001-01-01").valid).toBe(true);
  });

  test("whose day and month could change places is refused with that reason", () => {
    expect(read(date, "03/04/2026")).toBe("ambiguous_date");
    expect(read(dateTime, "03/04/2026 10:00")).toBe("ambiguous_date");
  });
});

describe("a date and time", () => {
  test.each([
    ["2026-11-22T08:30:00Z", "2026-11-22T08:30:00.000Z"],
    ["2026-11-22t08:30:00.5z", "2026-11-22T08:30:00.500Z"],
    ["2026-11-22T16:30:00+08:00", "2026-11-22T08:30:00.000Z"],
    ["2026-11-22T08:30:00.123999Z", "2026-11-22T08:30:00.123Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
    ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
  ])("received as %s is %s", (received, expected) => {
    expect(dateTime.normalise(received, {})).toBe(expected);
  });

  test.each([
    "2026-11-22T08:30:00",
    "2026-11-22 08:30:00Z",
    "2026-02-30T08:30:00Z",
    "2026-11-22T24:00:00Z",
    "2016-12-31T23:59:60Z",
    "0001-01-01T00:00:00+08:00",
    "9999-12-31T23:59:59-01:00",
    "2026-11-22",
  ])("received as %s is left to be refused", (received) => {
    expect(dateTime.normalise(received, {})).toBe(received);
  });

  test.each([
    ["2026-11-22 16:30", "2026-11-22T08:30:00.000Z"],
    ["2026-11-22T16:30:15", "2026-11-22T08:30:15.000Z"],
    ["2026/11/22 16:30", "2026-11-22T08:30:00.000Z"],
    ["2026年11月22日 下午4:30", "2026-11-22T08:30:00.000Z"],
    ["2026年11月22日16时30分", "2026-11-22T08:30:00.000Z"],
    ["Nov 22, 2026 4:30 PM", "2026-11-22T08:30:00.000Z"],
    ["2026-11-22", "2026-11-21T16:00:00.000Z"],
    ["2026-11-22 08:30:00.123456+00", "2026-11-22T08:30:00.123Z"],
    ["2026-11-22 08:30:00 UTC", "2026-11-22T08:30:00.000Z"],
    ["1996-07-04 00:00:00.000", "1996-07-03T16:00:00.000Z"],
  ])("written %s on a clock in Shanghai is %s", (text, expected) => {
    expect(read(dateTime, text)).toBe(expected);
  });

  test("that clocks show twice is the first, and one that they skip is moved on", () => {
    expect(read(dateTime, "2026-11-01 01:30", "America/New_York")).toBe("2026-11-01T05:30:00.000Z");
    expect(read(dateTime, "2026-03-08 02:30", "America/New_York")).toBe("2026-03-08T07:30:00.000Z");
    expect(read(dateTime, "2026-07-01 12:00", "America/New_York")).toBe("2026-07-01T16:00:00.000Z");
  });

  test("is shown on the clock of the reader", () => {
    const value = "2026-11-22T20:30:00.000Z";
    const shown = (locale: "en" | "zh-CN", timeZone: string) =>
      dateTime.format(value, {}, { locale, timeZone });
    expect(shown("zh-CN", "Asia/Shanghai")).toBe("2026-11-23 04:30");
    expect(shown("en", "America/New_York")).toBe("Nov 22, 2026 15:30");
  });
});

describe("a time", () => {
  test.each([
    ["8:30", "08:30:00"],
    ["20:15:30", "20:15:30"],
    ["8:30 pm", "20:30:00"],
    ["12:00 AM", "00:00:00"],
    ["12:00 PM", "12:00:00"],
    ["下午8:30", "20:30:00"],
    ["８：３０", "08:30:00"],
    ["20时30分", "20:30:00"],
    ["8点5分6秒", "08:05:06"],
    ["08:30:00.000", "08:30:00"],
  ])("written %s is %s", (text, expected) => {
    expect(read(time, text)).toBe(expected);
  });

  test.each(["24:00", "8:60", "8", "13:00 AM", "0:30 PM", "AM 8:30 PM", "08:30:00.5", "08:30Z"])(
    "written %s is refused",
    (text) => {
      expect(read(time, text)).toBe("not_a_time");
    },
  );
});
