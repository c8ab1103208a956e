/** The roles and sharing rules of a draft as values, those of every workspace among them. */
import { builtInRoles } from "../../metadata/access/built-in-roles.ts";
import { type Role, resolveRole } from "../../metadata/access/role.ts";
import { resolveSharingRule, type SharingRule } from "../../metadata/access/sharing-rule.ts";
import { objectOrEmpty, textsOf } from "../../metadata/json-object.ts";
import { type DesignDocument, type DesignDocuments, documentsOfKind } from "./design-documents.ts";

export const designRoles = (documents: DesignDocuments): ReadonlyMap<string, Role> =>
  new Map([
    ...documentsOfKind(documents, "role").map(
      ({ name, content }) => [name, resolveRole({ ...content, name })] as const,
    ),
    ...builtInRoles,
  ]);

export const designSharing = (documents: DesignDocuments): readonly SharingRule[] =>
  documentsOfKind(documents, "sharing_rule").map(({ name, content }) =>
    resolveSharingRule({ ...content, name }),
  );

/** Roles that include or give it, and sharing rules that are for it. */
export const usesOfRole = (documents: DesignDocuments, role: string): readonly DesignDocument[] =>
  [...documents.values()].filter(
    ({ kind, content }) =>
      (kind === "role" &&
        [content.includes, objectOrEmpty(content.administers).gives].some((names) =>
          textsOf(names).includes(role),
        )) ||
      (kind === "sharing_rule" && textsOf(content.roles).includes(role)),
  );

/** Roles that lead to one another would be a ring: those that have `role` in them already. */
export function rolesThatInclude(documents: DesignDocuments, role: string): ReadonlySet<string> {
  const found = new Set([role]);
  const roles = documentsOfKind(documents, "role");
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const { name, content } of roles)
      if (textsOf(content.includes).some((included) => found.has(included))) found.add(name);
  }
  return found;
}
