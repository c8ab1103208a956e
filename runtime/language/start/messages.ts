/** The words of forms that start workflows. */
import { createDictionary } from "../dictionary.ts";
import type { StartMessageKey } from "./en.ts";

export const startMessages = createDictionary<StartMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const startText = startMessages.text;
