/** The runtime's own messages. The designer has a dictionary of its own, made the same way. */
import { createDictionary } from "./dictionary.ts";
import type { MessageKey } from "./en.ts";

export const messages = createDictionary<MessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const text = messages.text;
