/** What an action or an endpoint is asked with: checked as a new record is, fixed defaults included. */
import type { ObjectModel } from "../model/object-model.ts";
import type { Result } from "../problem.ts";
import { validateRecord } from "./validate-record.ts";

/** @param value absent when nothing was sent */
export function prepareInput(model: ObjectModel, value: unknown): Result<Record<string, unknown>> {
  const checked = validateRecord(model, "create", value ?? {});
  if (!checked.ok) return checked;
  for (const { name, default: fallback } of model.fields) {
    if (checked.value[name] === undefined && fallback !== null && "value" in fallback)
      checked.value[name] = fallback.value;
  }
  return checked;
}
