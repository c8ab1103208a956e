/**
 * Whose account it is that somebody signs in to by the provider, and whether he may come into the
 * workspace. Only what the provider knows him by decides, but for the first time, when the operator
 * may let a verified e-mail address do.
 */
import { problem, type Result, success } from "../../metadata/problem.ts";
import type { Database, Executor } from "../db/database.ts";
import { addAccount, grantMembership } from "./accounts.ts";
import { administering } from "./administration.ts";
import { addIdentity, linkedAccount, noteUse } from "./identities.ts";
import { removeLinks } from "./links.ts";
import { writePerson } from "./people.ts";
import type { ProviderPerson } from "./provider.ts";
import { Unpermitted } from "./unpermitted.ts";

export interface EntryRules {
  readonly accounts: "linked" | "by_verified_email";
  /** Id of the role that strangers come in with; null: they do not. */
  readonly newAccountsRole: string | null;
}

export interface Entered {
  readonly accountId: string;
  readonly change: "linked_by_email" | "account_made" | null;
}

/** The account, as a member of the workspace who may come in; or the one problem for all reasons. */
export async function enterByProvider(
  database: Database,
  workspaceId: string,
  person: ProviderPerson,
  rules: EntryRules,
): Promise<Result<Entered>> {
  const known = await linkedAccount(database, person);
  const entered =
    known !== null && (await isActive(database, workspaceId, known))
      ? success({ accountId: known, change: null })
      : await administering(database, workspaceId, (transaction) =>
          enter(transaction, workspaceId, person, rules),
        );
  if (entered.ok) await noteUse(database, person);
  return entered;
}

async function enter(
  transaction: Executor,
  workspaceId: string,
  person: ProviderPerson,
  rules: EntryRules,
): Promise<Entered> {
  const entered =
    (await byIdentity(transaction, person)) ??
    (await byEmail(transaction, workspaceId, person, rules)) ??
    (await newAccount(transaction, person, rules));
  if (entered === null) throw unknown();
  await join(transaction, workspaceId, entered.accountId, rules.newAccountsRole);
  return entered;
}

/** One answer, whether there is no such member, or he is disabled, or his address is not verified. */
const unknown = (): Unpermitted => new Unpermitted(problem("provider_account_unknown"));

async function byIdentity(transaction: Executor, person: ProviderPerson): Promise<Entered | null> {
  const accountId = await linkedAccount(transaction, person);
  return accountId === null ? null : { accountId, change: null };
}

/** Letters of other alphabets may count as equal in one place and differ in the other. */
const plainAddress = /^[!-~]+@[!-~]+$/;

async function byEmail(
  transaction: Executor,
  workspaceId: string,
  person: ProviderPerson,
  { accounts, newAccountsRole }: EntryRules,
): Promise<Entered | null> {
  const { email, emailVerified } = person;
  if (accounts !== "by_verified_email" || !emailVerified || !plainAddress.test(email)) return null;
  const { rows } = await transaction.run({
    text: `select a.id from core.account a left join core.membership m on m.account = a.id and m.workspace = $2
      where lower(a.email) = lower($1) and a.kind = 'person' and (m.id is not null or $3)`,
    values: [email, workspaceId, newAccountsRole !== null],
  });
  const accountId = rows[0]?.[0] ?? null;
  if (accountId === null) return null;
  // Who is known to the provider under another subject is somebody else with his old address.
  if (!(await addIdentity(transaction, accountId, person))) throw unknown();
  return { accountId, change: "linked_by_email" };
}

async function newAccount(
  transaction: Executor,
  person: ProviderPerson,
  { newAccountsRole }: EntryRules,
): Promise<Entered | null> {
  const { email, emailVerified, name } = person;
  if (newAccountsRole === null || !emailVerified || !plainAddress.test(email)) return null;
  const accountId = await addAccount(transaction, {
    email,
    name: name || (email.split("@")[0] ?? email),
    password: null,
  });
  if (accountId === null) return null;
  if (!(await addIdentity(transaction, accountId, person))) throw unknown();
  return { accountId, change: "account_made" };
}

/** Makes a member of who is invited, or may become one; refuses who is disabled or a stranger. */
async function join(
  transaction: Executor,
  workspaceId: string,
  accountId: string,
  newAccountsRole: string | null,
): Promise<void> {
  const { rows } = await transaction.run({
    text: `select a.disabled or coalesce(m.disabled, false), m.id is not null, m.invited from core.account a
      left join core.membership m on m.account = a.id and m.workspace = $2 where a.id = $1 and a.kind = 'person'`,
    values: [accountId, workspaceId],
  });
  const [disabled, member, invited] = rows[0] ?? [];
  if (disabled !== "f") throw unknown();
  if (member !== "t") {
    if (newAccountsRole === null) throw unknown();
    return grantMembership(transaction, workspaceId, accountId, newAccountsRole);
  }
  if (invited !== "t") return;
  await transaction.run({
    text: "update core.membership set invited = false where workspace = $1 and account = $2",
    values: [workspaceId, accountId],
  });
  await removeLinks(transaction, "invitation", workspaceId, accountId);
  await writePerson(transaction, workspaceId, accountId);
}

async function isActive(
  executor: Executor,
  workspaceId: string,
  accountId: string,
): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: `select 1 from core.account a join core.membership m on m.account = a.id
      where a.id = $1 and m.workspace = $2 and not a.disabled and not m.disabled and not m.invited`,
    values: [accountId, workspaceId],
  });
  return rowCount === 1;
}
