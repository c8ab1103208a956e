/** What JavaScript makes of an expression, as text; run by Node and by a browser alike. */
import {
  type Clock,
  decimalText,
  type Expression,
  evaluate,
  type Value,
} from "../../metadata/expressions/index.ts";
import { recordValues, type StoredRecord } from "./expression-records.ts";

export function evaluateInJavaScript(
  expression: Expression,
  records: readonly StoredRecord[],
  index: number,
  clock: Clock,
): string | null {
  const value: Value = evaluate(expression, { record: recordValues(records, index), clock });
  if (value === null || typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  return "cmp" in value ? decimalText(value) : JSON.stringify(value);
}
