/**
 * Values for rows that are there already: defaults of fields that become required, and answers
 * given with the publish.
 */

import type { Change } from "../../metadata/diff/change.ts";
import {
  type Expression,
  parameter,
  type Sql,
  sql,
  toSql,
} from "../../metadata/expressions/index.ts";
import { compileForField } from "../../metadata/model/field-expression.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { engineRights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { makeAliases, rowSource } from "../query/joins.ts";
import { columnOf, columnParameter } from "../records/columns.ts";
import type { RewrittenValues } from "./rewritten-values.ts";
import { isNotNull } from "./table-statements.ts";

/** By question; what is given for existing rows is checked: see `readFillAnswers`. */
export type Answers = Readonly<Record<string, unknown>>;

/** Name under which a value for existing rows can be given: `fill.customer.level`. */
export const fillQuestion = (object: ObjectModel, field: FieldModel): string =>
  `fill.${object.name}.${field.name}`;

/** Fields of a change that need a value in existing rows. */
export function fieldToFill(
  change: Change,
): { readonly object: ObjectModel; readonly field: FieldModel } | null {
  const field =
    change.kind === "field_required" ||
    change.kind === "field_required_kept" ||
    change.kind === "field_added"
      ? change.field
      : change.kind === "field_type_changed"
        ? change.after
        : null;
  // A record of one of several objects, or a secret, is no value that all rows could be given.
  const givable = field !== null && field.arms.length === 0 && !field.type.sealed;
  return givable && isNotNull(field) && "object" in change
    ? { object: change.object, field }
    : null;
}

/**
 * Values for existing rows that have none; null when neither a default nor an answer gives one.
 * @param columnName what the columns are called that a default reads, if not like their fields
 */
export function fillEmpty(
  catalog: Catalog,
  object: ObjectModel,
  field: FieldModel,
  answers: Answers,
  columnName?: (field: FieldModel) => string,
): RewrittenValues | null {
  const value = fillValue(catalog, object, field, answers, columnName);
  return value === null ? null : { are: (stored) => sql`${stored} is null`, become: () => value };
}

/** Whether one of the changes asks for a value of the field, or takes its default. */
export const isFilled = (changes: readonly Change[], { id }: FieldModel): boolean =>
  changes.some((change) => fieldToFill(change)?.field.id === id);

/** What all rows that have none are given; null when there is nothing, or each has its own. */
export function constantValue(object: ObjectModel, field: FieldModel, answers: Answers): unknown {
  const question = fillQuestion(object, field);
  if (Object.hasOwn(answers, question)) return answers[question] ?? null;
  if (field.default === null || !("value" in field.default)) return null;
  return field.type.normalise(field.default.value, field.schema);
}

/** The value when it is the same for all rows; null when there is none, or each has its own. */
export function constantFill(
  catalog: Catalog,
  object: ObjectModel,
  field: FieldModel,
  answers: Answers,
): Sql | null {
  const isAnswered = Object.hasOwn(answers, fillQuestion(object, field));
  const isExpression = field.default !== null && !("value" in field.default);
  return !isAnswered && isExpression ? null : fillValue(catalog, object, field, answers);
}

function fillValue(
  catalog: Catalog,
  object: ObjectModel,
  field: FieldModel,
  answers: Answers,
  columnName?: (field: FieldModel) => string,
): Sql | null {
  const value = constantValue(object, field, answers);
  if (value !== null) return parameter(columnParameter(field, value), columnOf(field).parameter);
  if (Object.hasOwn(answers, fillQuestion(object, field))) return null;
  const expression = defaultExpression(catalog, object, field);
  return expression === null
    ? null
    : toSql(
        expression,
        rowSource(object, {
          catalog,
          aliases: makeAliases(),
          rights: engineRights,
          ...(columnName === undefined ? {} : { columnName }),
        }),
      );
}

/** A default that each row has its own value of; null when there is none, or it looks beyond the row. */
export function defaultExpression(
  catalog: Catalog,
  object: ObjectModel,
  field: FieldModel,
): Expression | null {
  if (field.default === null || "value" in field.default) return null;
  const text = field.default.expression;
  const expression = compileForField(text, field, object, catalog.objects);
  if (!expression.ok || expression.value.uses.related || expression.value.uses.rows) return null;
  return expression.value;
}
