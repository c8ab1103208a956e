/** Who looks after whose accounts, and which roles he may give to whom. */
import { type Mutation, mutation } from "./mutation.ts";

const authority = "engine/access/authority.ts";
const administration = "engine/access/administration.ts";
const invitations = "engine/access/invitations.ts";
const factors = "engine/access/reset-member-factors.ts";
const routes = "engine/http/routes/users.ts";

const members = "engine/administration";
const governs = "permissions/who-governs";
const delegated = "permissions/delegation";
const attacks = "attacks/delegated-administration";
const lostFactors = "engine/reset-member-factors";

export const administrationMutations: readonly Mutation[] = [
  mutation(
    "actor-active",
    authority,
    'if (member?.state !== "active") throw',
    "if (member === null) throw",
    `${members}#nobody gives`,
  ),
  mutation(
    "authority-whole",
    authority,
    'if (permissions.administers("users")) return',
    "if (permissions.roles.length > 0) return",
    `${delegated}#head`,
  ),
  mutation(
    "authority-below",
    authority,
    'const below = users === "department_and_below";',
    "const below = true;",
    `${delegated}#both`,
  ),
  mutation(
    "delegated-roles",
    authority,
    "for (const role of givenIds(catalog, gives)) roles.add(role);",
    'for (const role of [...givenIds(catalog, gives), "admin"]) roles.add(role);',
    `${delegated}#head`,
  ),
  mutation(
    "delegated-roles-sound",
    authority,
    "permissionsOf(catalog, [name]).roles.every((role) => isDelegable(role, gives)),",
    "permissionsOf(catalog, [name]).roles.length > 0,",
    `${attacks}#roles that no publish`,
  ),
  mutation(
    "delegated-departments",
    authority,
    "place !== null && departments.has(place),",
    "place !== null,",
    `${delegated}#head`,
  ),
  mutation(
    "delegated-people",
    authority,
    'covers: (kind, place) => kind === "person" && place',
    "covers: (_kind, place) => place",
    `${attacks}#people who are not his`,
  ),
  mutation(
    "delegated-givable",
    authority,
    'roles.every((role) => departments.get(place ?? "")?.has(role) ?? false),',
    'roles.every(() => departments.has(place ?? "")),',
    `${delegated}#head`,
  ),
  mutation(
    "delegated-givable-there",
    authority,
    'roles.every((role) => departments.get(place ?? "")?.has(role) ?? false),',
    "roles.every((role) => [...departments.values()].some((given) => given.has(role))),",
    `${delegated}#both`,
  ),
  mutation(
    "whole-givable",
    authority,
    "mayGive: (roles) => holds(own, roles),",
    "mayGive: () => true,",
    `${governs}#nobody`,
  ),
  mutation(
    "roles-held",
    authority,
    "own.includes(administratorRole) || roles.every((role) => own.includes(role));",
    "own.length > 0 || roles.every((role) => own.includes(role));",
    `${governs}#nobody`,
  ),
  mutation(
    "roles-givable",
    authority,
    'if (!authority.mayGive(roles, department))\n    throw new Unpermitted(problem("role_beyond_yours", "/roles"));',
    "",
    `${governs}#nobody gives`,
  ),
  mutation(
    "member-covered",
    authority,
    'if (!authority.covers(member.kind, department)) throw new Unpermitted(problem("user_not_found"));',
    "",
    `${attacks}#people who are not his`,
  ),
  mutation(
    "not-oneself",
    authority,
    'if (member.id === by.principal.account.id) throw new Unpermitted(problem("not_yourself"));',
    "",
    `${members}#nobody changes`,
  ),
  mutation(
    "member-governable",
    authority,
    'if (!authority.mayGive(member.roles, department))\n    throw new Unpermitted(problem("role_beyond_yours"));',
    "",
    `${governs}#nobody acts`,
  ),
  mutation(
    "changed-member-governable",
    administration,
    "const governed = await requireGovernable(transaction, by, id);",
    "const known = await readMember(transaction, workspaceId, id);\n    if (known === null) throw new Error();\n    const governed = { member: known, department: null, authority: await requireAuthority(transaction, by) };",
    `${governs}#nobody acts`,
  ),
  mutation(
    "changed-roles-givable",
    administration,
    "      requireGivable(authority, roles, place);\n      await writeRoles",
    "      await writeRoles",
    `${governs}#nobody gives`,
  ),
  mutation(
    "moved-place",
    administration,
    "  await requirePlace(transaction, by, authority, member.kind, place);\n",
    "",
    `${delegated}#head`,
  ),
  mutation(
    "moved-roles-givable",
    administration,
    "  requireGivable(authority, roles, place);\n  if (member.isPending)",
    "  if (member.isPending)",
    `${delegated}#both`,
  ),
  mutation(
    "place-covered",
    administration,
    'if (!authority.covers(kind, department))\n    throw new Unpermitted(problem("department_beyond_yours", "/department"));',
    "",
    `${attacks}#he brings nobody`,
  ),
  mutation(
    "service-covered",
    administration,
    'if (!authority.covers("service", null)) throw new Unpermitted(problem("not_permitted"));',
    "",
    `${attacks}#he makes no program`,
  ),
  mutation(
    "service-roles-givable",
    administration,
    "    requireGivable(authority, roles, null);\n",
    "",
    `${governs}#nobody gives`,
  ),
  mutation(
    "last-administrator",
    administration,
    'if (rowCount === 0) throw new Unpermitted(problem("last_administrator"));',
    "",
    `${governs}#the last administrator`,
  ),
  mutation(
    "invited-place",
    invitations,
    '    await requirePlace(transaction, by, authority, "person", into);\n',
    "",
    `${attacks}#he brings nobody`,
  ),
  mutation(
    "invited-roles-givable",
    invitations,
    "    requireGivable(authority, roles, into);\n",
    "",
    `${governs}#nobody gives`,
  ),
  mutation(
    "invited-governable",
    invitations,
    "    await requireGovernable(transaction, by, id);\n  } catch",
    "  } catch",
    `${governs}#nobody acts`,
  ),
  mutation(
    "link-governable",
    invitations,
    "    await requireGovernable(transaction, by, id);\n    const handed",
    "    const handed",
    `${governs}#nobody acts`,
  ),
  mutation(
    "link-elsewhere",
    invitations,
    'if (kind === "password_reset" && (await isMemberElsewhere(transaction, workspaceId, id)))',
    'if (kind === "invitation" && (await isMemberElsewhere(transaction, workspaceId, id)))',
    `${members}#a link to a password`,
  ),
  mutation(
    "factors-governable",
    factors,
    "const { member } = await requireGovernable(transaction, by, id);",
    'const { readMember } = await import("./members.ts");\n    const member = await readMember(transaction, workspaceId, id);\n    if (member === null) throw new Unpermitted(problem("user_not_found"));',
    `${lostFactors}#is nobody's`,
  ),
  mutation(
    "factors-elsewhere",
    factors,
    "if (await isMemberElsewhere(transaction, workspaceId, id))",
    "if (workspaceId === id)",
    `${lostFactors}#stays with members`,
  ),
  mutation(
    "listed-members",
    routes,
    "const among = await membersAmong(exchange, judgement.value);",
    "const among = null;",
    `${delegated}#head`,
  ),
  mutation(
    "ended-governable",
    routes,
    "const { member } = await requireGovernable(transaction, administratorOf(exchange), id);",
    'const known = await readMembers(transaction, workspaceId, { search: "", limit: 200, after: null, among: null });\n    const member = known.find((each) => each.id === id);\n    if (member === undefined) throw new Error();',
    `${governs}#nobody acts`,
  ),
  mutation(
    "service-governable",
    routes,
    "    if (!found.ok) return refuse(exchange, ...found.problems);\n    if (found.value.member.kind",
    "    if (found.ok && found.value.member.kind",
    `${governs}#nobody acts`,
  ),
  mutation(
    "tokens-of-services",
    routes,
    'if (found.value.member.kind !== "service")\n      return refuse(exchange, problem("not_a_service_account"));',
    "",
    `${members}#a service account makes no token`,
  ),
];
