/**
 * PostgreSQL gives a table 1 600 columns in its life: dropped ones count. A publish that would come
 * near that makes the table anew first. What cannot be made anew is refused before it begins, with
 * what can be done about it.
 */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, problem } from "../../metadata/problem.ts";
import type { Executor } from "../db/database.ts";
import type { PlanItem, PlannedWork } from "./planned-work.ts";
import type { Planning } from "./planning.ts";
import { describeRebuild, readHolders, tableHeld } from "./rebuild-table.ts";
import { readBoundTables, type TableFacts } from "./table-facts.ts";

export interface WearBounds {
  /** Columns ever from which on a table is made anew when it gains by it. */
  readonly rebuild: number;
  /** Columns ever that no table may come to. */
  readonly maximum: number;
}

/** Some are left for columns that help while values are converted. */
export const wearBounds: WearBounds = { rebuild: 1400, maximum: 1580 };

/** A table that a publish adds columns to. */
export interface Wear {
  /** Columns it has had, dropped ones too. */
  readonly ever: number;
  /** Columns it has, hidden ones too. */
  readonly present: number;
  readonly added: number;
}

/** What a publish has to do about a table's wear; `full`: not even a new one would do. Pure. */
export function judgeWear(
  { ever, present, added }: Wear,
  { rebuild, maximum }: WearBounds,
): "none" | "wanted" | "needed" | "full" {
  if (ever + added <= rebuild) return "none";
  const gains = present < ever;
  if (ever + added > maximum) return gains && present + added <= maximum ? "needed" : "full";
  return gains && present + added <= rebuild ? "wanted" : "none";
}

/** A table that the last transaction makes anew before anything else. */
export interface Rebuild {
  readonly table: string;
  /** What its object is called. */
  readonly title: string;
}

export interface WearOfPlan {
  readonly rebuilds: readonly Rebuild[];
  readonly items: readonly PlanItem[];
  readonly problems: readonly Problem[];
}

export async function wearOfPlan(
  works: readonly PlannedWork[],
  planning: Planning,
  facts: TableFacts,
  bounds: WearBounds,
): Promise<WearOfPlan> {
  const found: WearOfPlan[] = [];
  for (const { object, added } of additions(works)) {
    const table = planning.before.table(object.id);
    const ever = table === undefined ? 0 : facts.columnsEver(table);
    if (table !== undefined && ever + added > bounds.rebuild)
      found.push(await wearOf(planning, { object, table, added, ever }, bounds));
  }
  return {
    rebuilds: found.flatMap(({ rebuilds }) => rebuilds),
    items: found.flatMap(({ items }) => items),
    problems: found.flatMap(({ problems }) => problems),
  };
}

/** How many columns the changes add to each table, those that only help included. */
function additions(works: readonly PlannedWork[]) {
  const found = new Map<string, { readonly object: ObjectModel; readonly added: number }>();
  for (const { item, staged, conversions, large } of works) {
    if (!("object" in item.change)) continue;
    const { object } = item.change;
    const columns = staged.flatMap(({ text }) => text.match(/ add column /g) ?? []).length;
    const helping = large.length + conversions.filter(({ former }) => former !== null).length;
    const added = (found.get(object.id)?.added ?? 0) + columns + helping;
    if (columns > 0) found.set(object.id, { object, added });
  }
  return found.values();
}

interface WornTable {
  readonly object: ObjectModel;
  readonly table: string;
  readonly ever: number;
  readonly added: number;
}

async function wearOf(
  { executor, catalog: { schema } }: Planning,
  { object, table, ever, added }: WornTable,
  bounds: WearBounds,
): Promise<WearOfPlan> {
  const nothing: WearOfPlan = { rebuilds: [], items: [], problems: [] };
  const { present, rows } = await readBoundTables(executor, schema, table);
  const verdict = judgeWear({ ever, present, added }, bounds);
  if (verdict === "none") return nothing;
  const { title } = object;
  const maximum = bounds.maximum;
  if (verdict === "full") {
    const params = { object: title, count: present + added, maximum };
    return { ...nothing, problems: [problem("table_full", "", params)] };
  }
  const against = await whatStandsAgainst(executor, schema, { table, title, ever, rows, maximum });
  // While there is room, what stands against it may stand.
  if (against !== null) return verdict === "wanted" ? nothing : { ...nothing, problems: [against] };
  const item: PlanItem = {
    change: { kind: "table_rebuilt", object, columns: ever },
    statements: describeRebuild(schema, table),
    obstacles: null,
    questions: [],
    rows: null,
    touch: { rows, writes: true, beside: false, columnsBeside: 0, isNew: false },
  };
  return { rebuilds: [{ table, title }], items: [item], problems: [] };
}

/** Larger tables are not written anew while everybody waits. */
const rebuiltRowsMaximum = 50_000;

async function whatStandsAgainst(
  executor: Executor,
  schema: string,
  worn: Rebuild & { readonly ever: number; readonly rows: number; readonly maximum: number },
): Promise<Problem | null> {
  if (worn.rows >= rebuiltRowsMaximum)
    return problem("table_worn_out", "", {
      object: worn.title,
      count: worn.ever,
      maximum: worn.maximum,
      rows: rebuiltRowsMaximum,
    });
  const holders = await readHolders(executor, schema, worn.table);
  return holders.length === 0 ? null : tableHeld(worn.title, holders);
}
