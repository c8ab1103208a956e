/** The words of the import screen, which few visits need. */
import { createDictionary } from "../dictionary.ts";
import type { ImportMessageKey } from "./en.ts";

export const importMessages = createDictionary<ImportMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const importText = importMessages.text;
