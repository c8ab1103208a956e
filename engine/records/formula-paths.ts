/** The paths of formulas as steps between tables, and the statements that walk them both ways. */
import { identifier, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { tableOf } from "../db/names.ts";

/** From a row to the record it looks up, to its child rows, or to the record it belongs to. */
export interface Step {
  readonly kind: "lookup" | "rows" | "parent";
  readonly name: string;
  readonly from: ObjectModel;
  readonly to: ObjectModel;
}

/** The step that a name stands for; null when it ends the path. */
export function stepOf(model: ObjectModel, name: string, catalog: Catalog): Step | null {
  const field = model.byName.get(name);
  if (field === undefined && name === "parent" && model.parent !== null) {
    const to = catalog.rows.get(model.parent.object);
    return to === undefined ? null : { kind: "parent", name, from: model, to };
  }
  if (field?.children) return { kind: "rows", name, from: model, to: field.children };
  const to = field?.target ? catalog.objects.get(field.target) : undefined;
  return to === undefined ? null : { kind: "lookup", name, from: model, to };
}

/** The steps that a path takes before what it reads at its end. */
export function pathSteps(
  model: ObjectModel,
  path: readonly string[],
  catalog: Catalog,
): readonly Step[] {
  const steps: Step[] = [];
  for (const name of path.slice(0, -1)) {
    const step = stepOf(steps.at(-1)?.to ?? model, name, catalog);
    if (step === null) break;
    steps.push(step);
  }
  return steps;
}

/** Rows and back to their record is no way at all: `sum(lines, parent.rate)`. */
function withStep(steps: readonly Step[], step: Step): readonly Step[] {
  const last = steps.at(-1);
  return step.kind === "parent" && last?.kind === "rows" ? steps.slice(0, -1) : [...steps, step];
}

/** A field that a path reads, and the way to it. */
export interface Read {
  readonly steps: readonly Step[];
  /** The rows that the steps lead to, and which of their fields is read there. */
  readonly at: ObjectModel;
  readonly read: string;
}

/** All that a path reads on its way. */
export function readsOf(
  model: ObjectModel,
  path: readonly string[],
  catalog: Catalog,
): readonly Read[] {
  const reads: Read[] = [];
  let at = model;
  let steps: readonly Step[] = [];
  for (const name of path) {
    reads.push({ steps, at, read: name });
    const step = stepOf(at, name, catalog);
    if (step === null) break;
    steps = withStep(steps, step);
    at = step.to;
  }
  return reads;
}

export const pathKey = (steps: readonly Step[]): string =>
  steps.map(({ from, name }) => `${from.name}.${name}`).join("/");

const table = (catalog: Catalog, model: ObjectModel): Sql =>
  identifier(catalog.schema, tableOf(model));

/** A condition on rows at the end of a step: those it leads to from the rows whose ids are `found`. */
function forward(catalog: Catalog, step: Step, found: Sql): Sql {
  const from = table(catalog, step.from);
  switch (step.kind) {
    case "lookup":
      return sql`"id" in (select ${identifier(step.name)} from ${from} where "id" in (${found}))`;
    case "rows":
      return sql`"_parent" in (${found})`;
    case "parent":
      return sql`"id" in (select "_parent" from ${from} where "id" in (${found}))`;
  }
}

/**
 * A condition on the id of rows: those that belong to the records with `ids`, so many levels above
 * them; with no level between, the records themselves.
 */
export function belongs(
  catalog: Catalog,
  model: ObjectModel,
  levels: number,
  column: Sql,
  ids: Sql,
): Sql {
  if (levels === 0) return sql`${column} = any(${ids})`;
  return sql`${column} in (select "id" from ${table(catalog, model)} where ${owned(catalog, model, levels, sql`"_parent"`, ids)})`;
}

/** The same of the column that names the owner. */
export function owned(
  catalog: Catalog,
  model: ObjectModel,
  levels: number,
  parent: Sql,
  ids: Sql,
): Sql {
  const owner = catalog.rows.get(model.parent?.object ?? "");
  if (owner === undefined) throw new Error(`${model.name} belongs to nothing`);
  return belongs(catalog, owner, levels - 1, parent, ids);
}

/** `select id` of what the steps lead to from the rows with `ids`; without steps, those themselves. */
export function reachedSql(catalog: Catalog, steps: readonly Step[], ids: Sql): Sql {
  let found = sql`select unnest(${ids}) as "id"`;
  for (const step of steps) {
    const condition = forward(catalog, step, found);
    found = sql`select "id" from ${table(catalog, step.to)} where ${condition}`;
  }
  return found;
}

/** `select id` of the rows from which the steps lead to one of `ids`. */
export function reachingSql(catalog: Catalog, steps: readonly Step[], ids: Sql): Sql {
  let found: Sql | null = null;
  for (const step of steps.toReversed()) {
    const from = table(catalog, step.from);
    const isFound = (column: Sql): Sql =>
      found === null ? sql`${column} = any(${ids})` : sql`${column} in (${found})`;
    if (step.kind === "rows") {
      found = sql`select "_parent" as "id" from ${table(catalog, step.to)} where ${isFound(sql`"id"`)}`;
    } else {
      const column = step.kind === "parent" ? sql`"_parent"` : identifier(step.name);
      found = sql`select "id" from ${from} where ${isFound(column)}`;
    }
  }
  if (found === null) throw new Error("a way without steps");
  return sql`select distinct reached."id" from (${found}) as reached`;
}
