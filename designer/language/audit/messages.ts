/** The words of the page of the audit log, which few visits need. */
import { createDictionary } from "../../../runtime/language/dictionary.ts";
import type { AuditMessageKey } from "./en.ts";

export const auditMessages = createDictionary<AuditMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const auditText = auditMessages.text;
