/** The words of the page of deliveries. */
import { createDictionary } from "../../../runtime/language/dictionary.ts";
import type { DeliveryMessageKey } from "./en.ts";

export const deliveryMessages = createDictionary<DeliveryMessageKey>({
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCN,
});

export const deliveryText = deliveryMessages.text;
