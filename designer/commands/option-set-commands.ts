import { titleFromName } from "../../metadata/model/resolve-object.ts";
import { renameOptionSetEverywhere } from "../../metadata/refactor/rename-option-set.ts";
import { entryCommands } from "./entry-commands.ts";
import { namedCommands } from "./named-documents.ts";

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

/** A set under another name goes with every field that takes its options from it. */
export const {
  add: addOptionSet,
  remove: removeOptionSet,
  rename: renameOptionSet,
  nameMistake: optionSetNameMistake,
} = namedCommands({
  kind: "options",
  noun: { id: "option_set", en: "option set", "zh-CN": "选项集" },
  fallback: "options",
  begin: (name) => ({ name, title: titleFromName(name), options: [{ const: "option_1" }] }),
  renamed: renameOptionSetEverywhere,
});
