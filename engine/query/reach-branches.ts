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

/** How the owners of a caller's records are read: as a list, or one by one as so many. */
export type OwnersRead = "together" | (typeof sizes)[number];

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

/** The parts of a reach for reading. */
export function reachBranches(
  reach: Reach,
  catalog: Catalog,
  owners: OwnersRead,
): readonly ReachBranch[] {
  const owner = (row: RowSource) => identifier(row.alias, "owner");
  const people = reach.any.filter(isPersonScope);
  const others = reach.any.filter((scope) => !isPersonScope(scope));
  const ofOwners: ReachBranch = (row) => sql`${owner(row)} = any(${slot(ownersSlot, "uuid[]")})`;
  const byOwner: readonly ReachBranch[] =
    people.length === 0
      ? []
      : owners === "together"
        ? [ofOwners]
        : Array.from(
            { length: owners },
            (_, index): ReachBranch =>
              (row) =>
                sql`${owner(row)} = ${slot(ownerSlot(index), "uuid")}`,
          );
  const byScope = others.map(
    (scope, index): ReachBranch =>
      (row, rowsOf) => {
        const within = (each: RecordScope) => scopeCondition(each, row, catalog, rowsOf);
        const before = [
          ...(people.length === 0 ? [] : [ofOwners(row, rowsOf)]),
          ...others.slice(0, index).map(within),
        ];
        return joinSql(
          [within(scope), ...before.map((other) => sql`(${other}) is not true`)],
          sql` and `,
        );
      },
  );
  return [...byOwner, ...byScope].map(
    (branch): ReachBranch =>
      (row, rowsOf) =>
        joinSql(
          [
            branch(row, rowsOf),
            ...reach.every.map((scopes) => unionCondition(scopes, row, catalog, rowsOf)),
          ],
          sql` and `,
        ),
  );
}
