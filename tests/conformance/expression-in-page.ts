/** The part of the comparison that runs inside a browser; built as one script. */
import { type Clock, compileExpression } from "../../metadata/expressions/index.ts";
import { evaluateInJavaScript } from "./expression-javascript.ts";
import { recordScope, type StoredRecord } from "./expression-records.ts";

/** By record, then by expression. */
export function evaluateAll(
  texts: readonly string[],
  records: readonly StoredRecord[],
  clock: Clock,
): (string | null)[][] {
  const expressions = texts.map((text) => {
    const compiled = compileExpression(text, recordScope);
    if (!compiled.ok) throw new Error(text);
    return compiled.value;
  });
  return records.map((_, index) =>
    expressions.map((expression) => evaluateInJavaScript(expression, records, index, clock)),
  );
}
