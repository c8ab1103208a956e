export const en = {
  which: "Which notices",
  all: "All",
  unread: "Unread",
  read_all: "Mark all as read",
  mark_read: "Mark as read",
  mark_read_of: "Mark “{subject}” as read",
  unread_word: "Unread:",
  none: "No notices yet",
  none_text:
    "What workflows have to tell you comes here, and what others change in what you follow.",
  none_unread: "Nothing unread",
  none_unread_text: "You have read all of your notices.",
  following: "What I follow",
  more: "Show more",
} as const;

export type NoticeMessageKey = keyof typeof en;
