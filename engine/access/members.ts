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
}

/** Who is invited and has an account elsewhere shows his name only once he has accepted. */
const shownName = "case when m.invited and a.password is not null then a.email else a.name end";

const columns = `a.id, a.kind, ${shownName}, a.email, m.role,
  case when m.disabled or a.disabled then 'disabled' when m.invited then 'invited' else 'active' end,
  m.created_at, m.signed_in_at, a.password is not null, ${hasFactor}`;
const tables = "core.membership m join core.account a on a.id = m.account";

/** By name; one more than `limit` when there is another page. */
export async function readMembers(
  executor: Executor,
  workspaceId: string,
  { search, limit, after }: MemberQuery,
): Promise<readonly Member[]> {
  const { rows } = await executor.run({
    text: `select ${columns} from ${tables} where m.workspace = $1
      and ($2 = '' or strpos(lower(${shownName}), lower($2)) > 0 or strpos(lower(a.email), lower($2)) > 0)
      and ($3::uuid is null or (lower(a.name), a.id) > (select lower(name), id from core.account where id = $3))
      order by lower(a.name), a.id limit $4`,
    values: [workspaceId, search, after, limit + 1],
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
  const [id, kind, name, email, role, state, createdAt, signedInAt, hasPassword, hasSecondFactor] =
    row;
  return {
    id: id ?? "",
    kind: kind === "service" ? "service" : "person",
    name: name ?? "",
    email: email ?? "",
    roles: rolesOfColumn(role ?? null),
    state: state === "active" || state === "invited" ? state : "disabled",
    createdAt: new Date(createdAt ?? 0),
    signedInAt: signedInAt ? new Date(signedInAt) : null,
    hasPassword: hasPassword === "t",
    hasSecondFactor: hasSecondFactor === "t",
  };
}
