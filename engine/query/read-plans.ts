/** Plans of the read paths: lists, counts, single records. Compiled once per shape and kept. */
import {
  clockSlots,
  compileExpression,
  identifier,
  joinSql,
  type Sql,
  slot,
  sql,
  toSql,
} from "../../metadata/expressions/index.ts";
import { booleanType } from "../../metadata/expressions/types.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, type Result, success } from "../../metadata/problem.ts";
import { countLimit } from "../../metadata/wire.ts";
import type { Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { TextRow } from "../db/database.ts";
import { countedRows, type DividedList, firstRows, rowsAmongFirst } from "./divided-lists.ts";
import { makeAliases, type RowSource, rowSource } from "./joins.ts";
import type { ListRequest } from "./list-request.ts";
import { rangesBehind } from "./page-ranges.ts";
import {
  makePlanCache,
  type PlanCache,
  type PreparedSql,
  prepareSql,
  type SlotValues,
} from "./plan-cache.ts";
import { project, selectAsJson } from "./projection.ts";
import type { Division } from "./reach-branches.ts";
import { readableScope } from "./readable-scope.ts";
import { type Selection, wholeRecord } from "./selection.ts";
import { orderBy, sortColumn } from "./sorting.ts";

export interface ListPlan {
  /** Read one after another until the page is full; nearly always the first one fills it. */
  readonly ranges: readonly PreparedSql[];
  /** When it fills the page, the page is right, and was found more quickly than by the ranges. */
  readonly attempt: PreparedSql | null;
  readonly count: PreparedSql;
  readonly cappedCount: PreparedSql;
  write(row: TextRow): string;
  /** Sort values of a row, for the cursor. */
  sortValues(row: TextRow): readonly (string | null)[];
}

/** Rows of three: id, the record as JSON text, its revision. */
export interface RecordPlan {
  /** Records whose id is in the slot `ids`. */
  readonly many: PreparedSql;
  /** The record whose id is in the slot `id`. */
  readonly one: PreparedSql;
}

interface Plans {
  readonly lists: PlanCache<Result<ListPlan>>;
  readonly records: PlanCache<RecordPlan>;
}

const plansKey = Symbol("read plans");
const plansOf = (catalog: Catalog): Plans =>
  catalog.derived(plansKey, () => ({ lists: makePlanCache(), records: makePlanCache() }));

/** A filter as a condition over `source`; its mistakes name their position in the text. */
export function filterCondition(
  text: string,
  source: RowSource,
  catalog: Catalog,
  rights: Rights,
): Result<Sql> {
  const scope = readableScope(source.model, catalog, rights);
  const expression = compileExpression(text, scope, booleanType);
  if (!expression.ok) return { ok: false, problems: expression.problems.map(inFilter) };
  return success(toSql(expression.value, source));
}

const inFilter = (item: Problem): Problem => ({ ...item, path: "/filter" });

/** `division`: of the caller's reach, when he does not reach every record. */
export function listPlan(
  request: ListRequest,
  catalog: Catalog,
  rights: Rights,
  division: Division | null,
): Result<ListPlan> {
  const { model, limit, shape } = request;
  const size = division === null ? "" : String(division.size);
  const key = [model.name, rights.key, limit, shape, size].join("\u0001");
  return plansOf(catalog).lists.get(key, () => compileList(request, catalog, rights, division));
}

function compileList(
  request: ListRequest,
  catalog: Catalog,
  rights: Rights,
  division: Division | null,
): Result<ListPlan> {
  const { model } = request;
  const aliases = makeAliases();
  const source = rowSource(model, { catalog, aliases, rights });
  const filtered = (row: RowSource): Result<readonly Sql[]> => {
    if (request.filter === null) return success([]);
    const condition = filterCondition(request.filter, row, catalog, rights);
    return condition.ok ? success([condition.value]) : condition;
  };
  const filter = filtered(source);
  if (!filter.ok) return filter;
  const place = division && { model, catalog, rights, aliases, division };
  // The count has the joins of the filter alone.
  const counted =
    place === null
      ? success(sql`select 1 from ${source.from()}${whereAll(filter.value)}`)
      : countedRows(place, filtered);
  if (!counted.ok) return counted;
  const pages: PagePlan[] = [];
  for (const range of rangesOf(request, source)) {
    const conditions = (row: RowSource): Result<readonly Sql[]> => {
      const own = filtered(row);
      return own.ok ? success([...own.value, ...range(row)]) : own;
    };
    const size = place?.division.size ?? null;
    const limit = wholeNumber(request.limit + 1);
    const rows =
      place === null || size === null
        ? null
        : firstRows(place, size, request.sort, limit, conditions);
    if (rows?.ok === false) return rows;
    // What the parts hold is within reach already, and fits the conditions.
    const options = { catalog, aliases, rights };
    const row = rowSource(model, rows === null ? options : { ...options, table: rows.value });
    const within = rows === null ? conditions(row) : success([]);
    if (!within.ok) return within;
    pages.push(pagePlan(request, row, catalog, within.value));
  }
  const [first] = pages;
  if (first === undefined) throw new Error("A list without a page");
  return success({
    ranges: pages.map(({ statement }) => statement),
    attempt: place === null ? null : attemptOf(request, place),
    count: prepareSql(sql`select count(*) from (${counted.value}) as counted`),
    cappedCount: prepareSql(
      sql`select count(*) from (${counted.value} limit ${slot("count_limit", "bigint")}) as capped`,
    ),
    write: first.write,
    sortValues: first.sortValues,
  });
}

/** So many rows are looked at for a page before the index of owners is asked. */
const triedRows = 2000;

/**
 * Somebody who has many people finds his page among the first rows of the table, by its time. Not
 * with a filter or in an order that may have no index: then all rows would be looked at.
 */
function attemptOf(request: ListRequest, place: DividedList): PreparedSql | null {
  const { catalog, rights, aliases, model, division } = place;
  const byTime = request.sort.every(({ path }) => ["created_at", "id"].includes(path.join(".")));
  if (division.size !== null || request.filter !== null || !byTime) return null;
  const [position] = rangesOf(request, rowSource(model, { catalog, rights, aliases }));
  const table = rowsAmongFirst(place, request.sort, wholeNumber(triedRows), position ?? (() => []));
  const row = rowSource(model, { catalog, aliases, rights, table });
  return pagePlan(request, row, catalog, []).statement;
}

type PagePlan = Pick<ListPlan, "write" | "sortValues"> & { readonly statement: PreparedSql };

/** The columns that a page selects, of `source` under conditions, in its order. */
function pagePlan(
  request: ListRequest,
  source: RowSource,
  catalog: Catalog,
  within: readonly Sql[],
): PagePlan {
  const projection = project(request.selection, source, catalog);
  const sortColumns = request.sort.map((key) => sortColumn(key, source));
  const { columns, places } = withColumns(projection.columns, sortColumns);
  const order = orderBy(request.sort, source);
  const statement = prepareSql(
    sql`select ${joinSql(columns, sql`, `)} from ${source.from()}${whereAll(within)} order by ${order} limit ${wholeNumber(request.limit + 1)}`,
  );
  return {
    statement,
    write: projection.write,
    sortValues: (row) => places.map((place) => row[place] ?? null),
  };
}

const whereAll = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`` : sql` where ${joinSql(conditions, sql` and `)}`;

/** Where the page lies: one condition after another over a row, or none at the beginning. */
function rangesOf(
  { sort, after }: ListRequest,
  source: RowSource,
): readonly ((row: RowSource) => readonly Sql[])[] {
  if (after === null) return [() => []];
  const empty = after.values.map((value) => value === null);
  return rangesBehind(sort, source, empty).map(
    (_, index) => (row) => rangesBehind(sort, row, empty).slice(index, index + 1),
  );
}

/** Adds columns that are not selected already, and says where each of them is. */
function withColumns(selected: readonly Sql[], wanted: readonly Sql[]) {
  const columns = [...selected];
  const textOf = (column: Sql): string => column.pieces.join("");
  const places = wanted.map((column) => {
    const known = columns.findIndex((other) => textOf(other) === textOf(column));
    return known >= 0 ? known : columns.push(column) - 1;
  });
  return { columns, places };
}

/**
 * The limit stands in the text: with it as a parameter PostgreSQL would make a new plan for every
 * page, because the plan it could keep would be made for a tenth of the table.
 */
function wholeNumber(value: number): Sql {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`Not a limit: ${value}`);
  return { pieces: [String(value)] };
}

