/** The words of roles and sharing rules, which few visits need. */
import { createDictionary } from "../../../runtime/language/dictionary.ts";
import type { AccessMessageKey } from "./en.ts";

export const accessMessages = createDictionary<AccessMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const accessText = accessMessages.text;
