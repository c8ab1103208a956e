/** Inviting people, and accepting: the way from an address to a member with a password. */
import { type Problem, problem, type Result } from "../../metadata/problem.ts";
import type { Locale } from "../../metadata/text.ts";
import { recordAct } from "../audit/record-act.ts";
import type { Database, Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { queueMail } from "../mail/outbox.ts";
import type { Mail } from "../mail/sender.ts";
import { addAccount, findAccount } from "./accounts.ts";
import { administering, requirePlace } from "./administration.ts";
import {
  type Administrator,
  requireAuthority,
  requireGivable,
  requireGovernable,
} from "./authority.ts";
import { admit, byAddress, byEmail, linksByAddress } from "./brake.ts";
import { type FoundLink, findLink, type MadeLink, makeLink, useLink } from "./links.ts";
import { aboutMember, type Member, readMember } from "./members.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { passwordMistake } from "./password-rules.ts";
import { writePerson } from "./people.ts";
import { roleNames } from "./roles.ts";
import { Unpermitted } from "./unpermitted.ts";

/** Where links are made: what all ways of handing one out need. */
export interface LinkPlace {
  readonly database: Database;
  readonly mail: Mail;
  readonly workspaceId: string;
  readonly workspace: string;
  readonly publicUrl: string | null;
  /** Of mails to people who have not chosen one. */
  readonly language: Locale;
}

export interface Handed {
  readonly member: Member;
  /** To hand over, where no mail can be sent; null: it is on its way. */
  readonly link: MadeLink | null;
}

export interface Invitation {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Id of the department that he is to join; null: none; undefined: that of who invites, if he has the people of some alone. */
  readonly department?: string | null | undefined;
}

/** Invites somebody, or again who has not accepted yet. No password is ever made for anybody. */
export function invite(
  place: LinkPlace,
  by: Administrator,
  { email, name, roles, department }: Invitation,
): Promise<Result<Handed>> {
  const { database, workspaceId } = place;
  return administering(database, workspaceId, async (transaction) => {
    const authority = await requireAuthority(transaction, by);
    const into = department === undefined ? authority.own.department : department;
    await requirePlace(transaction, by, authority, "person", into);
    requireGivable(authority, roles, into);
    const id = await accountFor(transaction, email, name);
    await requireFree(transaction, by, id, email);
    await transaction.run({
      text: `insert into core.membership (id, workspace, account, roles, created_at, invited, department, invited_name)
        values ($1, $2, $3, $4, $5, true, $6, $7) on conflict (workspace, account)
        do update set roles = excluded.roles, department = excluded.department, invited_name = excluded.invited_name`,
      values: [newUuid(), workspaceId, id, [...roles], new Date(), into, name],
    });
    const handed = await handOver(transaction, place, by, id);
    const about = { ...aboutMember(handed.member), roles: roleNames(by.catalog, roles) };
    await recordAct(transaction, by.actor, "invited", about);
    return handed;
  }).then(wake(place));
}

/**
 * Nobody who is there already is invited, and nobody again whom another may not act on: that one is
 * there for him as well.
 */
async function requireFree(
  transaction: Executor,
  by: Administrator,
  id: string,
  email: string,
): Promise<void> {
  const known = await readMember(transaction, by.actor.workspaceId, id);
  if (known === null) return;
  if (known.state !== "invited") throw new Unpermitted(problem("user_exists", "/email", { email }));
  try {
    await requireGovernable(transaction, by, id);
  } catch (error) {
    if (error instanceof Unpermitted && error.problem.code === "user_not_found")
      throw new Unpermitted(problem("user_exists", "/email", { email }));
    throw error;
  }
}

async function accountFor(transaction: Executor, email: string, name: string): Promise<string> {
  const made = await addAccount(transaction, { email, name, password: null });
  if (made !== null) return made;
  const account = await findAccount(transaction, email);
  if (account === null) throw new Error("An account vanished");
  return account.id;
}

/** A new link for a member: to accept with while he is invited, else to a new password. */
export function sendLink(place: LinkPlace, by: Administrator, id: string): Promise<Result<Handed>> {
  const { database, workspaceId } = place;
  return administering(database, workspaceId, async (transaction) => {
    await requireGovernable(transaction, by, id);
    const handed = await handOver(transaction, place, by, id);
    const about = aboutMember(handed.member);
    if (handed.member.state === "invited")
      await recordAct(transaction, by.actor, "invited", {
        ...about,
        roles: roleNames(by.catalog, handed.member.roles),
      });
    else await recordAct(transaction, by.actor, "link_made", about);
    return handed;
  }).then(wake(place));
}

async function handOver(
  transaction: Executor,
  place: LinkPlace,
  { principal }: Administrator,
  id: string,
): Promise<Handed> {
  const { workspaceId, mail, language, publicUrl } = place;
  const member = await readMember(transaction, workspaceId, id);
  if (member === null) throw new Unpermitted(problem("user_not_found"));
  if (member.kind === "service") throw new Unpermitted(problem("service_has_no_password"));
  if (member.state === "disabled") throw new Unpermitted(problem("user_is_disabled"));
  const kind = member.state === "invited" ? "invitation" : "password_reset";
  if (kind === "password_reset" && !member.hasPassword)
    throw new Unpermitted(problem("signs_in_elsewhere"));
  if (!mail.configured) {
    // Else whoever administers one workspace could come into another with that person's account.
    if (kind === "password_reset" && (await isMemberElsewhere(transaction, workspaceId, id)))
      throw new Unpermitted(problem("user_belongs_elsewhere"));
    return { member, link: await makeLink(transaction, kind, place, id, publicUrl) };
  }
  const queued = await queueMail(transaction, {
    workspaceId,
    kind,
    recipient: member.email,
    language,
    sender: kind === "invitation" ? principal.account.name : "",
  });
  if (!queued) throw new Unpermitted(problem("too_many_mails", "", { seconds: 3600 }));
  return { member, link: null };
}

/** Whether an account is good in other workspaces, too. */
export async function isMemberElsewhere(
  executor: Executor,
  workspaceId: string,
  id: string,
): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: "select 1 from core.membership where account = $1 and workspace <> $2 and not invited limit 1",
    values: [id, workspaceId],
  });
  return rowCount > 0;
}

