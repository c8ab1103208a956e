import type { JsonSchema } from "../../fields/field-type.ts";
import { isJsonObject } from "../../json-object.ts";
import { historyDaysMaximum, isHistoryDays } from "../../model/history-days.ts";
import { checkKeywords } from "./check-keywords.ts";
import type { Report } from "./report.ts";

export function checkHistory(content: JsonSchema, report: Report): void {
  const { history } = content;
  if (!isJsonObject(history)) return;
  checkKeywords(history, { days: "integer" }, "/history", report);
  if (Number.isSafeInteger(history.days) && !isHistoryDays(history.days))
    report("history_days_wrong", "/history/days", { maximum: historyDaysMaximum });
}
