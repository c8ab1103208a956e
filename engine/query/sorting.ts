/**
 * Sort orders. The next page begins behind the sort values of the last row (keyset, see
 * `page-ranges.ts`), so page 1 000 costs what page 1 costs.
 *
 * Empty values come last in ascending and first in descending order, as PostgreSQL's indexes keep
 * them. The last keys are always those that make the order total, in the direction of the first.
 */
import { joinSql, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { orderBehind } from "../../metadata/model/order-behind.ts";
import { type Problem, problem, type Result } from "../../metadata/problem.ts";
import type { Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { behind, type RowSource } from "./joins.ts";

export interface SortKey {
  /** Lookups on the way, then the field. */
  readonly path: readonly string[];
  readonly field: FieldModel;
  readonly descending: boolean;
  /** False when every record has a value: the column is NOT NULL and no lookup is on the way. */
  readonly mayBeEmpty: boolean;
}

export const keysMaximum = 8;

/** Parses `sort=-created_at,customer.name`. */
export function parseSort(
  text: string,
  model: ObjectModel,
  catalog: Catalog,
  rights: Rights,
): Result<readonly SortKey[]> {
  const problems: Problem[] = [];
  const keys: SortKey[] = [];
  for (const part of text === "" ? [] : text.split(",").map((key) => key.trim())) {
    const descending = part.startsWith("-");
    const name = descending ? part.slice(1) : part;
    const found = sortField(name.split("."), model, catalog, rights);
    if (found === null) problems.push(problem("not_sortable", "", { name }));
    else keys.push({ ...found, descending });
  }
  if (keys.length > keysMaximum) {
    problems.push(
      problem("invalid_parameter", "", {
        name: "sort",
        expected: { en: `at most ${keysMaximum} fields`, "zh-CN": `最多 ${keysMaximum} 个字段` },
      }),
    );
  }
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: inTotalOrder(keys, model) };
}

function sortField(
  path: readonly string[],
  model: ObjectModel,
  catalog: Catalog,
  rights: Rights,
): Omit<SortKey, "descending"> | null {
  let owner = model;
  const steps: string[] = [];
  for (let index = 0; index < path.length; index += 1) {
    const named = owner.byName.get(path[index] ?? "");
    if (named === undefined || named.armOf !== null || !rights.mayRead(owner, named)) return null;
    // Behind a dynamic lookup the next name is that of a target.
    const arm = named.arms.find(({ target }) => target === path[index + 1]);
    if (arm !== undefined) index += 1;
    const field = arm ?? named;
    steps.push(field.name);
    if (index === path.length - 1) {
      if (field.type.storage !== "column" || !(field.type.sortable || field.system)) return null;
      const alwaysThere =
        steps.length === 1 && (field.system || field.required) && field.formula === null;
      const nullableSystem =
        ["created_by", "updated_by", "owner"].includes(field.name) && field.system;
      return { path: steps, field, mayBeEmpty: !alwaysThere || nullableSystem };
    }
    const target = field.target === null ? undefined : catalog.objects.get(field.target);
    if (target === undefined || !rights.mayUse(target, "read") || path.length > 4) return null;
    owner = target;
  }
  return null;
}

/**
 * Makes the order total, in the direction of its first key and as the index of its last one goes
 * on. Newest first when nothing is asked for.
 */
function inTotalOrder(keys: readonly SortKey[], model: ObjectModel): readonly SortKey[] {
  if (keys.some((key) => key.path.length === 1 && key.field.name === "id")) return keys;
  const descending = keys[0]?.descending ?? true;
  const last = keys.at(-1);
  const behindLast =
    last === undefined
      ? ["created_at", "id"]
      : last.path.length > 1 || last.field.system
        ? ["id"]
        : orderBehind(model);
  const named = new Set(keys.map(({ path }) => path.join(".")));
  const further = behindLast.filter((name) => !named.has(name));
  return [...keys, ...further.map((name) => systemKey(model, name, descending))];
}

function systemKey(model: ObjectModel, name: string, descending: boolean): SortKey {
  const field = model.byName.get(name);
  if (field === undefined) throw new Error(`${model.name} has no ${name}`);
  return { path: [name], field, descending, mayBeEmpty: false };
}

export const sortColumn = (key: SortKey, source: RowSource): Sql =>
  behind(source, key.path.slice(0, -1)).columnOf(key.field);

export function orderBy(keys: readonly SortKey[], source: RowSource): Sql {
  return joinSql(
    keys.map((key) =>
      key.descending ? sql`${sortColumn(key, source)} desc` : sortColumn(key, source),
    ),
    sql`, `,
  );
}
