import { entryCommands } from "./entry-commands.ts";

/** What an object demands of its records. */
export const ruleCommands = entryCommands({
  id: "rule",
  path: ["rules"],
  key: "name",
  labels: {
    add: { en: "Add rule", "zh-CN": "新增规则" },
    change: { en: "Change rule", "zh-CN": "修改规则" },
    move: { en: "Move rule", "zh-CN": "移动规则" },
    remove: { en: "Remove rule", "zh-CN": "删除规则" },
  },
  keepsEmpty: false,
  texts: ({ name }, rule) => ["objects", name, "rules", rule],
});
