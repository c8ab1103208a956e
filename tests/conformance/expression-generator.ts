/** Random expressions that are well typed for the records of `expression-records.ts`. */
import fc from "fast-check";
import { recordId } from "./expression-records.ts";

export type GeneratedType =
  | "number"
  | "text"
  | "boolean"
  | "date"
  | "datetime"
  | "time"
  | "list"
  | "record"
  | "records";

type Text = fc.Arbitrary<string>;

/**
 * Names in force: those of a record, or of one of its rows (which reach their record as `parent`).
 * Aggregates may stand in aggregates, but no deeper.
 */
type Place = "record" | "row" | "inner row";

const numberLiterals = [
  "0",
  "1",
  "2",
  "3",
  "0.5",
  "2.5",
  "10",
  "0.1",
  "7",
  "100",
  "99999999999999.99",
];
const textLiterals = [
  '""',
  '"a"',
  '"A"',
  '"é"',
  '"中"',
  '"😀"',
  '"\\uffff"',
  "'\"'",
  '" a "',
  '"12.50"',
];
const dateLiterals = ["2024-02-29", "2026-01-31", "0001-01-01", "9999-12-31", "1970-01-01"];
const moments = [
  "2026-01-01T00:00:00Z",
  "2026-07-01T07:30:00.123+08:00",
  "1999-12-31T23:59:59.999Z",
];

const fields: Readonly<Record<GeneratedType, readonly string[]>> = {
  number: ["a", "b", "n", "c.size"],
  text: ["s", "t", "c.word"],
  boolean: ["p", "q"],
  date: ["d", "e"],
  datetime: ["m"],
  time: ["h"],
  list: ["l"],
  record: [],
  records: ["g"],
};

/** Lookups, by where they stand. */
const lookups: Readonly<Record<Place, readonly string[]>> = {
  record: ["other", "other", "other.other"],
  row: ["parent", "parent.other"],
  "inner row": ["parent", "parent.other"],
};

/** Days around the moments of the records. */
const momentDay = fc.constantFrom('"2026-06-30"', '"2026-07-01"', '"2026-07-02"', "today()");

const orderedTypes = ["number", "text", "date", "datetime", "time"] as const;
const singleTypes = [...orderedTypes, "boolean"] as const;

/** The texts of expressions of one type, at most `depth` operations deep. */
export function expressionOf(type: GeneratedType, depth: number, place: Place = "record"): Text {
  const key = `${type} ${depth} ${place}`;
  let known = remembered.get(key);
  if (!known) {
    known =
      depth === 0
        ? leaf(type, place)
        : fc.oneof(leaf(type, place), ...operations(type, depth, place));
    remembered.set(key, known);
  }
  return known;
}

const remembered = new Map<string, Text>();

function leaf(type: GeneratedType, place: Place): Text {
  const through = place === "record" ? "other." : "parent.";
  const names = [
    ...fields[type].flatMap((name) => [name, name, `${through}${name}`]),
    ...(type === "record" ? lookups[place] : []),
  ];
  const literals = literalsOf(type);
  return literals.length === 0
    ? fc.constantFrom(...names)
    : fc.oneof(fc.constantFrom(...names), fc.constantFrom(...literals));
}

function literalsOf(type: GeneratedType): readonly string[] {
  switch (type) {
    case "number":
      return [...numberLiterals, "-1.005", "null"];
    case "text":
      return [...textLiterals, "null"];
    case "boolean":
      return ["true", "false", "null"];
    case "date":
      return [...dateLiterals.map((date) => `date("${date}")`), "today()", "null"];
    case "datetime":
      return ["now()", "null"];
    case "time":
      return ["null"];
    case "list":
    case "record":
    case "records":
      return [];
  }
}

function operations(type: GeneratedType, depth: number, place: Place): readonly Text[] {
  const of = (wanted: GeneratedType) => expressionOf(wanted, depth - 1, place);
  const conditional = write("(", of("boolean"), " ? ", of(type), " : ", of(type), ")");
  if (type === "list" || type === "records") return [conditional];
  const shared = [conditional, write("coalesce(", of(type), ", ", of(type), ")")];
  if (type !== "boolean" && type !== "record") {
    const extreme = fc.constantFrom("min", "max");
    shared.push(write(extreme, "(", of(type), ", ", of(type), ", ", of(type), ")"));
    const inner = rowsIn(place);
    if (inner) {
      const value = expressionOf(type, depth - 1, inner);
      const field = fc.constantFrom(...fields[type]);
      shared.push(write(extreme, "(", rowsOf(place), ", ", value, ")"));
      shared.push(write(extreme, "(", rowsOf(place), ".", field, condition(depth, inner), ")"));
    }
  }
  switch (type) {
    case "number":
      return [...shared, ...numberOperations(depth, place)];
    case "text":
      return [...shared, ...textOperations(depth, place)];
    case "boolean":
      return [...shared, ...booleanOperations(depth, place)];
    case "date":
      return [...shared, ...dateOperations(depth, place)];
    default:
      return shared;
  }
}

