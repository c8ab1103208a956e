/** The words of actions and of the selection that they are started for; few objects have any. */
import { createDictionary } from "../dictionary.ts";
import type { ActionMessageKey } from "./en.ts";

export const actionMessages = createDictionary<ActionMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const actionText = actionMessages.text;
