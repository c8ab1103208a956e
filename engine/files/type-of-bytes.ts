/**
 * The type of a file by what it begins with. Never by its name or by what the caller says: a type
 * from here decides how a file is answered.
 */
import { unknownFileType } from "../../metadata/fields/values/file-types.ts";

/** As many bytes of the beginning as are looked at. */
export const headMaximum = 65_536;

/** Beginnings in hexadecimal digits. */
const signatures: readonly (readonly [type: string, pattern: RegExp])[] = [
  ["image/png", /^89504e470d0a1a0a/],
  ["image/jpeg", /^ffd8ff/],
  ["image/gif", /^47494638(37|39)61/],
  ["image/webp", /^52494646.{8}57454250/],
  ["image/bmp", /^424d.{8}00000000/],
  ["image/tiff", /^(49492a00|4d4d002a)/],
  ["image/avif", /^.{8}6674797061766(966|973)/],
  ["image/heic", /^.{8}66747970(686569|686576|6d696631|6d736631)/],
  ["video/mp4", /^.{8}66747970/],
  ["application/pdf", /^255044462d/],
  ["application/gzip", /^1f8b/],
  ["application/vnd.rar", /^526172211a07/],
  ["application/x-7z-compressed", /^377abcaf271c/],
  ["application/x-ole-storage", /^d0cf11e0a1b11ae1/],
  ["audio/mpeg", /^(494433|fff[23ab])/],
];

const office = "application/vnd.openxmlformats-officedocument";

/** Office documents are archives with parts in a folder of their own: `word/`, `xl/`, `ppt/`. */
const archives: readonly (readonly [type: string, pattern: RegExp])[] = [
  [`${office}.wordprocessingml.document`, /504b0304.{52}776f72642f/],
  [`${office}.spreadsheetml.sheet`, /504b0304.{52}786c2f/],
  [`${office}.presentationml.presentation`, /504b0304.{52}7070742f/],
  ["application/zip", /^504b(0304|0506)/],
];

/** `head`: the first `headMaximum` bytes, or all there are. */
export function typeOfBytes(head: Uint8Array): string {
  const bytes = Buffer.from(head);
  const digits = bytes.toString("hex");
  const found = [...signatures, ...archives].find(([, pattern]) =>
    pattern.source.startsWith("^") ? pattern.test(digits.slice(0, 64)) : isPart(digits, pattern),
  );
  if (found !== undefined) return found[0];
  const isText = bytes.length > 0 && bytes.every(isWritten) && !isMarkup(bytes.toString("utf8"));
  return isText ? "text/plain" : unknownFileType;
}

const isPart = (digits: string, pattern: RegExp): boolean =>
  digits.startsWith("504b0304") && pattern.test(digits);

/** Text has no control characters, in any encoding that people write text files in. */
const isWritten = (byte: number): boolean =>
  byte >= 0x20 ? byte !== 0x7f : byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d;

/** HTML, SVG and XML in any disguise of blanks and byte order marks. */
const isMarkup = (text: string): boolean => /^\ufeff?\s*</.test(text);