function rowsOf(place: Place): Text {
  return place === "record" ? fc.constantFrom("lines", "other.lines") : fc.constant("parent.lines");
}

function rowsIn(place: Place): Place | null {
  if (place === "record") return "row";
  return place === "row" ? "inner row" : null;
}

/** A condition on rows, or none. */
function condition(depth: number, place: Place): Text {
  return fc.oneof(
    fc.constant(""),
    write(", ", expressionOf("boolean", Math.min(depth - 1, 1), place)),
  );
}

function numberOperations(depth: number, place: Place): readonly Text[] {
  const of = (wanted: GeneratedType) => expressionOf(wanted, depth - 1, place);
  const operator = fc.constantFrom("+", "-", "*", "/", "%");
  const part = fc.constantFrom("year", "month_of_year", "day_of_month", "weekday");
  return [
    write("(", of("number"), " ", operator, " ", of("number"), ")"),
    write("(", of("number"), " ", operator, " ", of("number"), ")"),
    write("(-", of("number"), ")"),
    write("round(", of("number"), ", ", fc.integer({ min: -3, max: 5 }).map(String), ")"),
    write(fc.constantFrom("floor", "ceil", "abs", "round"), "(", of("number"), ")"),
    write("length(", of("text"), ")"),
    write("sign(", of("number"), ")"),
    write("mod(", of("number"), ", ", of("number"), ")"),
    write("power(", of("number"), ", ", fc.integer({ min: -4, max: 12 }).map(String), ")"),
    write("months_between(", of("date"), ", ", of("date"), ")"),
    write("hour(", fc.oneof(of("datetime"), of("time"), of("text")), ")"),
    write("number(", of("text"), ")"),
    write(part, "(", fc.oneof(of("date"), of("datetime")), ")"),
    write("days_between(", of("date"), ", ", of("date"), ")"),
    ...totals(depth, place),
  ];
}

function totals(depth: number, place: Place): readonly Text[] {
  const inner = rowsIn(place);
  if (!inner) return [];
  const total = fc.constantFrom("sum", "avg");
  const value = expressionOf("number", depth - 1, inner);
  const field = fc.constantFrom(...fields.number);
  return [
    write(total, "(", rowsOf(place), ", ", value, condition(depth, inner), ")"),
    write(total, "(", rowsOf(place), ".", field, condition(depth, inner), ")"),
    write("count(", rowsOf(place), condition(depth, inner), ")"),
    write(
      "count_distinct(",
      rowsOf(place),
      ".",
      fc.constantFrom(...Object.values(fields).flat()),
      condition(depth, inner),
      ")",
    ),
    write("count_distinct(", rowsOf(place), ", ", value, condition(depth, inner), ")"),
  ];
}

function textOperations(depth: number, place: Place): readonly Text[] {
  const of = (wanted: GeneratedType) => expressionOf(wanted, depth - 1, place);
  return [
    write("(", of("text"), " + ", of("text"), ")"),
    write(fc.constantFrom("upper", "lower", "trim"), "(", of("text"), ")"),
    write("concat(", of("text"), ", ", of("text"), ")"),
    write(fc.constantFrom("left", "right"), "(", of("text"), ", ", of("number"), ")"),
    write("mid(", of("text"), ", ", of("number"), ", ", of("number"), ")"),
    write("replace(", of("text"), ", ", of("text"), ", ", of("text"), ")"),
    write("text(", fc.oneof(...[...singleTypes, "record" as const].map(of)), ")"),
    write(fc.constantFrom("month", "quarter"), "(", fc.oneof(of("date"), of("datetime")), ")"),
  ];
}

