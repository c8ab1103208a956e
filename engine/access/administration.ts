/**
 * What an administrator does with the members of his workspace. Every change holds the workspace's
 * row, so that two administrators cannot take the last one's role away between them.
 */
import { problem, type Result } from "../../metadata/problem.ts";
import { recordAct } from "../audit/record-act.ts";
import type { Database, Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { grantMembership, writeRoles } from "./accounts.ts";
import {
  type Administrator,
  type Authority,
  administratorRole,
  type Governed,
  judged,
  requireAuthority,
  requireGivable,
  requireGovernable,
} from "./authority.ts";
import { departmentNames } from "./departments.ts";
import { removeLinks } from "./links.ts";
import { aboutMember, type Member, readMember } from "./members.ts";
import { roleNames } from "./roles.ts";
import { endSessions } from "./sessions.ts";
import { Unpermitted } from "./unpermitted.ts";

/** Runs `work` while nobody else changes members of the workspace. */
export const administering = <Value>(
  database: Database,
  workspaceId: string,
  work: (transaction: Executor) => Promise<Value>,
): Promise<Result<Value>> =>
  judged(
    database.transaction(async (transaction) => {
      await transaction.run({
        text: "select 1 from core.workspace where id = $1 for update",
        values: [workspaceId],
      });
      return work(transaction);
    }),
  );

export interface MemberChange {
  readonly roles: readonly string[] | null;
  readonly disabled: boolean | null;
  /** Id of a department; null: none; undefined: as it is. */
  readonly department?: string | null | undefined;
}

/** Writes the department of somebody who is there, as a change of his record. @throws Unpermitted */
export type MovePerson = (
  transaction: Executor,
  id: string,
  department: string | null,
) => Promise<void>;

/**
 * Changes a member's roles, his department, or whether he may come in. Roles and shutting out end his
 * sessions: rights begin and end with a new id.
 */
export function changeMember(
  database: Database,
  by: Administrator,
  id: string,
  { roles, disabled, department }: MemberChange,
  move: MovePerson,
): Promise<Result<Member>> {
  const { workspaceId } = by.actor;
  return administering(database, workspaceId, async (transaction) => {
    const governed = await requireGovernable(transaction, by, id);
    const { member, authority } = governed;
    const place = department === undefined ? governed.department : department;
    if (place !== governed.department)
      await moveMember(transaction, by, governed, place, roles ?? member.roles, move);
    if (roles !== null) {
      requireGivable(authority, roles, place);
      await writeRoles(transaction, workspaceId, id, roles);
    }
    if (disabled !== null) await writeDisabled(transaction, workspaceId, id, disabled);
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

async function writeDisabled(
  transaction: Executor,
  workspaceId: string,
  id: string,
  disabled: boolean,
): Promise<void> {
  await transaction.run({
    text: "update core.membership set disabled = $3 where workspace = $1 and account = $2",
    values: [workspaceId, id, disabled],
  });
  if (!disabled) return;
  await removeLinks(transaction, "invitation", workspaceId, id);
  await removeLinks(transaction, "password_reset", workspaceId, id);
}

/** Within the departments of who does it, and with no role that he could not give there. */
async function moveMember(
  transaction: Executor,
  by: Administrator,
  { member, department, authority }: Governed,
  place: string | null,
  roles: readonly string[],
  move: MovePerson,
): Promise<void> {
  await requirePlace(transaction, by, authority, member.kind, place);
  requireGivable(authority, roles, place);
  if (member.isPending)
    await transaction.run({
      text: "update core.membership set department = $3 where workspace = $1 and account = $2",
      values: [by.actor.workspaceId, member.id, place],
    });
  else await move(transaction, member.id, place);
  const known = [department, place].filter((id) => id !== null);
  const names = new Map(
    (await departmentNames(transaction, by.catalog, known)).map(({ id, name }) => [id, name]),
  );
  await recordAct(transaction, by.actor, "department_changed", {
    ...aboutMember(member),
    before: names.get(department ?? "") ?? null,
    after: names.get(place ?? "") ?? null,
  });
}

/** A department into which he may bring people, and that is there. @throws Unpermitted */
export async function requirePlace(
  executor: Executor,
  { catalog }: Administrator,
  authority: Authority,
  kind: Member["kind"],
  department: string | null,
): Promise<void> {
  if (!authority.covers(kind, department))
    throw new Unpermitted(problem("department_beyond_yours", "/department"));
  if (department === null) return;
  if ((await departmentNames(executor, catalog, [department])).length === 0)
    throw new Unpermitted(problem("department_unknown", "/department"));
}

async function recordChange(
  transaction: Executor,
  { actor, catalog }: Administrator,
  before: Member,
  after: Member,
): Promise<void> {
  const whom = aboutMember(after);
  if (after.roles.toSorted().join() !== before.roles.toSorted().join())
    await recordAct(transaction, actor, "roles_changed", {
      ...whom,
      before: roleNames(catalog, before.roles),
      after: roleNames(catalog, after.roles),
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
      where m.workspace = $1 and $2 = any(m.roles) and a.kind = 'person' and not m.disabled and not m.invited and not a.disabled limit 1`,
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
    const authority = await requireAuthority(transaction, by);
    // A program belongs to no department: who looks after the people of some makes none.
    if (!authority.covers("service", null)) throw new Unpermitted(problem("not_permitted"));
    requireGivable(authority, roles, null);
    const id = newUuid();
    await transaction.run({
      text: "insert into core.account (id, email, name, password, kind, created_at) values ($1, $2, $3, null, 'service', $4)",
      // Below `.invalid` no mail can be delivered, and nobody can own a name (RFC 2606).
      values: [id, `${id}@service.invalid`, name, new Date()],
    });
    await grantMembership(transaction, workspaceId, id, ...roles);
    const made = await readMember(transaction, workspaceId, id);
    if (made === null) throw new Error("A member vanished under a lock");
    const about = { ...aboutMember(made), roles: roleNames(by.catalog, made.roles) };
    await recordAct(transaction, by.actor, "service_created", about);
    return made;
  });
}
