/** What defaults and formulas have made of new records and rows, where their fields do not take it. Pure. */
import { isJsonObject } from "../../metadata/json-object.ts";
import { rangeProblems } from "../../metadata/model/computed-range.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import { isValue, valueProblems } from "../../metadata/validate/validate-value.ts";
import type { Rights } from "../access/rights.ts";
import { withReadableHints } from "./unwritable.ts";

type Values = Readonly<Record<string, unknown>>;

export interface Completed {
  /** Of who writes: what he may not see is not named. */
  readonly rights: Rights;
  /** Where the record or row stands. */
  readonly path: string;
  /** A script may still fill fields of the record itself, and empty ones are refused after it. */
  readonly scriptFollows: boolean;
}

/** Problems of a record, or row, with the rows below it; those that were sent are judged already. */
export function completedProblems(
  model: ObjectModel,
  record: Values,
  { rights, path, scriptFollows }: Completed,
): readonly Problem[] {
  const beyond = rangeProblems(model, record, path);
  const unfit = defaultProblems(model, record, "", scriptFollows);
  if (unfit.length === 0) return beyond;
  const known = new Set(beyond.map((item) => item.path));
  const placed = withReadableHints(rights, model, unfit).map((item) => ({
    ...item,
    path: `${path}${item.path}`,
  }));
  return [...beyond, ...placed.filter((item) => !known.has(item.path))];
}

function defaultProblems(
  model: ObjectModel,
  record: Values,
  path: string,
  scriptFollows: boolean,
): readonly Problem[] {
  return judgedFields(model).flatMap((field) => {
    const at = pointer(path, field.name);
    const value = record[field.name];
    const { children } = field;
    if (children !== null)
      return listOf(value).flatMap((row, index) =>
        isJsonObject(row) ? defaultProblems(children, row, pointer(at, index), false) : [],
      );
    return isNothing(value)
      ? emptyProblems(field, at, scriptFollows)
      : unfitProblems(field, at, value);
  });
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What a required field may not hold. An empty text is a value, unless its schema says otherwise. */
export const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

function emptyProblems(
  { required, readOnly }: FieldModel,
  at: string,
  scriptFollows: boolean,
): readonly Problem[] {
  if (!required) return [];
  if (readOnly) return [problem("default_gave_nothing", at)];
  return scriptFollows ? [] : [problem("required", at)];
}

const unfitProblems = ({ schema, type }: FieldModel, at: string, value: unknown) =>
  isValue(schema, type, value)
    ? []
    : valueProblems(schema, type, value).map((item) => ({ ...item, path: `${at}${item.path}` }));

const judgedOfModel = new WeakMap<ObjectModel, readonly FieldModel[]>();

/** Fields whose default is an expression, and rows that have such; most objects have none. */
function judgedFields(model: ObjectModel): readonly FieldModel[] {
  let fields = judgedOfModel.get(model);
  if (fields === undefined) {
    fields = model.fields.filter(
      (field) =>
        (field.children !== null && judgedFields(field.children).length > 0) ||
        (field.formula === null && field.default !== null && "expression" in field.default),
    );
    judgedOfModel.set(model, fields);
  }
  return fields;
}
