import type { ActionMessageKey } from "./en.ts";

export const zhCN: Readonly<Record<ActionMessageKey, string>> = {
  actions: "操作",
  actions_failed: "重新加载操作",
  action_of_record: "{action}：{title}",
  action_of_rows: "{action}：{count} 条记录",
  workflow_started: "“{action}”已启动。",
  action_done: "“{action}”已完成。",
  selected: "已选择 {count} 条",
  select_record: "选择“{title}”",
  select_all: "选择所有已加载的记录",
  select_records: "选择记录",
  clear_selection: "取消选择",
  too_many: "每次最多 {maximum} 条。",
};
