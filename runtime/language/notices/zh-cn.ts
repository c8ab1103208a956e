import type { NoticeMessageKey } from "./en.ts";

export const zhCN: Readonly<Record<NoticeMessageKey, string>> = {
  which: "通知范围",
  all: "全部",
  unread: "未读",
  read_all: "全部标为已读",
  mark_read: "标为已读",
  mark_read_of: "将“{subject}”标为已读",
  unread_word: "未读：",
  none: "尚无通知",
  none_text: "工作流发给您的通知，以及他人对您所关注内容的变更，将显示在此处。",
  none_unread: "没有未读通知",
  none_unread_text: "您已阅读全部通知。",
  following: "我的关注",
  more: "显示更多",
};
