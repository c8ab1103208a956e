import { expect, describe as group, test } from "vitest";
import { compileExpression, describe, type Labels } from "../../../metadata/expressions/index.ts";
import { orderScope } from "./sales-order.ts";

const titles: Readonly<Record<string, readonly [string, string]>> = {
  total: ["Total", "合计"],
  status: ["Status", "状态"],
  paid: ["Paid", "已付款"],
  order_date: ["Order date", "订单日期"],
  lines: ["Lines", "明细"],
  "lines.quantity": ["Quantity", "数量"],
  "lines.price": ["Price", "单价"],
  "customer.level": ["Customer level", "客户等级"],
};

const labels = (language: 0 | 1): Labels => ({
  field: (path) => titles[path.join(".")]?.[language] ?? path.join("."),
  option: (path, value) =>
    path.join(".") === "status" && value === "open" ? (["Open", "进行中"][language] ?? null) : null,
});

function sentences(text: string) {
  const compiled = compileExpression(text, orderScope);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return [describe(compiled.value, "en", labels(0)), describe(compiled.value, "zh-CN", labels(1))];
}

group("sentences", () => {
  test.each([
    ["total > 1000", "Total is more than 1000", "合计大于1000"],
    [
      'total >= 10 && (status == "open" || paid)',
      "Total is at least 10 and (Status is “Open” or Paid is yes)",
      "合计不低于10，且（状态为“进行中”，或已付款为“是”）",
    ],
    ["!paid", "Paid is no", "已付款为“否”"],
    ["!(total > 1)", "not (Total is more than 1)", "并非（合计大于1）"],
    ["order_date < today()", "Order date is before today", "订单日期早于今天"],
    ["order_date == null", "Order date is empty", "订单日期为空"],
    [
      'status in ["open", "draft"]',
      "Status is one of “Open”, “draft”",
      "状态为“进行中”、“draft”之一",
    ],
    ["round(total * 2, 1)", "(Total × 2) rounded to 1 decimals", "（合计 × 2）四舍五入到1位小数"],
    [
      "sum(lines.price, quantity > 0)",
      "the sum of Price where Quantity is more than 0",
      "单价之和（仅计数量大于0的行）",
    ],
    ["count(lines) > 2", "the number of Lines is more than 2", "明细的数量大于2"],
    [
      'customer.level == "a" ? 0.9 : 1',
      "if Customer level is “a”: 0.9, otherwise 1",
      "如果客户等级为“a”，则为0.9，否则为1",
    ],
  ])("%s", (text, english, chinese) => {
    expect(sentences(text)).toEqual([english, chinese]);
  });
});
