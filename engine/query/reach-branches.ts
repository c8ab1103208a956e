/**
 * The records that a caller reaches, divided so that each part can be read from an index in the
 * order of a list: by owner, and by each other scope. One condition with `or` in it could only be
 * tried on row after row of the whole table.
 */
import type { Reach } from "../../metadata/access/permissions.ts";
import type { PersonScope, RecordScope } from "../../metadata/access/role.ts";
import {
  identifier,
  joinSql,
  type Sql,
  type SqlValue,
  slot,
  sql,
} from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { type RowsOf, scopeCondition, unionCondition } from "./record-reach.ts";
import type { RowSource } from "./row-source.ts";
import { peopleSlot } from "./standing.ts";

/** The condition of one part over a row of the object; no row is in two of them. */
export type ReachBranch = (row: RowSource, rowsOf: RowsOf) => Sql;

const ownersSlot = "owners";

/** So many owners are read one by one and merged; with more of them every other row is a hit. */
const sizes = [1, 4, 16, 32] as const;

const isPersonScope = (scope: RecordScope): scope is PersonScope =>
  scope.kind !== "when" && scope.kind !== "shared" && scope.kind !== "all";

/** Everybody whose records the caller reaches as their owner's, each once. */
function ownersOf(rights: Rights, reach: Reach): readonly string[] {
  const lists = reach.any.filter(isPersonScope).map((scope) => rights.slots[peopleSlot(scope)]);
  return [...new Set(lists.flatMap((list) => (Array.isArray(list) ? list.map(String) : [])))];
}

/** How a caller's list is divided. */
export interface Division {
  readonly reach: Reach;
  readonly owners: readonly string[];
  /** One by one as so many; null when they are too many for that. */
  readonly size: (typeof sizes)[number] | null;
}

/** Null for who reaches every record, and for child rows, which are reached with their record. */
export function divisionFor(model: ObjectModel, rights: Rights): Division | null {
  if (model.parent !== null) return null;
  const reach = rights.reach(model, "read");
  if (reach === null || reach.any.some(({ kind }) => kind === "all")) return null;
  const owners = ownersOf(rights, reach);
  return { reach, owners, size: sizes.find((size) => owners.length <= size) ?? null };
}

/** Values of the slots that branches have beside those of the caller. */
export const branchSlots = ({ owners, size }: Division): Readonly<Record<string, SqlValue>> => ({
  [ownersSlot]: owners,
  ...Object.fromEntries(
    Array.from({ length: size ?? 0 }, (_, index) => [ownerSlot(index), owners[index] ?? null]),
  ),
});

const ownerSlot = (index: number): string => `owner_${index}`;

const owner = (row: RowSource): Sql => identifier(row.alias, "owner");

const ofOwners: ReachBranch = (row) => sql`${owner(row)} = any(${slot(ownersSlot, "uuid[]")})`;

/** True for the same rows, by a look into a table of hashes: for many owners and many rows. */
const ofManyOwners: ReachBranch = (row) =>
  sql`(${owner(row)} in (select unnest(${slot(ownersSlot, "uuid[]")}))) is true`;

/** The parts of a reach for reading a page, with `size` owners one by one. */
export function reachBranches(
  { any, every }: Reach,
  catalog: Catalog,
  size: number,
): readonly ReachBranch[] {
  const others = any.filter((scope) => !isPersonScope(scope)).map(asBranch(catalog));
  const people = any.some(isPersonScope);
  const owners = people ? Array.from({ length: size }, (_, index) => ofOwner(index)) : [];
  const beside = people ? withoutFormer([ofOwners, ...others]).slice(1) : withoutFormer(others);
  return [...owners, ...beside].map(withinEvery(every, catalog));
}

/**
 * The same records in parts that are quick to count: a condition alone is told by its index, and
 * the fewer records of the caller's people are the ones that are looked at.
 */
export function countedBranches({ any, every }: Reach, catalog: Catalog): readonly ReachBranch[] {
  const branch = asBranch(catalog);
  return withoutFormer([
    ...any.filter(({ kind }) => kind === "when").map(branch),
    ...(any.some(isPersonScope) ? [ofOwners] : []),
    ...any.filter(({ kind }) => kind === "shared").map(branch),
  ]).map(withinEvery(every, catalog));
}

/** The whole reach as one part, to be tried on row after row. */
export const triedBranch = ({ any, every }: Reach, catalog: Catalog): ReachBranch =>
  withinEvery(
    every,
    catalog,
  )((row, rowsOf) => {
    const others = any.filter((scope) => !isPersonScope(scope)).map(asBranch(catalog));
    const branches = any.some(isPersonScope) ? [ofManyOwners, ...others] : others;
    return sql`(${joinSql(
      branches.map((each) => each(row, rowsOf)),
      sql` or `,
    )})`;
  });

const ofOwner =
  (index: number): ReachBranch =>
  (row) =>
    sql`${owner(row)} = ${slot(ownerSlot(index), "uuid")}`;

const asBranch =
  (catalog: Catalog) =>
  (scope: RecordScope): ReachBranch =>
  (row, rowsOf) =>
    scopeCondition(scope, row, catalog, rowsOf);

/** Of each part what no part before it holds. */
const withoutFormer = (branches: readonly ReachBranch[]): readonly ReachBranch[] =>
  branches.map((branch, index) => (row, rowsOf) => {
    const former = branches.slice(0, index).map((each) => sql`(${each(row, rowsOf)}) is not true`);
    return joinSql([branch(row, rowsOf), ...former], sql` and `);
  });

const withinEvery =
  (every: Reach["every"], catalog: Catalog) =>
  (branch: ReachBranch): ReachBranch =>
  (row, rowsOf) =>
    joinSql(
      [branch(row, rowsOf), ...every.map((scopes) => unionCondition(scopes, row, catalog, rowsOf))],
      sql` and `,
    );
