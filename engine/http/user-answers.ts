/** Members of a workspace as answers show them. */
import type { UserEntry, UserPage } from "../../metadata/account-wire.ts";
import type { Authority } from "../access/authority.ts";
import { departmentNames, departmentsOf, peopleIn } from "../access/departments.ts";
import type { Member, MemberQuery } from "../access/members.ts";
import { roleNames, rolesOf } from "../access/roles.ts";
import type { Exchange } from "./exchange.ts";

/** In the order of `members`. */
export async function userEntries(
  { catalog, services }: Exchange,
  members: readonly Member[],
): Promise<readonly UserEntry[]> {
  const { database } = services;
  const ids = members.filter(({ isPending }) => !isPending).map(({ id }) => id);
  const present = await departmentsOf(database, catalog, ids);
  const placeOf = ({ id, isPending, invitedInto }: Member) =>
    isPending ? invitedInto : (present.get(id) ?? null);
  const places = members.map(placeOf).filter((id) => id !== null);
  const names = new Map(
    (await departmentNames(database, catalog, places)).map((place) => [place.id, place]),
  );
  return members.map((member) => ({
    id: member.id,
    kind: member.kind,
    name: member.name,
    email: member.kind === "service" ? null : member.email,
    roles: roleNames(catalog, member.roles),
    department: names.get(placeOf(member) ?? "") ?? null,
    state: member.state,
    created_at: member.createdAt.toISOString(),
    last_sign_in: member.signedInAt?.toISOString() ?? null,
    second_factor: member.hasSecondFactor,
  }));
}

export async function userEntry(exchange: Exchange, member: Member): Promise<UserEntry> {
  const [entry] = await userEntries(exchange, [member]);
  if (entry === undefined) throw new Error("A member has no entry");
  return entry;
}

/** Whom a list shows to who has this authority. */
export async function membersAmong(
  { catalog, services }: Exchange,
  { departments }: Authority,
): Promise<MemberQuery["among"]> {
  if (departments === null) return null;
  const places = [...departments.keys()];
  return { people: await peopleIn(services.database, catalog, places), departments: places };
}

/** What may be given, and to the people of which departments. */
export async function offered(
  { catalog, services }: Exchange,
  { departments }: Authority,
): Promise<Pick<UserPage, "roles" | "departments">> {
  if (departments === null)
    return { roles: [...rolesOf(catalog).byName.keys()], departments: null };
  const roles = new Set([...departments.values()].flatMap((ids) => [...ids]));
  return {
    roles: roleNames(catalog, [...roles]),
    departments: await departmentNames(services.database, catalog, [...departments.keys()]),
  };
}
