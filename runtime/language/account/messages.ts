/** The words about accounts, which few visits need. */
import { createDictionary } from "../dictionary.ts";
import type { AccountMessageKey } from "./en.ts";

export const accountMessages = createDictionary<AccountMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const accountText = accountMessages.text;
