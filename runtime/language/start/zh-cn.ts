import type { StartMessageKey } from "./en.ts";

export const zhCN: Readonly<Record<StartMessageKey, string>> = {
  forms: "表单",
  none: "没有可填写的表单。",
  none_text: "有需要您填写的表单时，会显示在此处。",
  missing: "没有这个表单。",
  missing_text: "可能已被移除，或地址不完整。",
  send: "提交",
  sent: "已提交",
  sent_text: "感谢您的填写，内容已收到。",
  another: "再填一份",
  what_happens: "后续进展",
  running: "正在处理。",
  waits_people: "{step}：等待 {names} 处理。",
  waits_people_until: "{step}：等待 {names} 处理，期限 {until}。",
  waits_somebody: "{step}：等待人员处理。",
  waits_until: "{step}：将于 {until} 继续。",
  waits: "{step}：等待中。",
  failed: "{step}：出现问题，需有人查看，您无需重新提交。",
  over: "已全部完成。",
  cancelled: "已取消。",
  undone: "未能完成，已执行的操作已撤销。",
};
