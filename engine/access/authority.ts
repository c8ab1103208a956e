/**
 * Over whom somebody administers members, and which roles he may give: the one place where every call
 * about other people's accounts is judged. Asked of the database each time, so that what he had a
 * moment ago does not count.
 */
import { isDelegable } from "../../metadata/access/permissions.ts";
import { problem, type Result } from "../../metadata/problem.ts";
import type { Actor } from "../audit/record-act.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import type { Principal } from "./credentials.ts";
import { departmentOf, departmentsFrom } from "./departments.ts";
import { type Member, readMember } from "./members.ts";
import { permissionsOf, roleId, roleNames } from "./roles.ts";
import { Unpermitted } from "./unpermitted.ts";

export const administratorRole = "admin";

/** Who administers, for what he may do and for the audit log. */
export interface Administrator {
  readonly principal: Principal;
  readonly actor: Actor;
  readonly catalog: Catalog;
}

export interface Authority {
  /** By id of a department, the ids of roles that its people may be given; null: not limited so. */
  readonly departments: ReadonlyMap<string, ReadonlySet<string>> | null;
  /** Of who acts himself; null: none. */
  readonly own: { readonly department: string | null };
  covers(kind: Member["kind"], department: string | null): boolean;
  mayGive(roles: readonly string[], department: string | null): boolean;
}

/** The authority of who acts, as it is now. @throws Unpermitted when he has none */
export async function requireAuthority(
  executor: Executor,
  { principal, actor, catalog }: Administrator,
): Promise<Authority> {
  const member = await readMember(executor, actor.workspaceId, principal.account.id);
  if (member?.state !== "active") throw new Unpermitted(problem("not_permitted"));
  const permissions = permissionsOf(catalog, roleNames(catalog, member.roles));
  if (permissions.administers("users")) return wholeAuthority(member.roles);
  if (permissions.delegations.length === 0) throw new Unpermitted(problem("not_permitted"));
  const department = await departmentOf(executor, catalog, member);
  const departments = new Map<string, Set<string>>();
  for (const { users, gives } of permissions.delegations) {
    if (department === null) continue;
    const below = users === "department_and_below";
    for (const each of await departmentsFrom(executor, catalog, department, below)) {
      const roles = departments.get(each) ?? new Set();
      for (const role of givenIds(catalog, gives)) roles.add(role);
      departments.set(each, roles);
    }
  }
  return {
    departments,
    own: { department },
    covers: (kind, place) => kind === "person" && place !== null && departments.has(place),
    mayGive: (roles, place) =>
      roles.every((role) => departments.get(place ?? "")?.has(role) ?? false),
  };
}

/** Over everybody; gives the roles that he has, and every one if he is an administrator. */
const wholeAuthority = (own: readonly string[]): Authority => ({
  departments: null,
  own: { department: null },
  covers: () => true,
  mayGive: (roles) => holds(own, roles),
});

const holds = (own: readonly string[], roles: readonly string[]): boolean =>
  own.includes(administratorRole) || roles.every((role) => own.includes(role));

/** What a publish refuses is not given either, whatever a document says. */
function givenIds(catalog: Catalog, gives: readonly string[]): readonly string[] {
  const sound = gives.filter((name) =>
    permissionsOf(catalog, [name]).roles.every((role) => isDelegable(role, gives)),
  );
  return sound.flatMap((name) => roleId(catalog, name) ?? []);
}

/** Refuses roles that are not for this one to give in this department, and none at all. */
export function requireGivable(
  authority: Authority,
  roles: readonly string[],
  department: string | null,
): void {
  if (roles.length === 0) throw new Unpermitted(problem("too_few_items", "/roles", { minimum: 1 }));
  if (!authority.mayGive(roles, department))
    throw new Unpermitted(problem("role_beyond_yours", "/roles"));
}

export interface Governed {
  readonly member: Member;
  readonly department: string | null;
  readonly authority: Authority;
}

/**
 * A member that `by` may act on: another one than himself, within his departments if he has the
 * people of these alone, all of whose roles he may give. With a link or a token of another one he
 * would have that member's rights. Whoever is not in his charge is not there.
 */
export async function requireGovernable(
  executor: Executor,
  by: Administrator,
  id: string,
): Promise<Governed> {
  const authority = await requireAuthority(executor, by);
  const member = await readMember(executor, by.actor.workspaceId, id);
  if (member === null) throw new Unpermitted(problem("user_not_found"));
  const department = await departmentOf(executor, by.catalog, member);
  if (!authority.covers(member.kind, department)) throw new Unpermitted(problem("user_not_found"));
  if (member.id === by.principal.account.id) throw new Unpermitted(problem("not_yourself"));
  if (!authority.mayGive(member.roles, department))
    throw new Unpermitted(problem("role_beyond_yours"));
  return { member, department, authority };
}

/** A member none of whose roles `by` lacks: whom he may look at the workspace as. */
export async function requireHeld(
  executor: Executor,
  { principal, actor }: Administrator,
  id: string,
): Promise<Member> {
  const member = await readMember(executor, actor.workspaceId, id);
  if (member === null) throw new Unpermitted(problem("user_not_found"));
  const own = await readMember(executor, actor.workspaceId, principal.account.id);
  if (own?.state !== "active") throw new Unpermitted(problem("not_permitted"));
  if (member.id === own.id) throw new Unpermitted(problem("not_yourself"));
  if (!holds(own.roles, member.roles)) throw new Unpermitted(problem("role_beyond_yours"));
  return member;
}

/** A question of these, answered as a value. */
export async function judged<Value>(question: Promise<Value>): Promise<Result<Value>> {
  try {
    return { ok: true, value: await question };
  } catch (error) {
    if (error instanceof Unpermitted) return { ok: false, problems: [error.problem] };
    throw error;
  }
}
