/** The words of sharing, explaining and looking as others, which few visits need. */
import { createDictionary } from "../dictionary.ts";
import type { AccessMessageKey } from "./en.ts";

export const accessMessages = createDictionary<AccessMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const accessText = accessMessages.text;
