/** Where stored computed fields are not what their formulas give now, and how to set them right. */
import { identifier, joinSql, type Sql, sql } from "../../metadata/expressions/index.ts";
import { formulaOf } from "../../metadata/model/computed-fields.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { tableOf } from "../db/names.ts";
import { shutGate } from "../db/version-check.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { formulaGraph } from "./formula-graph.ts";
import { beyondSql, stored } from "./formula-sql.ts";
import { computedRows, type Recomputation } from "./recompute.ts";

export interface FormulaDrift {
  /** The object, or its child rows. */
  readonly object: string;
  readonly field: string;
  readonly rows: number;
}

/** One comparison per table. Formulas that read the time hold what they gave when written. */
export async function findFormulaDrift(work: Recomputation): Promise<readonly FormulaDrift[]> {
  const found: FormulaDrift[] = [];
  for (const model of work.catalog.rows.values()) {
    const fields = lastingFields(work.catalog, model);
    if (fields.length === 0) continue;
    const counts = fields.map(({ name }) => {
      const column = identifier(name);
      return sql`count(*) filter (where stored.${column} is distinct from computed.${column})`;
    });
    const computed = computedRows(work.catalog, model, fields, null);
    const statement = sql`select ${joinSql(counts, sql`, `)} from (${computed}) as computed
      join ${identifier(work.catalog.schema, tableOf(model))} as stored on stored."id" = computed."id"`;
    const { rows } = await work.executor.run(prepareSql(statement).bind(work.clock));
    for (const [index, field] of fields.entries()) {
      const count = Number(rows[0]?.[index] ?? 0);
      if (count > 0) found.push({ object: model.name, field: field.name, rows: count });
    }
  }
  return found;
}

function lastingFields(catalog: Catalog, model: ObjectModel): readonly FieldModel[] {
  return formulaGraph(catalog)
    .of(model)
    .map(({ field }) => field)
    .filter((field) => formulaOf(field, model, catalog.objects)?.uses.clock === false);
}

/** Computes all rows anew, in the order in which formulas need each other, in a transaction. */
export async function repairFormulas(work: Recomputation): Promise<void> {
  // What somebody writes meanwhile would be overwritten by what was there before.
  await work.executor.run({ text: shutGate(work.catalog.workspaceId), values: [] });
  for (const model of modelsByRank(work.catalog)) {
    const fields = formulaGraph(work.catalog)
      .of(model)
      .map(({ field }) => field);
    const statement = repairTable(work.catalog, model, fields);
    await work.executor.run(prepareSql(statement).bind(work.clock));
  }
}

/** A number that its field cannot hold changes nothing: it stays drift, for who can mend its row. */
function repairTable(catalog: Catalog, model: ObjectModel, fields: readonly FieldModel[]): Sql {
  const assigned = fields.map((field) => {
    const [name, value] = [identifier(field.name), identifier("computed", field.name)];
    const beyond = beyondSql(field, value);
    return beyond === null
      ? sql`${name} = ${value}`
      : sql`${name} = case when ${beyond} then changed.${name} else ${stored(field, value)} end`;
  });
  const differs = fields.map(({ name }) => {
    const column = identifier(name);
    return sql`changed.${column} is distinct from computed.${column}`;
  });
  const table = identifier(catalog.schema, tableOf(model));
  return sql`with computed as materialized (${computedRows(catalog, model, fields, null)})
    update ${table} as changed set ${joinSql(assigned, sql`, `)} from computed
    where changed."id" = computed."id" and (${joinSql(differs, sql` or `)})`;
}

/** Tables with computed fields; one whose fields are of several ranks is named for each. */
function modelsByRank(catalog: Catalog): readonly ObjectModel[] {
  const graph = formulaGraph(catalog);
  const levels = [...catalog.rows.values()].flatMap((model) => {
    const ranks = new Set(graph.of(model).map(({ field }) => graph.rank(model, field)));
    return [...ranks].map((rank) => ({ model, rank }));
  });
  return levels.sort((a, b) => a.rank - b.rank).map(({ model }) => model);
}
