/**
 * Values of a formula, or of a default, that are computed beside a large table, before the publish that brings it.
 * Whatever has changed since is computed again with the rest, when the version switches. Pure.
 */
import {
  type Expression,
  identifier,
  type Reference,
  type Sql,
  sql,
  toSql,
} from "../../metadata/expressions/index.ts";
import { formulaOf } from "../../metadata/model/computed-fields.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { engineRights } from "../access/rights.ts";
import { tableOf } from "../db/names.ts";
import { makeAliases, rowSource } from "../query/joins.ts";
import type { SlotValues } from "../query/plan-cache.ts";
import { putInto } from "../records/formula-passes.ts";
import { computedPart } from "../records/recompute.ts";
import { defaultExpression, fillEmpty, fillQuestion } from "./fills.ts";
import type { Planning } from "./planning.ts";
import type { RewrittenValues } from "./rewritten-values.ts";

export interface ComputedBeside {
  /** `select id, value` of the rows whose id fulfils a condition. */
  rows(within: (id: Sql) => Sql): Sql;
  readonly slots: SlotValues;
}

/** Null where there is no formula, or it reads what is only made by this publish, and not beforehand. */
export function computedBeside(
  planning: Planning,
  object: ObjectModel,
  field: FieldModel,
): ComputedBeside | null {
  if (
    field.formula === null ||
    !isThere(planning, object) ||
    !readsWhatIsThere(planning, object, field)
  )
    return null;
  return {
    rows: (within) => computedPart(planning.next, object, field, within, columnNow(planning)),
    slots: planning.clock,
  };
}

/** The same of a default that each row has its own value of, unless an answer stands for it. */
export function defaultBeside(
  planning: Planning,
  object: ObjectModel,
  field: FieldModel,
): ComputedBeside | null {
  const { next, answers, clock } = planning;
  const expression = defaultExpression(next, object, field);
  if (expression === null || Object.hasOwn(answers, fillQuestion(object, field))) return null;
  if (!isThere(planning, object) || !areThere(planning, object, expression)) return null;
  return {
    rows: (within) => {
      const source = rowSource(object, {
        catalog: next,
        aliases: makeAliases(),
        rights: engineRights,
        columnName: columnNow(planning),
      });
      const value = toSql(expression, source);
      const id = identifier(source.alias, "id");
      return sql`select ${id} as "id", ${value} as "value" from ${source.from()} where ${within(id)}`;
    },
    slots: clock,
  };
}

/** What fills the empty values of a field that is there; null where that cannot be known before. */
export function fillBeside(
  planning: Planning,
  object: ObjectModel,
  field: FieldModel,
): RewrittenValues | null {
  const { next, answers } = planning;
  const expression = defaultExpression(next, object, field);
  const isKnown = expression === null || areThere(planning, object, expression);
  if (!isThere(planning, object) || !isKnown) return null;
  return fillEmpty(next, object, field, answers, columnNow(planning));
}

/** The table is called now as it will be. */
function isThere({ before, catalog }: Planning, model: ObjectModel): boolean {
  return catalog.rows.get(model.name)?.id === model.id && before.table(model.id) === tableOf(model);
}

function readsWhatIsThere(planning: Planning, model: ObjectModel, field: FieldModel): boolean {
  const { next } = planning;
  const references = formulaOf(field, model, next.objects)?.references ?? [];
  return references.every((reference) => {
    const read = putInto(next, model, field, reference.path);
    return read === null
      ? isReadable(planning, model, reference)
      : readsWhatIsThere(planning, model, read);
  });
}

const areThere = (planning: Planning, model: ObjectModel, { references }: Expression): boolean =>
  references.every((reference) => isReadable(planning, model, reference));

/** The columns on the way are there as they will be, or are made ready. */
function isReadable(planning: Planning, model: ObjectModel, { names }: Reference): boolean {
  const { next, catalog } = planning;
  return names.every(({ object, name }) => {
    const owner = object === null ? model : next.rows.get(object);
    const read = owner?.byName.get(name);
    if (owner === undefined || !isThere(planning, owner)) return false;
    if (read === undefined || read.system) return true;
    if (planning.prepared.has(read.id)) return true;
    const now =
      read.type.storage === "column"
        ? planning.before.column(read.id)?.field
        : catalog.rows.get(owner.name)?.byName.get(name);
    return now?.id === read.id && columnText(now) === columnText(read);
  });
}

/** What the columns are called before the publish, those that it makes ready among them. */
const columnNow =
  ({ prepared, before }: Planning) =>
  ({ id, name }: FieldModel): string =>
    prepared.get(id) ?? before.column(id)?.name ?? name;

const columnText = (field: FieldModel): string =>
  sqlOf(field) ?? `${field.type.storage} ${field.target ?? ""}`;

const sqlOf = (field: FieldModel): string | undefined => field.type.column(field.schema)?.sql;
