/** How something was settled, in words for whoever comes too late. */
import type { Text } from "../../metadata/text.ts";
import type { Approval, Task } from "./approval-rows.ts";

const words: Readonly<Record<string, Text>> = {
  approved: { en: "approved", "zh-CN": "已通过" },
  rejected: { en: "rejected", "zh-CN": "已驳回" },
  returned: { en: "returned", "zh-CN": "已退回" },
  transferred: { en: "handed on", "zh-CN": "已转交" },
  answered: { en: "answered", "zh-CN": "已答复" },
  skipped: { en: "agreed before", "zh-CN": "此前已同意" },
  withdrawn: { en: "taken back by who started it", "zh-CN": "发起人已撤回" },
  closed: { en: "over", "zh-CN": "已结束" },
};

export function settledWords(task: Task, approval: Approval, by: string | null): Text {
  const own = task.status === "closed" || task.status === "waiting" || task.status === "pending";
  const word = words[own ? approval.status : task.status] ?? words.closed;
  const { en = "", "zh-CN": chinese = "" } = word ?? {};
  return by === null
    ? { en, "zh-CN": chinese }
    : { en: `${en} by ${by}`, "zh-CN": `${by}${chinese}` };
}
