export const en = {
  actions: "Actions",
  actions_failed: "Load actions again",
  action_of_record: "{action}: {title}",
  action_of_rows: "{action}: {count|# record|# records}",
  action_done: "{action}: done.",
  workflow_started: "{action}: started.",
  selected: "{count|# selected|# selected}",
  select_record: "Select “{title}”",
  select_all: "Select all loaded records",
  select_records: "Select records",
  clear_selection: "End the selection",
  too_many: "At most {maximum} at a time.",
} as const;

export type ActionMessageKey = keyof typeof en;
