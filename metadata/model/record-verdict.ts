/**
 * The verdict of rules and conditions on one record: what the form says while one types, and what
 * the engine says of every write. Schema and formulas come before it.
 */
import { compareValues, evaluate } from "../expressions/index.ts";
import { type Problem, pointer, problem } from "../problem.ts";
import { expressionValue } from "./computed-fields.ts";
import { type Circumstances, type FieldStates, fieldStates, type Written } from "./field-states.ts";
import type { FieldModel, ObjectModel } from "./object-model.ts";
import { recordValues } from "./record-values.ts";
import type { Rule } from "./rule.ts";
import type { Rulebook } from "./rulebook.ts";

/** Problems at the fields first, then broken rules in their order. */
export function recordVerdict(
  model: ObjectModel,
  book: Rulebook,
  written: Written,
  circumstances: Circumstances,
): readonly Problem[] {
  const states = fieldStates(model, book, written, circumstances);
  return [
    ...fieldProblems(model, written, states, ""),
    ...brokenRules(model, book, written, circumstances),
  ];
}

function fieldProblems(
  model: ObjectModel,
  { record, former }: Written,
  states: FieldStates,
  path: string,
): readonly Problem[] {
  return model.fields.flatMap((field): readonly Problem[] => {
    const at = pointer(path, field.name);
    const state = states.own.get(field.name);
    const own: Problem[] = [];
    if (state?.readOnly && former !== null && differs(field, former, record)) {
      own.push(problem("read_only_now", at));
    } else if (state?.required && isEmptyValue(record[field.name])) {
      own.push(problem("required", at));
    }
    // Lines that are not shown cannot be filled in either.
    const { children } = field;
    if (children === null || state?.visible === false) return own;
    const rows = states.rows.get(field.name) ?? [];
    return [
      ...own,
      ...rows.flatMap((row, index) => fieldProblems(children, row, row, pointer(at, index))),
    ];
  });
}

/** As `CHECK` does it: what is neither true nor false breaks no rule. */
function brokenRules(
  model: ObjectModel,
  book: Rulebook,
  { record }: Written,
  circumstances: Circumstances,
): readonly Problem[] {
  const environment = {
    record: recordValues(model, record, circumstances),
    clock: circumstances.clock,
  };
  return book.rules.flatMap(({ rule, require, when }) => {
    if (require === null || evaluate(require, environment) !== false) return [];
    if (when !== null && evaluate(when, environment) !== true) return [];
    return [ruleProblem(rule)];
  });
}

export function ruleProblem(rule: Rule): Problem {
  const place = rule.at ?? rule.overlap?.from;
  const path = place === undefined ? "" : pointer("", place);
  return problem("rule_broken", path, { rule: rule.name, message: rule.message });
}

export const isEmptyValue = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === "" ||
  (Array.isArray(value) && value.length === 0);

type RecordJson = Readonly<Record<string, unknown>>;

function differs(field: FieldModel, former: RecordJson, record: RecordJson): boolean {
  const before = former[field.name];
  const after = record[field.name];
  if (isEmptyValue(before) || isEmptyValue(after)) {
    return isEmptyValue(before) !== isEmptyValue(after);
  }
  const { children } = field;
  if (children !== null) return rowsDiffer(children, before, after);
  if (field.type.expressionType(field.schema)?.kind === "number") {
    const [one, other] = [expressionValue(field, before), expressionValue(field, after)];
    return one === null || other === null ? one !== other : compareValues(one, other) !== 0;
  }
  return JSON.stringify(before) !== JSON.stringify(after);
}

/** Rows added, removed, moved, or changed in what a caller writes. */
function rowsDiffer(rows: ObjectModel, before: unknown, after: unknown): boolean {
  const [one, other] = [listOf(before), listOf(after)];
  if (one.length !== other.length) return true;
  const fields = rows.fields.filter(({ readOnly }) => !readOnly);
  return one.some((row, index) => {
    const next = other[index] ?? {};
    return row.id !== next.id || fields.some((field) => differs(field, row, next));
  });
}

const listOf = (value: unknown): readonly RecordJson[] => (Array.isArray(value) ? value : []);
