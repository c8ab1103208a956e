import { fail, type Input, user } from "tenon";

export default function ({ records }: Input<"keep_discount">) {
  for (const { record: order, changed } of records) {
    if (user && changed.includes("discount_approved"))
      fail({
        at: "/discount_approved",
        message: {
          en: "Ask for approval of the discount instead.",
          "zh-CN": "请改为提交折扣审批。",
        },
      });
    if (changed.includes("lines")) order.discount_approved = false;
  }
}
