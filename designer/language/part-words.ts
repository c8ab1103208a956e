import { text } from "./messages.ts";

/** What the inputs of rules, steps and views are called, by the keywords they write. */
export const partWords = (): Readonly<Record<string, string>> => ({
  "transitions.title": text("title"),
  "transitions.from": text("step_from"),
  "transitions.to": text("step_to"),
  "transitions.when": text("step_when"),
  "transitions.required": text("step_required"),
  "transitions.message": text("step_message"),
  "transitions.numbers": text("step_numbers"),
  "lifecycle.field": text("lifecycle_field"),
  "lifecycle.initial": text("state_initial"),
  "lifecycle.locked": text("state_locked"),
  "rules.require": text("rule_require"),
  "rules.when": text("rule_when"),
  "rules.message": text("rule_message"),
  "rules.at": text("rule_at"),
  "rules.no_overlap": text("rule_no_overlap"),
  "rules.key": text("overlap_key"),
  "rules.from": text("overlap_from"),
  "rules.to": text("overlap_to"),
  "columns.columns": text("view_columns"),
  "filter.filter": text("view_filter"),
  "sort.sort": text("view_sort"),
  "record_title.record_title": text("record_title"),
  "unique.unique": text("unique_groups"),
});
