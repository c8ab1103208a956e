/** The designer's own messages. Words of field types and options come from `metadata/fields`. */
import { createDictionary } from "../../runtime/language/dictionary.ts";
import type { MessageKey } from "./en.ts";

export const messages = createDictionary<MessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const text = messages.text;
