/** Sharing rules: made, changed, copied, called otherwise, taken away. */
import { renameSharingRule as renameEverywhere } from "../../metadata/refactor/rename-role.ts";
import { objectNames } from "../document/design-documents.ts";
import { namedCommands } from "./named-documents.ts";

export type SharingRuleKeyword = "object" | "when" | "roles" | "access";

/** A new one begins with the first object and a condition that nobody has written: it shares nothing yet. */
export const {
  add: addSharingRule,
  duplicate: duplicateSharingRule,
  remove: removeSharingRule,
  rename: renameSharingRule,
  change: changeSharingRule,
  nameMistake: sharingRuleNameMistake,
} = namedCommands<SharingRuleKeyword>({
  kind: "sharing_rule",
  noun: { id: "sharing_rule", en: "sharing rule", "zh-CN": "共享规则" },
  fallback: "rule",
  begin: (name, documents) => ({
    $schema: "tenon:sharing_rule",
    name,
    object: objectNames(documents)[0] ?? "",
    when: "false",
    access: "read",
  }),
  renamed: renameEverywhere,
});
