/** The words of the page of users, which few visits need. */
import { createDictionary } from "../../../runtime/language/dictionary.ts";
import type { UserMessageKey } from "./en.ts";

export const userMessages = createDictionary<UserMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const userText = userMessages.text;
