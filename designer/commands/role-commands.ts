/** Roles as documents: made, copied, called otherwise, taken away. */
import { builtInRoleNames } from "../../metadata/access/built-in-roles.ts";
import { textOrEmpty } from "../../metadata/json-object.ts";
import { renameRoleEverywhere } from "../../metadata/refactor/rename-role.ts";
import type { Locale } from "../../metadata/text.ts";
import { type NameMistake, nameMistake, proposeName } from "../document/api-name.ts";
import {
  type Design,
  type DesignDocuments,
  documentsOfKind,
  refactored,
  withContent,
  withDocument,
  withKeyword,
  withoutDocument,
} from "../document/design-documents.ts";
import { newStableId } from "../document/stable-id.ts";
import { moveTranslations } from "../document/translation-document.ts";
import { command } from "./command.ts";
import { withTitledDocument } from "./titled-document.ts";

const roleNames = (documents: DesignDocuments): readonly string[] => [
  ...builtInRoleNames,
  ...documentsOfKind(documents, "role").map(({ name }) => name),
];

/** Why the role may not take this name. */
export function roleNameMistake(
  documents: DesignDocuments,
  key: string,
  name: string,
): NameMistake | null {
  const own = documents.get(key)?.name;
  return nameMistake(
    name,
    roleNames(documents).filter((other) => other !== own),
  );
}

export interface AddRoleInput {
  readonly title: string;
  readonly locale: Locale;
}

/** A new role grants nothing: who makes it says what. */
export const addRole = command<AddRoleInput>({
  id: "add_role",
  label: { en: "Add role", "zh-CN": "新增角色" },
  run(design, { title, locale }) {
    const id = newStableId();
    const name = proposeName(title, roleNames(design.documents), "role");
    const content = { $schema: "tenon:role", id, name };
    const document = { key: `role/${id}`, kind: "role", name, content } as const;
    return withTitledDocument(design, document, title, locale);
  },
});

export interface RoleTarget {
  /** Key of the role document. */
  readonly document: string;
}

/** A copy with an id, and so with members, of its own. */
export const duplicateRole = command<RoleTarget>({
  id: "duplicate_role",
  label: { en: "Duplicate role", "zh-CN": "复制角色" },
  run(design, input) {
    const document = design.documents.get(input.document);
    if (!document) return design;
    const id = newStableId();
    const name = proposeName(document.name, roleNames(design.documents), "role");
    const title = `${textOrEmpty(document.content.title)} 2`.trim();
    const key = `role/${id}`;
    const content = { ...document.content, id, name, title };
    return {
      documents: withDocument(design.documents, { key, kind: "role", name, content }),
      selection: { document: key, field: null },
    };
  },
});

/** What still names it stays and is told as a mistake: a rule for nobody else is for everybody. */
export const removeRole = command<RoleTarget>({
  id: "remove_role",
  label: { en: "Remove role", "zh-CN": "删除角色" },
  run(design, input) {
    const name = design.documents.get(input.document)?.name;
    if (name === undefined) return design;
    const removed: Design = {
      documents: withoutDocument(design.documents, input.document),
      selection: { document: null, field: null },
    };
    return { ...removed, documents: moveTranslations(removed, ["roles", name], null) };
  },
});

/** Renames a role in all that names it. */
export const renameRole = command<RoleTarget & { readonly name: string }>({
  id: "rename_role",
  label: { en: "Rename role", "zh-CN": "重命名角色" },
  run(design, input) {
    const document = design.documents.get(input.document);
    if (!document || document.name === input.name) return design;
    if (roleNameMistake(design.documents, document.key, input.name) !== null) return design;
    const documents = refactored(design.documents, (all) =>
      renameRoleEverywhere(all, document.name, input.name),
    );
    return { ...design, documents };
  },
});

export interface ChangeRoleInput extends RoleTarget {
  readonly keyword: "includes" | "administration" | "with_reports";
  /** `undefined` removes the keyword. */
  readonly value: unknown;
}

export const changeRole = command<ChangeRoleInput>({
  id: "change_role",
  label: { en: "Change role", "zh-CN": "修改角色" },
  run(design, { document, keyword, value }) {
    const documents = withContent(design.documents, document, (content) =>
      withKeyword(content, keyword, value),
    );
    return documents === design.documents ? design : { ...design, documents };
  },
});
