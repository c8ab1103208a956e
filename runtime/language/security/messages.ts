/** The words of the second step of signing in and of the security section, which few visits need. */
import { createDictionary } from "../dictionary.ts";
import type { SecurityMessageKey } from "./en.ts";

export const securityMessages = createDictionary<SecurityMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const securityText = securityMessages.text;
