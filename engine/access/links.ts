/**
 * Links that let somebody in without a password: 256 random bits of which the database knows only a
 * digest, for one account in one workspace, for one purpose, once.
 */
import type { Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { digestOf, newSecret } from "./credentials.ts";

export type LinkKind = "invitation" | "password_reset";

export const invitationHours = 72;
export const resetMinutes = 30;

const minutesOf: Readonly<Record<LinkKind, number>> = {
  invitation: invitationHours * 60,
  password_reset: resetMinutes,
};

const pages: Readonly<Record<LinkKind, string>> = {
  invitation: "accept",
  password_reset: "reset",
};

export interface MadeLink {
  /** In the fragment, which browsers keep to themselves: no log and no `Referer` ever has it. */
  readonly address: string;
  readonly expiresAt: Date;
}

/** @param publicUrl from the settings; null: the address begins with the workspace */
export async function makeLink(
  executor: Executor,
  kind: LinkKind,
  place: { readonly workspaceId: string; readonly workspace: string },
  accountId: string,
  publicUrl: string | null,
): Promise<MadeLink> {
  const secret = newSecret();
  const now = new Date();
  const expiresAt = new Date(now.getTime() + minutesOf[kind] * 60_000);
  await executor.run({
    text: "insert into core.link (id, digest, kind, workspace, account, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)",
    values: [newUuid(), digestOf(secret), kind, place.workspaceId, accountId, now, expiresAt],
  });
  const address = `${publicUrl ?? ""}/${place.workspace}/${pages[kind]}#${secret}`;
  return { address, expiresAt };
}

export interface FoundLink {
  readonly id: string;
  readonly kind: LinkKind;
  readonly workspaceId: string;
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  /** The account's hash; null when it has no password yet. */
  readonly password: string | null;
  /** The account is in use without a password: a link gives it none. */
  readonly signsInElsewhere: boolean;
}

/** For which members a link of a kind is good; `a` is the account, `m` the membership. */
export const linkConditions: Readonly<Record<LinkKind, string>> = {
  invitation: "a.kind = 'person' and not a.disabled and not m.disabled and m.invited",
  // Who comes in another way has no password, and gets none by a link.
  password_reset:
    "a.kind = 'person' and not a.disabled and not m.disabled and not m.invited and a.password is not null",
};

/** True in SQL for an account `a` that its owner can come into, or has come into, somewhere. */
const inUse =
  "(exists (select 1 from core.identity where account = a.id) or exists (select 1 from core.membership o where o.account = a.id and not o.invited))";

/**
 * In SQL: how an account `a` is called, for the person himself; as the invitation of a membership `m`
 * says while he has said nothing about himself.
 */
export const calledName =
  "case when m.invited and a.password is null then coalesce(m.invited_name, a.name) else a.name end";

/** What a link opens, if it can be used now. */
export async function findLink(
  executor: Executor,
  kind: LinkKind,
  workspaceId: string,
  secret: string,
): Promise<FoundLink | null> {
  const { rows } = await executor.run({
    text: `select l.id, a.id, a.email, ${calledName}, a.password, a.password is null and ${inUse} from core.link l
      join core.account a on a.id = l.account join core.membership m on m.account = a.id and m.workspace = l.workspace
      where l.digest = $1 and l.kind = $2 and l.workspace = $3 and l.expires_at > $4
        and ${linkConditions[kind]}`,
    values: [digestOf(secret), kind, workspaceId, new Date()],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const [id, accountId, email, name, password, signsInElsewhere] = row;
  return {
    id: id ?? "",
    kind,
    workspaceId,
    accountId: accountId ?? "",
    email: email ?? "",
    name: name ?? "",
    password: password ?? null,
    signsInElsewhere: signsInElsewhere === "t",
  };
}

/** Uses a link up, with all others for the same; false when somebody was faster. */
export async function useLink(transaction: Executor, link: FoundLink): Promise<boolean> {
  const { rowCount } = await transaction.run({
    text: "delete from core.link where id = $1",
    values: [link.id],
  });
  await removeLinks(transaction, link.kind, link.workspaceId, link.accountId);
  return rowCount > 0;
}

export async function removeLinks(
  executor: Executor,
  kind: LinkKind,
  workspaceId: string,
  accountId: string,
): Promise<void> {
  await executor.run({
    text: "delete from core.link where kind = $1 and workspace = $2 and account = $3",
    values: [kind, workspaceId, accountId],
  });
}
