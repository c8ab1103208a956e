/** Members as those who act without asking see them: their roles now, who has a role, where to write. */
import type { Executor } from "../db/database.ts";
import { rolesOfColumn } from "./accounts.ts";

const active = "not m.disabled and not a.disabled";
const members = "core.membership m join core.account a on a.id = m.account";

/** Ids of the roles of a member; null for who is none, or may not come in. */
export async function rolesOfMember(
  executor: Executor,
  workspaceId: string,
  account: string,
): Promise<readonly string[] | null> {
  const { rows } = await executor.run({
    text: `select m.roles from ${members} where m.workspace = $1 and m.account = $2 and ${active}`,
    values: [workspaceId, account],
    name: "roles_of_member",
  });
  const [row] = rows;
  return row === undefined ? null : rolesOfColumn(row[0] ?? null);
}

/** Accounts of the workspace that may not come in. */
export async function shutOutMembers(
  executor: Executor,
  workspaceId: string,
): Promise<readonly string[]> {
  const { rows } = await executor.run({
    text: `select m.account from ${members} where m.workspace = $1 and (m.disabled or a.disabled) order by m.account`,
    values: [workspaceId],
  });
  return rows.map(([account]) => String(account));
}

export interface ActingMember {
  readonly id: string;
  readonly name: string;
  /** Empty: a program. */
  readonly email: string;
  /** Ids of his roles. */
  readonly roles: readonly string[];
}

/** Who a member is; null for who is none, or may not come in. */
export async function actingMember(
  executor: Executor,
  workspaceId: string,
  account: string,
): Promise<ActingMember | null> {
  const { rows } = await executor.run({
    text: `select a.name, coalesce(a.email, ''), m.roles from ${members} where m.workspace = $1 and m.account = $2 and ${active}`,
    values: [workspaceId, account],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const [name, email, role] = row;
  return { id: account, name: name ?? "", email: email ?? "", roles: rolesOfColumn(role ?? null) };
}

/** People who may come in: of these ids or addresses, or with one of the roles (by id). By id. */
export async function activePeople(
  executor: Executor,
  workspaceId: string,
  {
    accounts = [],
    roles = [],
    emails = [],
  }: {
    readonly accounts?: readonly string[];
    readonly roles?: readonly string[];
    readonly emails?: readonly string[];
  },
): Promise<readonly { readonly id: string; readonly roles: readonly string[] }[]> {
  const { rows } = await executor.run({
    text: `select a.id, m.roles from ${members}
      where m.workspace = $1 and a.kind = 'person' and ${active} and not m.invited
      and (a.id = any($2::uuid[]) or m.roles && $3::text[] or lower(a.email) = any($4::text[]))
      order by a.id`,
    values: [workspaceId, accounts, roles, emails.map((email) => email.toLowerCase())],
  });
  return rows.map(([id, held]) => ({ id: String(id), roles: rolesOfColumn(held ?? null) }));
}

/** Accounts that may come in, of those asked for and of those that have one of the roles (by id). */
export async function activeMembers(
  executor: Executor,
  workspaceId: string,
  { accounts, roles }: { readonly accounts: readonly string[]; readonly roles: readonly string[] },
): Promise<readonly { readonly id: string; readonly email: string; readonly language: string }[]> {
  const { rows } = await executor.run({
    text: `select a.id, a.email, coalesce(a.language, '') from ${members}
      where m.workspace = $1 and ${active} and (a.id = any($2::uuid[]) or m.roles && $3::text[])
      order by a.id`,
    values: [workspaceId, accounts, roles],
  });
  return rows.map(([id, email, language]) => ({
    id: String(id),
    email: String(email),
    language: String(language),
  }));
}
