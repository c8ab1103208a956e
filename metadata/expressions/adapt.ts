/**
 * Makes values of different types meet: null takes any type, a text literal becomes the date, time
 * or id it spells, and a moment becomes its day where it meets a date.
 */
import type { Text } from "../text.ts";
import { parseDate, parseMoment, parseTime } from "./calendar.ts";
import type { Checker } from "./checker.ts";
import { sameType } from "./checker.ts";
import { noHint, typeTitle } from "./expression-problem.ts";
import { findFunction } from "./functions/index.ts";
import type { ConstantValue, Typed } from "./typed-tree.ts";
import { dateType, type ExpressionType, isSeveral, textType } from "./types.ts";

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

interface LiteralForm {
  readonly read: (text: string) => string | null;
  readonly format: string;
}

const literalForms: Partial<Readonly<Record<ExpressionType["kind"], LiteralForm>>> = {
  date: { read: parseDate, format: "2026-07-01" },
  datetime: { read: parseMoment, format: "2026-07-01T08:30:00Z" },
  time: { read: parseTime, format: "08:30:00" },
  record: {
    read: (text) => (uuidPattern.test(text) ? text.toLowerCase() : null),
    format: "0198c0de-0000-7000-8000-000000000000",
  },
};

/** The value as one of `wanted`; `undefined` when it is of another type, which is not reported. */
export function adapt(
  checker: Checker,
  typed: Typed,
  wanted: ExpressionType,
): Typed | null | undefined {
  if (sameType(typed.type, wanted)) return typed;
  if (typed.kind === "constant" && typed.value === null) return { ...typed, type: wanted };
  if (wanted.kind === "date" && typed.type.kind === "datetime") return dayOf(checker, typed);
  const form = literalForms[wanted.kind];
  if (form && isTextLiteral(typed)) {
    const value = form.read(typed.value);
    if (value !== null) return { ...typed, type: wanted, value };
    const params = { value: typed.value, expected: typeTitle(wanted), format: form.format };
    return checker.report("expression_wrong_format", typed, params);
  }
  return undefined;
}

/** As `adapt`, and another type is a problem. */
export function need(checker: Checker, typed: Typed, wanted: ExpressionType): Typed | null {
  const adapted = adapt(checker, typed, wanted);
  if (adapted !== undefined) return adapted;
  const params = { expected: typeTitle(wanted), found: typeTitle(typed.type) };
  return checker.report("expression_type", typed, { ...params, hint: hintFor(typed, wanted) });
}

/** What a list may hold: a text, or a record, of which lists hold the ids. */
export const needEntry = (typed: Typed, checker: Checker): Typed | null =>
  typed.type.kind === "record" ? typed : need(checker, typed, textType);

/**
 * All values as one type, which the first value that has a definite one decides. When all are
 * null they stay null, which still fits everywhere.
 */
export function unify(checker: Checker, values: readonly Typed[]): readonly Typed[] | null {
  const wanted = commonType(values);
  if (!wanted) return values;
  const unified: Typed[] = [];
  for (const value of values) {
    const adapted = adapt(checker, value, wanted);
    if (adapted === null) return null;
    if (adapted === undefined) {
      const partner = values.find((other) => sameType(other.type, wanted)) ?? values[0]!;
      const params = { left: typeTitle(partner.type), right: typeTitle(value.type) };
      const hint = differenceHint(partner, value);
      return checker.report("expression_types_differ", value, { ...params, hint });
    }
    unified.push(adapted);
  }
  return unified;
}

function commonType(values: readonly Typed[]): ExpressionType | null {
  const definite = values.filter((value) => value.type.kind !== "null" && !isTextLiteral(value));
  const first = definite[0]?.type ?? values.find((value) => value.type.kind !== "null")?.type;
  if (first?.kind !== "datetime") return first ?? null;
  const meetsDay = values.some(
    (value) =>
      value.type.kind === "date" || (isTextLiteral(value) && parseDate(value.value) !== null),
  );
  return meetsDay ? dateType : first;
}

function isTextLiteral(typed: Typed): typed is ConstantValue & { readonly value: string } {
  return typed.kind === "constant" && typed.type.kind === "text" && typeof typed.value === "string";
}

function dayOf(checker: Checker, moment: Typed): Typed {
  const form = findFunction("date")?.scalar;
  if (!form) throw new Error("the function date is missing");
  checker.uses.clock = true;
  const { start, end } = moment;
  return { kind: "call", name: "date", form, args: [moment], type: dateType, start, end };
}

const numberWithoutQuotes: Text = {
  en: " Write the number without quotes.",
  "zh-CN": "请去掉数字两边的引号。",
};

const useText: Text = { en: " Use text(…) on it.", "zh-CN": "请用 text(…) 转换。" };

function differenceHint(left: Typed, right: Typed): Text {
  const forward = hintFor(right, left.type);
  return forward === noHint ? hintFor(left, right.type) : forward;
}

/** What to write so that a value of another type fits. */
export function hintFor(typed: Typed, wanted: ExpressionType): Text {
  if (wanted.kind === "number" && isTextLiteral(typed) && /^-?\d/.test(typed.value)) {
    return numberWithoutQuotes;
  }
  if (wanted.kind === "text" && !isSeveral(typed.type)) return useText;
  return noHint;
}
