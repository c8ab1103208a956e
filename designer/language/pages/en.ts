export const en = {
  back: "Back to the application",
  open_application: "Open the application",
  retry: "Try again",
  loading: "Being loaded.",
  more: "Show more",
  close: "Close",
  cancel: "Cancel",
  clear: "Clear filters",
} as const;

export type PageMessageKey = keyof typeof en;