const wake =
  ({ mail }: LinkPlace) =>
  <Value>(result: Value): Value => {
    mail.wake();
    return result;
  };

export interface Visitor {
  readonly workspaceId: string;
  /** Network address. */
  readonly address: string;
}

/** What an invitation is for; a link that is not valid counts as a guess. */
export async function openInvitation(
  database: Database,
  { workspaceId, address }: Visitor,
  token: string,
): Promise<Result<FoundLink>> {
  const admission = await admit(database, [linksByAddress(address)]);
  if (admission.problem !== null) return { ok: false, problems: [admission.problem] };
  const link = await findLink(database, "invitation", workspaceId, token);
  if (link === null) return { ok: false, problems: [problem("link_not_valid", "/token")] };
  await admission.forgive();
  // The link may have passed through other hands: a password of theirs would open his account.
  if (link.signsInElsewhere) return { ok: false, problems: [problem("invitation_by_provider")] };
  return { ok: true, value: link };
}

export interface Acceptance {
  readonly token: string;
  /** Null: as it is. Somebody who has an account already keeps his name. */
  readonly name: string | null;
  readonly password: string;
}

/**
 * Makes the invited person a member; his account's id. A new account gets the password; one that
 * has a password already must show it, because the link may have passed through other hands.
 */
export async function acceptInvitation(
  database: Database,
  visitor: Visitor,
  { token, name, password }: Acceptance,
): Promise<Result<string>> {
  const opened = await openInvitation(database, visitor, token);
  if (!opened.ok) return opened;
  const link = opened.value;
  const refusal =
    link.password === null
      ? await passwordMistake(password, { ...link, name: name ?? link.name }, "/password")
      : await refusalOfPassword(database, visitor, link, password);
  if (refusal !== null) return { ok: false, problems: [refusal] };
  const hashed = link.password === null ? await hashPassword(password) : null;
  try {
    await database.transaction(async (transaction) => {
      await becomeMember(transaction, link, name ?? link.name, hashed);
      const actor = { ...visitor, account: link.accountId, via: "sign_in" } as const;
      await recordAct(transaction, actor, "invitation_accepted", {});
    });
  } catch (error) {
    if (error instanceof Unpermitted) return { ok: false, problems: [error.problem] };
    throw error;
  }
  return { ok: true, value: link.accountId };
}

/** All of it or nothing: a link is used up only by who became a member. */
async function becomeMember(
  transaction: Executor,
  link: FoundLink,
  name: string,
  hashed: string | null,
): Promise<void> {
  const { workspaceId, accountId } = link;
  if (!(await useLink(transaction, link)))
    throw new Unpermitted(problem("link_not_valid", "/token"));
  if (hashed !== null) {
    const { rowCount } = await transaction.run({
      text: "update core.account set password = $2, name = $3 where id = $1 and password is null",
      values: [accountId, hashed, name],
    });
    // An invitation to another workspace was accepted meanwhile: that password counts.
    if (rowCount === 0) throw new Unpermitted(problem("password_of_account_needed", "/password"));
  }
  const { rowCount } = await transaction.run({
    text: "update core.membership set invited = false where workspace = $1 and account = $2 and invited and not disabled",
    values: [workspaceId, accountId],
  });
  if (rowCount === 0) throw new Unpermitted(problem("link_not_valid", "/token"));
  await writePerson(transaction, workspaceId, accountId);
}

async function refusalOfPassword(
  database: Database,
  { address }: Visitor,
  link: FoundLink,
  password: string,
): Promise<Problem | null> {
  const account = byEmail(link.email);
  const admission = await admit(database, [account, byAddress(address)]);
  if (admission.problem !== null) return admission.problem;
  if (!(await verifyPassword(password, link.password)))
    return problem("password_of_account_needed", "/password");
  await admission.forgiveAll(account);
  return null;
}