function dateOperations(depth: number, place: Place): readonly Text[] {
  const of = (wanted: GeneratedType) => expressionOf(wanted, depth - 1, place);
  return [
    write(fc.constantFrom("add_days", "add_months"), "(", of("date"), ", ", of("number"), ")"),
    write(fc.constantFrom("start_of_month", "end_of_month"), "(", of("date"), ")"),
    write(fc.constantFrom("date", "day"), "(", of("datetime"), ")"),
    write("date(", fc.oneof(fc.constantFrom("s", "t"), write("text(", of("date"), ")")), ")"),
  ];
}

function booleanOperations(depth: number, place: Place): readonly Text[] {
  const of = (wanted: GeneratedType) => expressionOf(wanted, depth - 1, place);
  const comparison = fc.constantFrom("==", "!=", "<", "<=", ">", ">=");
  const membership = singleTypes.map((type) =>
    write(
      "(",
      of(type),
      " in [",
      of(type).filter(isNotNull),
      ", ",
      of(type).filter(isNotNull),
      "])",
    ),
  );
  const record = place === "record" ? "other" : "parent";
  return [
    ...quantifiers(depth, place),
    ...orderedTypes.map((type) => write("(", of(type), " ", comparison, " ", of(type), ")")),
    ...membership,
    write("(", of("number"), " in [", fc.constantFrom("", "1", "1, 2, -3"), "])"),
    write(
      "(",
      of("boolean"),
      " ",
      fc.constantFrom("&&", "||", "==", "!="),
      " ",
      of("boolean"),
      ")",
    ),
    write("(", of("boolean"), " ", fc.constantFrom("&&", "||"), " ", of("boolean"), ")"),
    write("!", of("boolean")),
    write("(", fc.oneof(...singleTypes.map(of)), " ", fc.constantFrom("==", "!="), " null)"),
    fc.constantFrom("is_empty(c)", "(c == null)", `(coalesce(c, ${record}.c) != null)`),
    write("is_empty(", fc.oneof(...[...singleTypes, "list" as const].map(of)), ")"),
    write(
      fc.constantFrom("contains", "starts_with", "ends_with"),
      "(",
      of("text"),
      ", ",
      of("text"),
      ")",
    ),
    write("has(", of("list"), ", ", of("text"), ")"),
    write("(", of("text"), " in ", of("list"), ")"),
    ...recordTests(depth, place),
    write(
      "(",
      of("datetime"),
      " ",
      comparison,
      ' "',
      fc.constantFrom(...moments, ...dateLiterals),
      '")',
    ),
    write("(", fc.constantFrom("m", "day(m)"), " ", comparison, " ", momentDay, ")"),
    write("(", of("date"), " ", comparison, " ", of("datetime"), ")"),
    write("(", of("time"), " ", comparison, ' "08:30")'),
    write(`(${record} `, fc.constantFrom("==", "!="), " ", fc.constantFrom("null", record), ")"),
    write(`(${record} in ["00000000-0000-7000-8000-000000000001"])`),
  ];
}

/** What may be asked of lookups and of links. */
function recordTests(depth: number, place: Place): readonly Text[] {
  const of = (wanted: GeneratedType) => expressionOf(wanted, depth - 1, place);
  const ids = [0, 1, 4].map((index) => `"${recordId(index)}"`);
  const entry = fc.oneof(of("record"), fc.constantFrom("null", ...ids));
  const equality = fc.constantFrom("==", "!=");
  return [
    write("has(", of("records"), ", ", entry, ")"),
    write("(", entry, " in ", of("records"), ")"),
    write("(", of("record"), " in null)"),
    write("(", of("record"), " in [", of("record"), ", ", fc.constantFrom(...ids), "])"),
    write("(", of("record"), " ", equality, " ", of("record"), ")"),
    write("(", of("record"), " ", equality, " ", fc.constantFrom("null", ...ids), ")"),
    write("(", of("records"), " ", equality, " null)"),
    write("is_empty(", fc.oneof(of("record"), of("records")), ")"),
  ];
}

function quantifiers(depth: number, place: Place): readonly Text[] {
  const inner = rowsIn(place);
  if (!inner) return [];
  const holds = expressionOf("boolean", depth - 1, inner);
  const quantifier = fc.constantFrom("any", "all");
  return [
    write(quantifier, "(", rowsOf(place), ", ", holds, condition(depth, inner), ")"),
    write(quantifier, "(", rowsOf(place), ".", fc.constantFrom(...fields.boolean), ")"),
  ];
}

const isNotNull = (text: string) => text !== "null";

function write(...parts: readonly (string | Text)[]): Text {
  return fc
    .tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part)))
    .map((texts) => texts.join(""));
}
