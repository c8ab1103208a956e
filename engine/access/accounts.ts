/** Accounts, and which workspaces they belong to in which role. */
import { type Locale, locales } from "../../metadata/text.ts";
import type { Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { hashPassword } from "./password.ts";
import { writePerson } from "./people.ts";

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** Creates an account, or finds the one with this address (then the password stays as it is). */
export async function ensureAccount(
  executor: Executor,
  account: { readonly email: string; readonly name: string; readonly password: string },
): Promise<{ readonly id: string; readonly created: boolean }> {
  const found = await findAccount(executor, account.email);
  if (found !== null) return { id: found.id, created: false };
  const id = await addAccount(executor, {
    ...account,
    password: await hashPassword(account.password),
  });
  if (id !== null) return { id, created: true };
  const other = await findAccount(executor, account.email);
  if (other === null) throw new Error(`The account ${account.email} vanished`);
  return { id: other.id, created: false };
}

/**
 * The id of a new account; null when there is one with this address.
 * @param password as `hashPassword` gives it; null: none yet, or never one
 */
export async function addAccount(
  executor: Executor,
  account: { readonly email: string; readonly name: string; readonly password: string | null },
): Promise<string | null> {
  const id = newUuid();
  const { rowCount } = await executor.run({
    text: `insert into core.account (id, email, name, password, created_at) values ($1, $2, $3, $4, $5)
      on conflict (lower(email)) do nothing`,
    values: [id, account.email, account.name, account.password, new Date()],
  });
  return rowCount === 0 ? null : id;
}

export async function findAccount(executor: Executor, email: string): Promise<Account | null> {
  const { rows } = await executor.run({
    text: "select id, email, name from core.account where lower(email) = lower($1)",
    values: [email],
  });
  const row = rows[0];
  return row === undefined
    ? null
    : { id: String(row[0]), email: String(row[1]), name: String(row[2]) };
}

/**
 * Gives an account roles in a workspace, by their ids, or changes those it has, and makes the person known
 * there: the workspace holds its own row of everybody, because no statement spans both schemas.
 */
export async function grantMembership(
  executor: Executor,
  workspaceId: string,
  accountId: string,
  ...roles: readonly string[]
): Promise<void> {
  await writePerson(executor, workspaceId, accountId);
  await executor.run({
    text: `insert into core.membership (id, workspace, account, roles, created_at) values ($1, $2, $3, $4, $5)
      on conflict (workspace, account) do update set roles = excluded.roles`,
    values: [newUuid(), workspaceId, accountId, [...roles], new Date()],
  });
}

/** Ids of the roles of a membership, as PostgreSQL writes the list: `{a,b}`. No id needs quotes. */
export const rolesOfColumn = (column: string | null | undefined): readonly string[] =>
  (column ?? "{}")
    .slice(1, -1)
    .split(",")
    .filter((id) => id !== "");

/** Replaces the roles of a member, by their ids. */
export async function writeRoles(
  executor: Executor,
  workspaceId: string,
  accountId: string,
  roles: readonly string[],
): Promise<void> {
  await executor.run({
    text: "update core.membership set roles = $3 where workspace = $1 and account = $2",
    values: [workspaceId, accountId, [...roles]],
  });
}

export interface Profile {
  readonly name: string;
  /** Of mails; null: never chosen. */
  readonly language: Locale | null;
}

export async function readProfile(executor: Executor, accountId: string): Promise<Profile> {
  const { rows } = await executor.run({
    text: "select name, language from core.account where id = $1",
    values: [accountId],
  });
  const [name, language] = rows[0] ?? [];
  return { name: name ?? "", language: locales.find((known) => known === language) ?? null };
}

/** Changes what an account says of its owner, and the rows of him in his workspaces. */
export async function writeProfile(
  executor: Executor,
  accountId: string,
  { name, language }: Profile,
): Promise<void> {
  await executor.run({
    text: "update core.account set name = $2, language = $3 where id = $1",
    values: [accountId, name, language],
  });
  const { rows } = await executor.run({
    text: "select workspace from core.membership where account = $1 and not invited",
    values: [accountId],
  });
  for (const [workspace] of rows) await writePerson(executor, workspace ?? "", accountId);
}

/** What the audit log calls an account that something was done to: an address, or a program's name. */
export async function whomOf(executor: Executor, accountId: string): Promise<string> {
  const { rows } = await executor.run({
    text: "select case when kind = 'service' then name else email end from core.account where id = $1",
    values: [accountId],
  });
  return rows[0]?.[0] ?? "";
}

/** Names of accounts by id, for showing who did something. */
export async function accountNames(
  executor: Executor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await executor.run({
    text: "select id, name from core.account where id = any($1)",
    values: [[...new Set(ids)]],
  });
  return new Map(rows.map(([id, name]) => [String(id), String(name)]));
}
