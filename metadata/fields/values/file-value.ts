/** Values of fields that hold files, as they travel. */
import { isJsonObject } from "../../json-object.ts";
import type { JsonSchema } from "../field-type.ts";

/** A file as a record names it. Callers write its id; the engine says the rest. */
export interface FileValue {
  readonly id: string;
  readonly name?: string;
  /** Found from the bytes. */
  readonly type?: string;
  /** Bytes. */
  readonly size?: number;
}

/** Characters of a name. */
export const fileNameMaximum = 200;

export const fileParts = {
  id: { type: "string", format: "uuid" },
  name: { type: "string", minLength: 1, maxLength: fileNameMaximum },
  type: { type: "string", minLength: 1, maxLength: 100 },
  size: { type: "integer", minimum: 0 },
} as const;

export const fileSchema: JsonSchema = {
  type: "object",
  properties: fileParts,
  required: ["id"],
  additionalProperties: false,
};

const fileId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isFileId = (text: string): boolean => fileId.test(text);

/** An id alone becomes `{ id }`; ids are written in lower case; anything else stays as it is. */
export function normaliseFile(value: unknown): unknown {
  if (typeof value === "string" && isFileId(value)) return { id: value.toLowerCase() };
  if (!isJsonObject(value) || typeof value.id !== "string") return value;
  return { ...value, id: value.id.toLowerCase() };
}

export const isFileValue = (value: unknown): value is FileValue =>
  isJsonObject(value) && typeof value.id === "string";

/** The files of a value, one or many; what is no file is left out. */
export const filesIn = (value: unknown): readonly FileValue[] =>
  (Array.isArray(value) ? value : [value]).filter(isFileValue);

/** What people call it. */
export const fileTitle = ({ name, id }: FileValue): string =>
  typeof name === "string" && name !== "" ? name : id;

/** A name without folders, line ends and marks that turn the direction of writing. */
export function cleanFileName(received: string): string {
  const last = received.split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}\ufeff]/gu, "")
    .normalize("NFC")
    .trim();
  const short = shortened(plain);
  return /^\.*$/.test(short) ? "file" : short;
}

/** A name that is too long loses its middle, not its end: the end says what it is. */
function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= fileNameMaximum) return name;
  const end = /\.[^.\s]{1,10}$/u.exec(name)?.[0] ?? "";
  return `${characters.slice(0, fileNameMaximum - [...end].length).join("")}${end}`;
}

const units = ["B", "KB", "MB", "GB"] as const;

/** `1.5 MB`: at most one decimal, the same in every language. */
export function sizeText(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${Number(amount.toFixed(1))} ${units[unit]}`;
}
