/** The words of following records and lists. */
import { createDictionary } from "../dictionary.ts";
import type { SubscriptionMessageKey } from "./en.ts";

export const subscriptionMessages = createDictionary<SubscriptionMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const subscriptionText = subscriptionMessages.text;
