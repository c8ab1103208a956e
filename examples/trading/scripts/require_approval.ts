import { fail, type Input } from "tenon";

export default function ({ records }: Input<"require_approval">) {
  for (const { record: order } of records)
    fail({
      at: "/discount_approved",
      message: {
        en: `The discount of ${order.number} is over 500 and not approved yet`,
        "zh-CN": `${order.number} 的折扣超过 500，尚未获批准`,
      },
    });
}
