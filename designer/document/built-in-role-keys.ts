/** Roles that every workspace has are selected like documents, although nobody has written them. */
import { type BuiltInRole, isBuiltInRole } from "../../metadata/access/built-in-roles.ts";

const prefix = "role/";

export const builtInRoleKey = (name: BuiltInRole): string => `${prefix}${name}`;

/** The built-in role of a key. Ids are longer than these names and never the same. */
export function builtInRoleAt(key: string | null): BuiltInRole | null {
  const name = key?.startsWith(prefix) ? key.slice(prefix.length) : "";
  return isBuiltInRole(name) ? name : null;
}
