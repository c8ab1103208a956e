/**
 * What an administrator does with the members of his workspace. Every change holds the workspace's
 * row, so that two administrators cannot take the last one's role away between them.
 */
import { type Problem, problem, type Result } from "../../metadata/problem.ts";
import { type Actor, recordAct } from "../audit/record-act.ts";
import type { Database, Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { grantMembership, writeRoles } from "./accounts.ts";
import type { Principal } from "./credentials.ts";
import { removeLinks } from "./links.ts";
import { aboutMember, type Member, readMember } from "./members.ts";
import { endSessions } from "./sessions.ts";

export const administratorRole = "admin";

/** Who administers, for what he may do and for the audit log. */
export interface Administrator {
  readonly principal: Principal;
  readonly actor: Actor;
  /** Names of roles by their ids. */
  readonly roleNames: (ids: readonly string[]) => readonly string[];
}

/** Carries a problem out of a transaction, which then rolls back. */
export class Unpermitted extends Error {
  readonly problem: Problem;
  constructor(reason: Problem) {
    super(reason.code);
    this.problem = reason;
  }
}

/** Runs `work` while nobody else changes members of the workspace. */
export async function administering<Value>(
  database: Database,
  workspaceId: string,
  work: (transaction: Executor) => Promise<Value>,
): Promise<Result<Value>> {
  try {
    const value = await database.transaction(async (transaction) => {
      await transaction.run({
        text: "select 1 from core.workspace where id = $1 for update",
        values: [workspaceId],
      });
      return work(transaction);
    });
    return { ok: true, value };
  } catch (error) {
    if (error instanceof Unpermitted) return { ok: false, problems: [error.problem] };
    throw error;
  }
}

/** The roles of who acts, as they are now: what he had a moment ago does not count. */
async function rolesOfActor(
  transaction: Executor,
  workspaceId: string,
  by: Principal,
): Promise<readonly string[]> {
  const actor = await readMember(transaction, workspaceId, by.account.id);
  if (actor === null || actor.state !== "active") throw new Unpermitted(problem("not_permitted"));
  return actor.roles;
}

const holds = (own: readonly string[], roles: readonly string[]): boolean =>
  own.includes(administratorRole) || roles.every((role) => own.includes(role));

/** Refuses roles that who gives them does not have himself, and none at all. */
export async function requireGivable(
  transaction: Executor,
  workspaceId: string,
  by: Principal,
  roles: readonly string[],
): Promise<void> {
  if (roles.length === 0) throw new Unpermitted(problem("too_few_items", "/roles", { minimum: 1 }));
  if (!holds(await rolesOfActor(transaction, workspaceId, by), roles))
    throw new Unpermitted(problem("role_beyond_yours", "/roles"));
}

/**
 * A member that `by` may act on: another one than himself, who may do nothing that he may not. With
 * a link or a token of such a member he would have that member's rights.
 */
export async function requireGovernable(
  transaction: Executor,
  workspaceId: string,
  by: Principal,
  id: string,
): Promise<Member> {
  const member = await readMember(transaction, workspaceId, id);
  if (member === null) throw new Unpermitted(problem("user_not_found"));
  const own = await rolesOfActor(transaction, workspaceId, by);
  if (member.id === by.account.id) throw new Unpermitted(problem("not_yourself"));
  if (!holds(own, member.roles)) throw new Unpermitted(problem("role_beyond_yours"));
  return member;
}

/** The same question where nothing of the member is changed. */
export async function governable(
  executor: Executor,
  workspaceId: string,
  by: Principal,
  id: string,
): Promise<Result<Member>> {
  try {
    return { ok: true, value: await requireGovernable(executor, workspaceId, by, id) };
  } catch (error) {
    if (error instanceof Unpermitted) return { ok: false, problems: [error.problem] };
    throw error;
  }
}

export interface MemberChange {
  readonly roles: readonly string[] | null;
  readonly disabled: boolean | null;
}

/**
 * Changes a member's roles, or whether he may come in. Either ends his sessions: rights begin and
 * end with a new id.
 */
export function changeMember(
  database: Database,
  by: Administrator,
  id: string,
  { roles, disabled }: MemberChange,
): Promise<Result<Member>> {
  const { workspaceId } = by.actor;
  return administering(database, workspaceId, async (transaction) => {
    const member = await requireGovernable(transaction, workspaceId, by.principal, id);
    if (roles !== null) {
      await requireGivable(transaction, workspaceId, by.principal, roles);
      await writeRoles(transaction, workspaceId, id, roles);
    }
    if (disabled !== null) {
      await transaction.run({
        text: "update core.membership set disabled = $3 where workspace = $1 and account = $2",
        values: [workspaceId, id, disabled],
      });
      if (disabled) await removeLinks(transaction, "invitation", workspaceId, id);
      if (disabled) await removeLinks(transaction, "password_reset", workspaceId, id);
    }
    const rolesChanged =
      roles !== null && roles.toSorted().join() !== member.roles.toSorted().join();
    if (rolesChanged || disabled === true) await endSessions(transaction, workspaceId, id);
    await requireAdministrator(transaction, workspaceId);
    const changed = await readMember(transaction, workspaceId, id);
    if (changed === null) throw new Error("A member vanished under a lock");
    await recordChange(transaction, by, member, changed);
    return changed;
  });
}

async function recordChange(
  transaction: Executor,
  { actor, roleNames }: Administrator,
  before: Member,
  after: Member,
): Promise<void> {
  const whom = aboutMember(after);
  if (after.roles.toSorted().join() !== before.roles.toSorted().join())
    await recordAct(transaction, actor, "roles_changed", {
      ...whom,
      before: roleNames(before.roles),
      after: roleNames(after.roles),
    });
  if ((after.state === "disabled") !== (before.state === "disabled"))
    await recordAct(
      transaction,
      actor,
      after.state === "disabled" ? "user_disabled" : "user_enabled",
      whom,
    );
}

/** A workspace that nobody can administer any more is lost to its people. */
async function requireAdministrator(transaction: Executor, workspaceId: string): Promise<void> {
  const { rowCount } = await transaction.run({
    text: `select 1 from core.membership m join core.account a on a.id = m.account
      where m.workspace = $1 and $2 = any(string_to_array(m.role, ',')) and a.kind = 'person' and not m.disabled and not m.invited and not a.disabled limit 1`,
    values: [workspaceId, administratorRole],
  });
  if (rowCount === 0) throw new Unpermitted(problem("last_administrator"));
}

/** An account for a program: no password, no address of its own, only tokens. */
export function createService(
  database: Database,
  by: Administrator,
  { name, roles }: { readonly name: string; readonly roles: readonly string[] },
): Promise<Result<Member>> {
  const { workspaceId } = by.actor;
  return administering(database, workspaceId, async (transaction) => {
    await requireGivable(transaction, workspaceId, by.principal, roles);
    const id = newUuid();
    await transaction.run({
      text: "insert into core.account (id, email, name, password, kind, created_at) values ($1, $2, $3, null, 'service', $4)",
      // Below `.invalid` no mail can be delivered, and nobody can own a name (RFC 2606).
      values: [id, `${id}@service.invalid`, name, new Date()],
    });
    await grantMembership(transaction, workspaceId, id, ...roles);
    const made = await readMember(transaction, workspaceId, id);
    if (made === null) throw new Error("A member vanished under a lock");
    const about = { ...aboutMember(made), roles: by.roleNames(made.roles) };
    await recordAct(transaction, by.actor, "service_created", about);
    return made;
  });
}
