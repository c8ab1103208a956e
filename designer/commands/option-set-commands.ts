import { titleFromName } from "../../metadata/model/resolve-object.ts";
import { renameOptionSetEverywhere } from "../../metadata/refactor/rename-option-set.ts";
import type { DesignDocuments } from "../document/design-documents.ts";
import { command } from "./command.ts";
import { entryCommands } from "./entry-commands.ts";
import {
  addNamed,
  type DocumentName,
  type DocumentTarget,
  documentNameMistake,
  type NamedKind,
  type NewDocument,
  removeNamed,
  renameNamed,
} from "./named-documents.ts";

/** The options of a shared list. */
export const setOptionCommands = entryCommands({
  id: "set_option",
  path: ["options"],
  key: "const",
  labels: {
    add: { en: "Add choice", "zh-CN": "新增选项" },
    change: { en: "Change choices", "zh-CN": "修改选项" },
    move: { en: "Move choice", "zh-CN": "移动选项" },
    remove: { en: "Remove choice", "zh-CN": "删除选项" },
  },
  keepsEmpty: true,
  texts: ({ name }, value) => ["options", name, "options", value],
});

const sets: NamedKind = {
  kind: "options",
  fallback: "options",
  begin: (name) => ({ name, title: titleFromName(name), options: [{ const: "option_1" }] }),
  renamed: renameOptionSetEverywhere,
};

/** Why the set may not take this name. */
export const optionSetNameMistake = (documents: DesignDocuments, document: string, name: string) =>
  documentNameMistake(sets, documents, { document, name });

export const addOptionSet = command<NewDocument>({
  id: "add_option_set",
  label: { en: "Add option set", "zh-CN": "新增选项集" },
  run: addNamed(sets),
});

export const removeOptionSet = command<DocumentTarget>({
  id: "remove_option_set",
  label: { en: "Remove option set", "zh-CN": "删除选项集" },
  run: removeNamed,
});

/** A set under another name, with every field that takes its options from it. */
export const renameOptionSet = command<DocumentName>({
  id: "rename_option_set",
  label: { en: "Rename option set", "zh-CN": "重命名选项集" },
  run: renameNamed(sets),
});
