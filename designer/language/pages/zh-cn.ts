import type { PageMessageKey } from "./en.ts";

export const zhCN: Readonly<Record<PageMessageKey, string>> = {
  back: "返回应用",
  open_application: "打开应用",
  retry: "重试",
  loading: "正在加载。",
  more: "显示更多",
  close: "关闭",
  cancel: "取消",
  clear: "清除筛选",
};
