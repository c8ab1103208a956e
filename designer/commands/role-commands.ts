/** Roles as documents: made, copied, called otherwise, taken away. */
import { builtInRoleNames } from "../../metadata/access/built-in-roles.ts";
import { renameRoleEverywhere } from "../../metadata/refactor/rename-role.ts";
import type { DesignDocuments } from "../document/design-documents.ts";
import { newStableId } from "../document/stable-id.ts";
import { command } from "./command.ts";
import {
  addNamed,
  changeNamed,
  type DocumentKeyword,
  type DocumentName,
  type DocumentTarget,
  documentNameMistake,
  duplicateNamed,
  type NamedKind,
  type NewDocument,
  removeNamed,
  renameNamed,
} from "./named-documents.ts";

const roles: NamedKind = {
  kind: "role",
  fallback: "role",
  reserved: builtInRoleNames,
  begin: (name) => ({ $schema: "tenon:role", id: newStableId(), name }),
  renamed: renameRoleEverywhere,
};

/** Why the role may not take this name. */
export const roleNameMistake = (documents: DesignDocuments, document: string, name: string) =>
  documentNameMistake(roles, documents, { document, name });

/** A new role grants nothing: who makes it says what. */
export const addRole = command<NewDocument>({
  id: "add_role",
  label: { en: "Add role", "zh-CN": "新增角色" },
  run: addNamed(roles),
});

/** A copy with an id, and so with members, of its own. */
export const duplicateRole = command<DocumentTarget>({
  id: "duplicate_role",
  label: { en: "Duplicate role", "zh-CN": "复制角色" },
  run: duplicateNamed(roles),
});

/** What still names it is told as a mistake: a rule for nobody else is for everybody. */
export const removeRole = command<DocumentTarget>({
  id: "remove_role",
  label: { en: "Remove role", "zh-CN": "删除角色" },
  run: removeNamed,
});

export const renameRole = command<DocumentName>({
  id: "rename_role",
  label: { en: "Rename role", "zh-CN": "重命名角色" },
  run: renameNamed(roles),
});

export const changeRole = command<
  DocumentKeyword<"includes" | "administration" | "administers" | "with_reports">
>({
  id: "change_role",
  label: { en: "Change role", "zh-CN": "修改角色" },
  run: changeNamed,
});
