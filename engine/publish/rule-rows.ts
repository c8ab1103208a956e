/**
 * Records that break a rule as it will be. They are warned of: a rule binds a record when it is
 * next written.
 */

import type { Change } from "../../metadata/diff/change.ts";
import {
  type Expression,
  identifier,
  joinSql,
  type Sql,
  sql,
  toSql,
} from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type CompiledRule, rulebookOf } from "../../metadata/model/rulebook.ts";
import { engineRights } from "../access/rights.ts";
import { tableOf } from "../db/names.ts";
import { makeAliases, rowSource } from "../query/joins.ts";
import { overlapping } from "../records/overlaps.ts";
import type { RowsInQuestion } from "./obstacles.ts";
import type { Planning } from "./planning.ts";

export type RuleChange = Extract<Change, { kind: "rule_added" | "rule_changed" | "rule_removed" }>;

/** Null when the rule reads something that only this publish makes; such rows show themselves later. */
export function rowsThatBreak(
  planning: Planning,
  { object, rule }: RuleChange,
): RowsInQuestion | null {
  const book = rulebookOf(object, planning.next.objects);
  const compiled = [...(book?.rules ?? []), ...(book?.overlaps ?? [])].find(
    (each) => each.rule.name === rule.name,
  );
  if (compiled === undefined || !isThereNow(planning, object, compiled)) return null;
  const breaking = compiled.rule.overlap
    ? overlapping(planning.next, object, compiled, () => sql`true`)
    : broken(planning, object, compiled);
  if (breaking === null) return null;
  return {
    table: identifier(planning.catalog.schema, tableOf(object)),
    where: sql`t."id" in (${breaking})`,
    slots: planning.clock,
  };
}

/** As a write judges it: what is neither true nor false breaks nothing. */
function broken({ next }: Planning, object: ObjectModel, rule: CompiledRule): Sql | null {
  if (rule.require === null) return null;
  const source = rowSource(object, { catalog: next, aliases: makeAliases(), rights: engineRights });
  const conditions = [
    sql`(${toSql(rule.require, source)}) is false`,
    ...(rule.when === null ? [] : [sql`(${toSql(rule.when, source)}) is true`]),
  ];
  return sql`select ${identifier(source.alias, "id")} from ${source.from()} where ${joinSql(conditions, sql` and `)}`;
}

/** True when every table and column that the rule reads has the same name and values now. */
function isThereNow(planning: Planning, object: ObjectModel, rule: CompiledRule): boolean {
  const { overlap } = rule.rule;
  const named =
    overlap === null ? [] : [...overlap.key, overlap.from, overlap.to].map((name) => [name]);
  const read = [rule.require, rule.when].flatMap((expression: Expression | null) =>
    (expression?.references ?? []).map(({ path }) => path),
  );
  return (
    isTableNow(planning, object) &&
    [...named, ...read].every((path) => isPathNow(planning, object, path))
  );
}

function isPathNow(planning: Planning, object: ObjectModel, path: readonly string[]): boolean {
  let owner: ObjectModel | undefined = object;
  for (const name of path) {
    if (owner === undefined || !isTableNow(planning, owner)) return false;
    if (name === "parent" && owner.parent !== null && !owner.byName.has(name)) {
      owner = planning.next.rows.get(owner.parent.object);
      continue;
    }
    const field: FieldModel | undefined = owner.byName.get(name);
    // A system column, or part of a value that the path has reached already.
    if (field === undefined || field.system) return true;
    if (field.children !== null) owner = field.children;
    else if (field.type.storage !== "column") return false;
    else if (!isColumnNow(planning, field)) return false;
    else if (field.target !== null) owner = planning.next.objects.get(field.target);
    else return true;
  }
  return owner === undefined || isTableNow(planning, owner);
}

const isTableNow = ({ before }: Planning, object: ObjectModel): boolean =>
  before.table(object.id) === tableOf(object);

function isColumnNow({ before }: Planning, field: FieldModel): boolean {
  const now = before.column(field.id);
  return (
    now !== undefined &&
    now.name === field.name &&
    now.field.formula === field.formula &&
    now.field.target === field.target &&
    now.field.type.column(now.field.schema)?.sql === field.type.column(field.schema)?.sql
  );
}
