/** The words of the page of scripts, which few visits need. */
import { createDictionary } from "../../../runtime/language/dictionary.ts";
import type { ScriptMessageKey } from "./en.ts";

export const scriptMessages = createDictionary<ScriptMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const scriptText = scriptMessages.text;
