/**
 * Cursors: where a list continues. One holds the sort values of the last row of a page as
 * PostgreSQL writes them, and a mark of the order they belong to.
 */
import { createHash } from "node:crypto";
import { readDate } from "../../metadata/fields/values/calendar.ts";
import { readInstant } from "../../metadata/fields/values/clock.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { problem, type Result } from "../../metadata/problem.ts";
import { timestampText } from "./projection.ts";
import type { SortKey } from "./sorting.ts";

export interface Cursor {
  readonly values: readonly (string | null)[];
}

const marks = new WeakMap<readonly SortKey[], string>();

/** Kept with the parsed order: a page costs one look instead of a hash. */
function orderMark(keys: readonly SortKey[]): string {
  const known = marks.get(keys);
  if (known !== undefined) return known;
  const mark = markOf(keys);
  marks.set(keys, mark);
  return mark;
}

const markOf = (keys: readonly SortKey[]): string =>
  createHash("sha256")
    .update(
      keys
        .map(
          ({ path, field, descending }) => `${descending ? "-" : ""}${path.join(".")}@${field.id}`,
        )
        .join(),
    )
    .digest("base64url")
    .slice(0, 8);

export function writeCursor(keys: readonly SortKey[], values: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify([orderMark(keys), ...values])).toString("base64url");
}

/** Refuses a cursor of another order, and anything that is not one of ours. */
export function readCursor(text: string, keys: readonly SortKey[]): Result<Cursor> {
  const refused: Result<never> = { ok: false, problems: [problem("invalid_cursor")] };
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return refused;
  }
  if (
    !Array.isArray(content) ||
    content.length !== keys.length + 1 ||
    content[0] !== orderMark(keys)
  )
    return refused;
  const values = content.slice(1);
  const fits = values.every((value: unknown, index) => {
    const key = keys[index] as SortKey;
    if (value === null) return key.mayBeEmpty;
    return typeof value === "string" && isValueOf(parameterType(key.field), value);
  });
  return fits ? { ok: true, value: { values } } : refused;
}

/** The type of a field's column as a parameter. */
export const parameterType = (field: FieldModel): string =>
  field.type.column(field.schema)?.parameter ?? "text";

const forms: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  bigint: /^-?\d{1,18}$/,
  numeric: /^-?\d{1,60}(\.\d{1,40})?$/,
  boolean: /^[tf]$/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/,
  time: /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/,
};

/** Only what PostgreSQL could have written reaches it: a made-up value must not fail there. */
function isValueOf(type: string, value: string): boolean {
  if (type === "date") return readDate(value) !== null;
  const form = forms[type];
  if (form === undefined) return !value.includes("\0");
  if (!form.test(value)) return false;
  return type !== "timestamptz" || readInstant(timestampText(value)) !== null;
}

export const cursorSlot = (index: number): string => `cursor${index}`;

export const cursorSlots = (cursor: Cursor): Readonly<Record<string, string | null>> =>
  Object.fromEntries(cursor.values.map((value, index) => [cursorSlot(index), value]));

/** Which of the values are empty: it decides the SQL, so plans are kept by it. */
export const cursorPattern = (cursor: Cursor | null): string =>
  cursor?.values.map((value) => (value === null ? "0" : "1")).join("") ?? "";
