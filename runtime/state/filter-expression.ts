/** Conditions of a list as one expression of the API's `filter`. Pure. */
import type { ExpressionType } from "../../metadata/expressions/types.ts";
import { date } from "../../metadata/fields/date.ts";
import type { FilterOperator } from "../../metadata/fields/field-type.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Problem } from "../../metadata/problem.ts";
import type { FilterCondition, ListView } from "./list-view.ts";

/** The expression for search and filters together; `undefined` when nothing is filtered. */
export function filterExpression(model: ObjectModel, view: ListView): string | undefined {
  const search = searchExpression(model, view);
  const parts = [
    ...(search === undefined ? [] : [search]),
    ...view.filters.flatMap((condition) => {
      const text = conditionExpression(model, condition);
      return text === undefined ? [] : [text];
    }),
  ];
  return parts.length === 0 ? undefined : parts.join(" && ");
}

/**
 * The title contains the text, whatever the case of the letters A to Z. The language's own `lower`
 * folds both sides: JavaScript's folds more letters, and would look for what no title is folded to.
 */
export function searchExpression(
  model: ObjectModel,
  { search }: Pick<ListView, "search">,
): string | undefined {
  const wanted = search.trim();
  if (wanted === "") return undefined;
  const field = model.byName.get(model.recordTitle);
  const text = field && searchableText(field);
  return text && `contains(lower(${text}), lower(${textLiteral(wanted)}))`;
}

/** What the quick search looks into: the field itself, or a number written out. */
export function searchableText(field: FieldModel): string | undefined {
  switch (field.type.expressionType(field.schema)?.kind) {
    case "text":
      return field.name;
    case "number":
      return `text(${field.name})`;
    default:
      return undefined;
  }
}

/** The field as conditions compare it: moments by their day, as people mean it. */
export const comparedField = (field: FieldModel): FieldModel =>
  field.type.expressionType(field.schema)?.kind === "datetime"
    ? { ...field, type: date, schema: date.template }
    : field;

/** Texts are also looked for by a piece of them, which need not be a value of the field. */
const piecewise: ReadonlySet<FilterOperator> = new Set(["contains", "starts_with"]);

/** Why a text, as typed or of the wire, is nothing to compare the field with. */
export function comparisonProblem(
  field: FieldModel,
  operator: FilterOperator,
  value: string,
): Problem | null {
  if (piecewise.has(operator)) return null;
  const { type, schema } = comparedField(field);
  // What the control has understood is in the form of the wire, the same in every language.
  const read = type.parse(value, schema, { locale: "en", timeZone: "UTC" });
  return read.ok ? null : (read.problems[0] ?? null);
}

/** One condition; `undefined` when the field is gone, or a value is missing or none of its type. */
export function conditionExpression(
  model: ObjectModel,
  condition: FilterCondition,
): string | undefined {
  const field = model.byName.get(condition.field);
  const type = field?.type.expressionType(field.schema);
  if (!field || !type) return undefined;
  if (type.kind === "rows")
    return `count(${field.name}) ${condition.operator === "is_empty" ? "==" : ">"} 0`;
  const write = writers[condition.operator];
  // Moments are compared by their day, as people mean it.
  const name = type.kind === "datetime" ? `date(${field.name})` : field.name;
  if (condition.operator === "is_empty" || condition.operator === "is_not_empty")
    return write(name, []);
  const isWrong = (value: string) => comparisonProblem(field, condition.operator, value) !== null;
  if (condition.values.length === 0 || condition.values.some(isWrong)) return undefined;
  const literals = condition.values.map((value) => literal(type, storedText(field, value)));
  if (literals.includes(undefined)) return undefined;
  return write(
    name,
    literals.filter((text) => text !== undefined),
  );
}

type Writer = (name: string, literals: readonly string[]) => string;

const compare =
  (sign: string): Writer =>
  (name, [first]) =>
    `${name} ${sign} ${first}`;

const writers: Readonly<Record<FilterOperator, Writer>> = {
  equals: compare("=="),
  // People expect "is not x" to include the empty ones; in SQL's logic it would not.
  not_equals: (name, [first]) => `(${name} != ${first} || ${name} == null)`,
  less: compare("<"),
  less_or_equal: compare("<="),
  greater: compare(">"),
  greater_or_equal: compare(">="),
  contains: (name, [first]) => `contains(lower(${name}), lower(${first}))`,
  starts_with: (name, [first]) => `starts_with(lower(${name}), lower(${first}))`,
  one_of: (name, literals) => `${name} in [${literals.join(", ")}]`,
  has: (name, literals) => anyOf(literals.map((text) => `has(${name}, ${text})`)),
  within: (name, [first]) => `is_within(${name}, ${first})`,
  is_empty: (name) => `is_empty(${name})`,
  is_not_empty: (name) => `!is_empty(${name})`,
};

function anyOf(conditions: readonly string[]): string {
  return conditions.length === 1 ? `${conditions[0]}` : `(${conditions.join(" || ")})`;
}

/** What expressions compare with: the seconds of a duration. */
const storedText = ({ type: { stored } }: FieldModel, value: string): string =>
  stored === undefined ? value : String(stored.fromWire(value));

/** A value of the wire as a literal; `undefined` when it is none of the type. */
function literal(type: ExpressionType, value: string): string | undefined {
  switch (type.kind) {
    case "number":
      return /^-?\d+(\.\d+)?$/.test(value) ? value : undefined;
    case "boolean":
      return value === "true" || value === "false" ? value : undefined;
    default:
      return textLiteral(value);
  }
}

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** A text literal of the expression language. */
export function textLiteral(text: string): string {
  return `"${text.replace(/[\\"\n\r\t]/g, (character) => escapes[character] ?? character)}"`;
}
