/** The formats that records are checked for, the same functions in server and browser. */
import { fullFormats } from "ajv-formats/dist/formats.js";
import { isRecordId } from "../fields/lookup-options.ts";
import { readDate } from "../fields/values/calendar.ts";
import { readInstant } from "../fields/values/clock.ts";

/** Decides whether a text has a format. */
export type FormatCheck = (text: string) => boolean;

/** A day of the calendar, years 0001 to 9999. */
export const isDate: FormatCheck = (text) => readDate(text) !== null;

/** A moment with its offset (RFC 3339), without leap seconds, years 0001 to 9999. */
export const isDateTime: FormatCheck = (text) => readInstant(text) !== null;

/** Longer addresses, hosts and templates are refused before a pattern sees them. */
const maximumLength = 8192;

/** Formats as the standard defines them. */
const standardFormats = [
  "duration",
  "email",
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
  uuid: isRecordId,
};

/**
 * Formats of which other validators take more than we do, as patterns without flags: `email` as
 * `formats` goes by it; `date-time` without blanks and with a colon in the offset; `uuid` without
 * `urn:uuid:`.
 */
export const formatPatterns: ReadonlyMap<unknown, string> = new Map([
  ["email", emailSource()],
  [
    "date-time",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,12})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})$",
  ],
  ["uuid", "^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$"],
]);

function emailSource(): string {
  const definition: unknown = fullFormats.email;
  if (!(definition instanceof RegExp) || definition.flags !== "i")
    throw new Error("The format email is another one than it was");
  return definition.source.replaceAll("a-z", "A-Za-z");
}

function standardCheck(name: (typeof standardFormats)[number]): FormatCheck {
  const definition: unknown = fullFormats[name];
  if (definition instanceof RegExp)
    return (text) => text.length <= maximumLength && definition.test(text);
  if (typeof definition === "function")
    return (text) => text.length <= maximumLength && definition(text) === true;
  throw new Error(`The format ${name} has no check`);
}
