/**
 * Whose records the scopes of a caller mean: ids of people by department, team and who manages whom.
 * Asked of the workspace's own tables and kept for less than a second, as credentials are.
 */
import type { Reach } from "../../metadata/access/permissions.ts";
import type { PersonScope } from "../../metadata/access/role.ts";
import {
  identifier,
  joinSql,
  type Sql,
  type SqlValue,
  slot,
  sql,
} from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { linkTableOf, tableOf } from "../db/names.ts";
import { prepareSql } from "./plan-cache.ts";

/** The slot that holds the people of a scope. */
export const peopleSlot = ({ kind, reports }: PersonScope): string =>
  `people_${kind}${reports ? "_reports" : ""}`;

/** The slot that holds whom records are shared with, as far as it is the person: he, his teams. */
export const receiversSlot = "share_receivers";

const kinds = ["own", "department", "department_and_below", "team"] as const;
const everySlot = kinds.flatMap((kind) =>
  [false, true].map((reports): PersonScope => ({ kind, reports, from: "" })),
);

interface Standing {
  readonly slots: Readonly<Record<string, SqlValue>>;
  /** Whether any record at all is shared with the person or his teams. */
  readonly receives: boolean;
}

const cacheMilliseconds = 800;
const cacheEntriesMaximum = 10_000;
const kept = new Map<string, { readonly until: number; readonly standing: Promise<Standing> }>();

/**
 * The rights with the slots of this person filled in. `lasting`: for what outlives a request, as they
 * are now whatever is kept, and for shares that are yet to come.
 */
export async function rightsOfPerson(
  executor: Executor,
  catalog: Catalog,
  rights: Rights,
  person: string,
  lasting = false,
): Promise<Rights> {
  if (rights.reachesAll) return rights;
  const key = `${catalog.workspaceId} ${catalog.version} ${rights.key} ${person}`;
  const now = performance.now();
  let known = kept.get(key);
  if (known === undefined || known.until <= now || lasting) {
    if (kept.size >= cacheEntriesMaximum) kept.clear();
    const standing = readStanding(executor, catalog, person, rights.people);
    known = { until: now + cacheMilliseconds, standing };
    kept.set(key, known);
    standing.catch(() => kept.delete(key));
  }
  const { slots, receives } = await known.standing;
  return { ...(receives || lasting ? rights : withoutShares(rights)), slots };
}

const unshared = new WeakMap<Rights, Rights>();

/** The same rights of somebody with whom nothing is shared: his statements need not look for it. */
function withoutShares(rights: Rights): Rights {
  let without = unshared.get(rights);
  if (without === undefined) {
    const reach: Rights["reach"] = (model, verb) => withoutSharedScope(rights.reach(model, verb));
    without = { ...rights, key: `${rights.key} unshared`, reach };
    unshared.set(rights, without);
  }
  return without;
}

const reachUnshared = new WeakMap<Reach, Reach>();

function withoutSharedScope(reach: Reach | null): Reach | null {
  if (reach === null) return null;
  let without = reachUnshared.get(reach);
  if (without === undefined) {
    const any = reach.any.filter(({ kind }) => kind !== "shared");
    // Where nothing but shares is in reach, a statement has to find that there are none.
    without = any.length === 0 ? reach : { ...reach, any };
    reachUnshared.set(reach, without);
  }
  return without;
}

/** Revocations and moves are obeyed by this process at once. */
export const forgetStandings = (): void => kept.clear();

async function readStanding(
  executor: Executor,
  catalog: Catalog,
  person: string,
  needed: readonly PersonScope[],
): Promise<Standing> {
  const scopes = everySlot.filter((scope) =>
    needed.some(({ kind, reports }) => kind === scope.kind && reports === scope.reports),
  );
  const receivers = receiversOf(catalog);
  const lists = [receivers, ...scopes.map((scope) => peopleOf(catalog, scope))];
  const arrays = lists.map((list) => sql`array(${list})`);
  const shares = identifier(catalog.schema, "_share");
  const { rows } = await executor.run(
    prepareSql(
      sql`select exists (select from ${shares} s where s."receiver" in (${receivers})), ${joinSql(arrays, sql`, `)}`,
    ).bind({ person }),
  );
  const [receives, ...found] = rows[0] ?? [];
  const names = [receiversSlot, ...scopes.map(peopleSlot)];
  return {
    slots: Object.fromEntries(names.map((name, index) => [name, idsIn(found[index])])),
    receives: receives === "t",
  };
}

const thePerson = sql`select ${slot("person", "uuid")} as "id"`;

function receiversOf(catalog: Catalog): Sql {
  const users = catalog.objects.get("user");
  const teams = users && column(users, "teams");
  if (users === undefined || teams === undefined) return thePerson;
  const links = identifier(catalog.schema, linkTableOf(users, teams));
  return sql`${thePerson} union select l."_target" from ${links} l where l."_parent" = ${slot("person", "uuid")}`;
}

/** `{a,b}` of uuids. */
const idsIn = (text: string | null | undefined): readonly string[] =>
  (text ?? "{}")
    .slice(1, -1)
    .split(",")
    .filter((id) => id !== "");

/** A query of the ids of people whose records a scope means; the person is always among them. */
function peopleOf(catalog: Catalog, { kind, reports }: PersonScope): Sql {
  const me = thePerson;
  const users = catalog.objects.get("user");
  if (users === undefined) return me;
  const those = reports ? reportsOf(catalog, users, me) : me;
  const among = colleagues(catalog, users, kind, those);
  return among === null ? those : sql`${those} union ${among}`;
}

const column = (model: ObjectModel, name: string): FieldModel | undefined => model.byName.get(name);

/** Who reports to the person, and who reports to those. */
function reportsOf(catalog: Catalog, users: ObjectModel, me: Sql): Sql {
  if (column(users, "manager") === undefined) return me;
  const table = identifier(catalog.schema, tableOf(users));
  return sql`select "id" from (with recursive below as (${me} union select u."id" from ${table} u join below b on u."manager" = b."id") select "id" from below) as reports`;
}

function colleagues(
  catalog: Catalog,
  users: ObjectModel,
  kind: PersonScope["kind"],
  those: Sql,
): Sql | null {
  const table = identifier(catalog.schema, tableOf(users));
  const teams = column(users, "teams");
  if (kind === "team" && teams !== undefined) {
    const links = identifier(catalog.schema, linkTableOf(users, teams));
    return sql`select l."_parent" from ${links} l where l."_target" in (select m."_target" from ${links} m where m."_parent" in (${those}))`;
  }
  if (!kind.startsWith("department") || column(users, "department") === undefined) return null;
  const own = sql`select m."department" from ${table} m where m."id" in (${those}) and m."department" is not null`;
  const departments = catalog.objects.get("department");
  const parent = departments && column(departments, "parent");
  const within =
    kind === "department_and_below" && departments !== undefined && parent !== undefined
      ? sql`select "id" from (with recursive tree("id") as (${own} union select d."id" from ${identifier(catalog.schema, tableOf(departments))} d join tree t on d."parent" = t."id") select "id" from tree) as below`
      : own;
  return sql`select u."id" from ${table} u where u."department" in (${within})`;
}
