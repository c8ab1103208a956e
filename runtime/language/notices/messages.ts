/** The words of the page of notices. */
import { createDictionary } from "../dictionary.ts";
import type { NoticeMessageKey } from "./en.ts";

export const noticeMessages = createDictionary<NoticeMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const noticeText = noticeMessages.text;
