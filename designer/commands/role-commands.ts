/** Roles as documents: made, copied, called otherwise, taken away. */
import { builtInRoleNames } from "../../metadata/access/built-in-roles.ts";
import { renameRoleEverywhere } from "../../metadata/refactor/rename-role.ts";
import { newStableId } from "../document/stable-id.ts";
import { namedCommands } from "./named-documents.ts";

/**
 * A new role grants nothing: who makes it says what. A copy has an id, and so members, of its own.
 * What still names a removed one is told as a mistake: a rule for nobody else is for everybody.
 */
export const {
  add: addRole,
  duplicate: duplicateRole,
  remove: removeRole,
  rename: renameRole,
  change: changeRole,
  nameMistake: roleNameMistake,
} = namedCommands<"includes" | "administration" | "administers" | "with_reports">({
  kind: "role",
  noun: { id: "role", en: "role", "zh-CN": "角色" },
  fallback: "role",
  reserved: builtInRoleNames,
  begin: (name) => ({ $schema: "tenon:role", id: newStableId(), name }),
  renamed: renameRoleEverywhere,
});
