/** Lists of texts in one cell: `red; green`, `红、绿`, or a JSON array. */
import { parseJson } from "../../json.ts";

const separators = /[;；、,，\n]/;

/** The entries of a cell, trimmed, without empty ones. A JSON array of texts is taken as it is. */
export function readListText(written: string): readonly string[] {
  if (written.trimStart().startsWith("[")) {
    const parsed = parseJson(written);
    if (parsed.ok && isTextList(parsed.value)) return parsed.value;
  }
  return written
    .split(separators)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** Entries with `;` between them, as JSON when an entry would not come back from that. */
export function writeListText(entries: readonly string[]): string {
  const plain = entries.every(
    (entry) =>
      entry !== "" && entry === entry.trim() && !separators.test(entry) && !entry.startsWith("["),
  );
  return plain ? entries.join(";") : JSON.stringify(entries);
}

export const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === "string");
