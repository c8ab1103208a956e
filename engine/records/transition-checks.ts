/**
 * Whether the steps of a lifecycle are possible, asked of PostgreSQL: conditions may look at
 * lookups and rows, and at fields that the caller may not read.
 */

import {
  identifier,
  joinSql,
  type Sql,
  slot,
  sql,
  toSql,
} from "../../metadata/expressions/index.ts";
import { compileCondition } from "../../metadata/model/field-expression.ts";
import type { Transition } from "../../metadata/model/lifecycle.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { engineRights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { linkTableOf, tableOf } from "../db/names.ts";
import { makeAliases, type RowSource, rowSource } from "../query/joins.ts";
import { type PreparedSql, prepareSql } from "../query/plan-cache.ts";
import { clockValues } from "../query/read-plans.ts";
import type { Reader } from "../query/read-records.ts";

export interface TransitionCheck {
  readonly transition: Transition;
  /** Whether its condition holds. */
  readonly holds: boolean;
  /** Fields that it requires and that are empty. */
  readonly missing: readonly FieldModel[];
}

const plansKey = Symbol("transition checks");

/** How each of `transitions` stands for a record; null when there is no such record. */
export async function checkTransitions(
  reader: Reader,
  model: ObjectModel,
  id: string,
  transitions: readonly Transition[],
): Promise<readonly TransitionCheck[] | null> {
  const plans = reader.catalog.derived(plansKey, () => new Map<string, PreparedSql>());
  const key = [model.name, ...transitions.map(({ name }) => name)].join();
  let plan = plans.get(key);
  if (plan === undefined) {
    plan = compile(reader.catalog, model, transitions);
    plans.set(key, plan);
  }
  const { rows } = await reader.executor.run(plan.bind({ ...clockValues(reader.clock), id }));
  const [row] = rows;
  if (row === undefined) return null;
  const answers = row.map((value) => value === "t").values();
  answers.next();
  const next = () => answers.next().value === true;
  return transitions.map((transition) => ({
    transition,
    holds: next(),
    missing: requiredFields(model, transition).filter(() => !next()),
  }));
}

const requiredFields = (model: ObjectModel, { required }: Transition): readonly FieldModel[] =>
  required.flatMap((name) => model.byName.get(name) ?? []);

function compile(
  catalog: Catalog,
  model: ObjectModel,
  transitions: readonly Transition[],
): PreparedSql {
  const source = rowSource(model, { catalog, aliases: makeAliases(), rights: engineRights });
  const answers = transitions.flatMap((transition) => [
    condition(transition, model, source, catalog),
    ...requiredFields(model, transition).map((field) => isFilled(field, source, catalog)),
  ]);
  const id = identifier(source.alias, "id");
  const columns = joinSql([id, ...answers], sql`, `);
  return prepareSql(
    sql`select ${columns} from ${source.from()} where ${id} = ${slot("id", "uuid")}`,
  );
}

function condition(
  { when, name }: Transition,
  model: ObjectModel,
  source: RowSource,
  catalog: Catalog,
): Sql {
  if (when === null) return sql`true`;
  const expression = compileCondition(when, model, catalog.objects);
  if (!expression.ok) throw new Error(`The condition of ${model.name}.${name} does not compile`);
  return sql`coalesce(${toSql(expression.value, source)}, false)`;
}

function isFilled(field: FieldModel, source: RowSource, catalog: Catalog): Sql {
  if (field.type.storage === "column") {
    const column = source.columnOf(field);
    return field.type.wire === "text_list"
      ? sql`coalesce(cardinality(${column}) > 0, false)`
      : sql`${column} is not null`;
  }
  const table = field.children ? tableOf(field.children) : linkTableOf(source.model, field);
  const owner = identifier(source.alias, "id");
  return sql`exists (select 1 from ${identifier(catalog.schema, table)} as o where o."_parent" = ${owner})`;
}
