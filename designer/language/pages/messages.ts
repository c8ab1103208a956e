/** What all pages beside the designer say; loaded with the first of them. */
import { createDictionary } from "../../../runtime/language/dictionary.ts";
import type { PageMessageKey } from "./en.ts";

export const pageMessages = createDictionary<PageMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const pageText = pageMessages.text;
