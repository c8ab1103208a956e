/** Sharing rules: made, changed, copied, called otherwise, taken away. */
import { renameSharingRule as renameEverywhere } from "../../metadata/refactor/rename-role.ts";
import { type DesignDocuments, objectNames } from "../document/design-documents.ts";
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

const rules: NamedKind = {
  kind: "sharing_rule",
  fallback: "rule",
  begin: (name, documents) => ({
    $schema: "tenon:sharing_rule",
    name,
    object: objectNames(documents)[0] ?? "",
    when: "false",
    access: "read",
  }),
  renamed: renameEverywhere,
};

/** Why the rule may not take this name. */
export const sharingRuleNameMistake = (
  documents: DesignDocuments,
  document: string,
  name: string,
) => documentNameMistake(rules, documents, { document, name });

/** Begins with the first object and a condition that nobody has written: it shares nothing yet. */
export const addSharingRule = command<NewDocument>({
  id: "add_sharing_rule",
  label: { en: "Add sharing rule", "zh-CN": "新增共享规则" },
  run: addNamed(rules),
});

export const duplicateSharingRule = command<DocumentTarget>({
  id: "duplicate_sharing_rule",
  label: { en: "Duplicate sharing rule", "zh-CN": "复制共享规则" },
  run: duplicateNamed(rules),
});

export const removeSharingRule = command<DocumentTarget>({
  id: "remove_sharing_rule",
  label: { en: "Remove sharing rule", "zh-CN": "删除共享规则" },
  run: removeNamed,
});

export const renameSharingRule = command<DocumentName>({
  id: "rename_sharing_rule",
  label: { en: "Rename sharing rule", "zh-CN": "重命名共享规则" },
  run: renameNamed(rules),
});

export type ChangeSharingRuleInput = DocumentKeyword<"object" | "when" | "roles" | "access">;

export const changeSharingRule = command<ChangeSharingRuleInput>({
  id: "change_sharing_rule",
  label: { en: "Change sharing rule", "zh-CN": "修改共享规则" },
  run: changeNamed,
});
