/** How long the history of an object is kept, as its document says it. */
import { type JsonSchema, objectOrEmpty } from "../json-object.ts";

/** A hundred years. */
export const historyDaysMaximum = 36_500;

/** `{"history": {"days": 365}}`; null where nothing is said or nothing that makes sense. */
export function historyDaysIn(document: JsonSchema): number | null {
  const { days } = objectOrEmpty(document.history);
  return isHistoryDays(days) ? days : null;
}

export const isHistoryDays = (days: unknown): days is number =>
  typeof days === "number" && Number.isInteger(days) && days >= 1 && days <= historyDaysMaximum;
