/** The words of the page of workflow runs. */
import { createDictionary } from "../../../runtime/language/dictionary.ts";
import type { RunMessageKey } from "./en.ts";

export const runMessages = createDictionary<RunMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const runText = runMessages.text;
