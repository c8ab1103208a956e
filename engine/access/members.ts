/** Who belongs to a workspace: people and service accounts, as rows. */
import type { Executor, TextRow } from "../db/database.ts";
import { rolesOfColumn } from "./accounts.ts";
import { hasFactor } from "./second-factor.ts";

export type MemberState = "invited" | "active" | "disabled";

export interface Member {
  readonly id: string;
  readonly kind: "person" | "service";
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly state: MemberState;
  readonly createdAt: Date;
  /** Of this workspace; null: never. */
  readonly signedInAt: Date | null;
  /** Invited, and not come in yet, whether disabled or not. */
  readonly isPending: boolean;
  /** The department whose people he is to join; null: none, or he is there. */
  readonly invitedInto: string | null;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
}

/** How the audit log names a member that something was done to. */
export const aboutMember = ({ id, kind, name, email }: Member) => ({
  account: id,
  whom: kind === "service" ? name : email,
});

export interface MemberQuery {
  /** Part of a name or an address. */
  readonly search: string;
  readonly limit: number;
  /** Id of the last member of the page before. */
  readonly after: string | null;
  /** Whom alone: people, and those who are invited into departments; null: everybody. */
  readonly among: {
    readonly people: readonly string[];
    readonly departments: readonly string[];
  } | null;
}

/** Who is invited is called as the invitation says: of his account, if he has one, nothing is told. */
const shownName = "case when m.invited then coalesce(m.invited_name, a.email) else a.name end";

const columns = `a.id, a.kind, ${shownName}, a.email, m.roles,
  case when m.disabled or a.disabled then 'disabled' when m.invited then 'invited' else 'active' end,
  m.created_at, m.signed_in_at, a.password is not null, not m.invited and ${hasFactor}, m.invited,
  case when m.invited then m.department end`;
const tables = "core.membership m join core.account a on a.id = m.account";

/** By name; one more than `limit` when there is another page. */
export async function readMembers(
  executor: Executor,
  workspaceId: string,
  { search, limit, after, among }: MemberQuery,
): Promise<readonly Member[]> {
  const { rows } = await executor.run({
    text: `select ${columns} from ${tables} where m.workspace = $1
      and ($2 = '' or strpos(lower(${shownName}), lower($2)) > 0 or strpos(lower(a.email), lower($2)) > 0)
      and ($3::uuid is null or (lower(${shownName}), a.id) > (select lower(${shownName}), a.id from ${tables} where m.workspace = $1 and a.id = $3))
      and ($5::uuid[] is null or (a.kind = 'person' and case when m.invited then m.department = any($6::uuid[]) else a.id = any($5::uuid[]) end))
      order by lower(${shownName}), a.id limit $4`,
    values: [
      workspaceId,
      search,
      after,
      limit + 1,
      among === null ? null : [...among.people],
      [...(among?.departments ?? [])],
    ],
  });
  return rows.map(memberOf);
}

/** Null when the account is no member. */
export async function readMember(
  executor: Executor,
  workspaceId: string,
  id: string,
): Promise<Member | null> {
  const { rows } = await executor.run({
    text: `select ${columns} from ${tables} where m.workspace = $1 and a.id = $2`,
    values: [workspaceId, id],
  });
  return rows[0] === undefined ? null : memberOf(rows[0]);
}

function memberOf(row: TextRow): Member {
  const [id, kind, name, email, roles, state, createdAt, signedInAt, ...rest] = row;
  const [hasPassword, hasSecondFactor, isPending, invitedInto] = rest;
  return {
    id: id ?? "",
    kind: kind === "service" ? "service" : "person",
    name: name ?? "",
    email: email ?? "",
    roles: rolesOfColumn(roles),
    state: state === "active" || state === "invited" ? state : "disabled",
    createdAt: new Date(createdAt ?? 0),
    signedInAt: signedInAt ? new Date(signedInAt) : null,
    isPending: isPending === "t",
    invitedInto: invitedInto ?? null,
    hasPassword: hasPassword === "t",
    hasSecondFactor: hasSecondFactor === "t",
  };
}