/** A single record by id, whole or as selected. */
export function recordPlan(
  model: ObjectModel,
  catalog: Catalog,
  rights: Rights,
  selected?: { readonly text: string; readonly selection: Selection },
): RecordPlan {
  const key = `${model.name}\u0001${rights.key}\u0001${selected?.text ?? ""}`;
  return plansOf(catalog).records.get(key, () => {
    const source = rowSource(model, { catalog, aliases: makeAliases(), rights });
    const whole = selected?.selection ?? wholeRecord(model, rights);
    const id = identifier(source.alias, "id");
    const statement = (where: Sql) => prepareSql(selectAsJson(whole, source, catalog, where));
    return {
      many: statement(sql` where ${id} = any(${slot("ids", "uuid[]")})`),
      one: statement(sql` where ${id} = ${slot("id", "uuid")}`),
    };
  });
}

/** Values of the slots that expressions with a clock need. */
export interface ClockValues {
  readonly now: string;
  readonly today: string;
  readonly timeZone: string;
  readonly user?: string | null;
}

export const clockValues = (clock: ClockValues) => ({
  [clockSlots.now]: clock.now,
  [clockSlots.today]: clock.today,
  [clockSlots.timeZone]: clock.timeZone,
  [clockSlots.user]: clock.user ?? null,
});

/** What statements of a caller's reading need: the time, who asks, and whose records he reaches. */
export const callerSlots = ({
  clock,
  rights,
}: {
  readonly clock: ClockValues;
  readonly rights: Rights;
}): SlotValues => ({ ...clockValues(clock), ...rights.slots });

export const countSlots = { count_limit: countLimit };
