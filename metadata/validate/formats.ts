/** The formats that records are checked for, the same functions in server and browser. */
import { fullFormats } from "ajv-formats/dist/formats.js";
import { isRecordId } from "../fields/lookup-options.ts";
import { readDate } from "../fields/values/calendar.ts";

/** Decides whether a text has a format. */
export type FormatCheck = (text: string) => boolean;

const timePattern = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?$/;
const offsetPattern = /^(.{5,15})(?:[zZ]|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const emailPattern =
  /^[^\s@"(),:;<>[\\\]]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}\.)+[\p{L}\p{N}][\p{L}\p{N}-]{0,62}$/u;

/** A day of the calendar, years 0001 to 9999. */
export const isDate: FormatCheck = (text) => readDate(text) !== null;

/** A time of day without offset, to the microsecond. */
export const isTime: FormatCheck = (text) => timePattern.test(text);

/** A moment with its offset (RFC 3339), without leap seconds. */
export const isDateTime: FormatCheck = (text) => {
  if (!/^[tT]$/.test(text.charAt(10))) return false;
  const match = offsetPattern.exec(text.slice(11));
  return match !== null && isDate(text.slice(0, 10)) && isTime(match[1] ?? "");
};

export const isEmail: FormatCheck = (text) => text.length <= 254 && emailPattern.test(text);

/** Formats that only pass through: the standard's definitions. */
const standardFormats = [
  "duration",
  "hostname",
  "ipv4",
  "ipv6",
  "json-pointer",
  "relative-json-pointer",
  "uri",
  "uri-reference",
  "uri-template",
  "regex",
] as const;

export const formats: Readonly<Record<string, FormatCheck>> = {
  ...Object.fromEntries(standardFormats.map((name) => [name, standardCheck(name)])),
  date: isDate,
  "date-time": isDateTime,
  time: isTime,
  uuid: isRecordId,
  email: isEmail,
};

function standardCheck(name: (typeof standardFormats)[number]): FormatCheck {
  const definition: unknown = fullFormats[name];
  if (definition instanceof RegExp) return (text) => definition.test(text);
  if (typeof definition === "function") return (text) => definition(text) === true;
  throw new Error(`The format ${name} has no check`);
}
