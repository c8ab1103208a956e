/** The words of tasks and approvals. */
import { createDictionary } from "../dictionary.ts";
import type { TaskMessageKey } from "./en.ts";

export const taskMessages = createDictionary<TaskMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const taskText = taskMessages.text;
