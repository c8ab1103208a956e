/** What a stored value becomes when its field gets another type. The one meaning of "converts". */
import Big from "big.js";
import type { FieldType, FormatContext, PropertySchema } from "../fields/field-type.ts";
import { filesIn } from "../fields/values/file-value.ts";
import { localTimeIn } from "../fields/values/time-zone.ts";
import { failure, problem, type Result, success } from "../problem.ts";
import { isValue } from "./validate-value.ts";

/** One side of a conversion: a type with the options of its field. */
export interface TypedField {
  readonly type: FieldType;
  readonly schema: PropertySchema;
}

/**
 * The value of `after` that says exactly what `value` says, or why there is none. Values go through
 * the text that export writes and import reads; where that says less than the values do, they are
 * taken directly. `round`: digits that do not fit are rounded half away from zero.
 */
export function convertValue(
  before: TypedField,
  after: TypedField,
  value: unknown,
  context: FormatContext,
  round = false,
): Result<unknown> {
  if (value === null || value === undefined) return success(null);
  const read =
    directly(before, after, value, context) ?? throughText(before, after, value, context);
  if (!read.ok) return read;
  const rounded = round ? roundedTo(after, read.value) : read.value;
  const normal = after.type.normalise(rounded, after.schema);
  const isSaid = (normal ?? null) !== null || isBlank(before, value);
  return isSaid && isValue(after.schema, after.type, normal)
    ? success(normal)
    : failure(problem(after.type.mismatch));
}

/** Only what says nothing may become empty: the text `null` is JSON, and would be lost as such. */
const isBlank = ({ type, schema }: TypedField, value: unknown): boolean =>
  type.exportText(value, schema).trim() === "";

/** Null where the way through text says all there is to say. */
function directly(
  before: TypedField,
  after: TypedField,
  value: unknown,
  { timeZone }: FormatContext,
): Result<unknown> | null {
  const from = before.type.name;
  const to = after.type.name;
  if (from === to) return success(value);
  if (from === "boolean" && to === "integer") return success(value === true ? 1 : 0);
  if (from === "select" && to === "multi_select") return success([value]);
  if (from === "multi_select" && to === "json") return success(value);
  if (before.type.holdsFiles && after.type.holdsFiles) return heldFiles(value, to, after);
  if (from === "date_time" && to === "date" && typeof value === "string") {
    const local = localTimeIn(Date.parse(value), timeZone);
    const { hour, minute, second, millisecond, year, month, day } = local;
    if (hour + minute + second + millisecond > 0) return failure(problem("not_a_date"));
    const digits = (part: number, width: number) => String(part).padStart(width, "0");
    return success(`${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`);
  }
  return null;
}

/** Files stay the files they are; of several, one field holds none. */
function heldFiles(value: unknown, to: string, { type }: TypedField): Result<unknown> {
  const files = filesIn(value);
  if (to === "attachments") return success(files);
  return files.length === 1 ? success(files[0]) : failure(problem(type.mismatch));
}

function throughText(
  before: TypedField,
  after: TypedField,
  value: unknown,
  context: FormatContext,
): Result<unknown> {
  const written = before.type.exportText(value, before.schema);
  const number = after.type.name === "integer" && wholeDecimal.exec(written);
  return after.type.parse(number ? (number[1] ?? written) : written, after.schema, context);
}

/** `12.50` is no whole number, but one that may be rounded to one. */
const wholeDecimal = /^(-?[0-9]+)\.0+$/;

function roundedTo({ type, schema }: TypedField, value: unknown): unknown {
  if (typeof value !== "string" || type.wire !== "decimal") return value;
  const digits = /^numeric\((\d+), ?(\d+)\)$/.exec(type.column(schema)?.sql ?? "");
  if (digits === null || !/^-?[0-9]+(\.[0-9]+)?$/.test(value)) return value;
  return new Big(value).toFixed(Number(digits[2]), Big.roundHalfUp);
}
