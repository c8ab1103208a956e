/** The conditions of fields on the page of a record: what a form hides, the page hides. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import type { Application } from "./application.ts";
import { createFormConditions, type FormConditions } from "./form-conditions.ts";

export const createRecordConditions = (
  { catalog, related }: Application,
  model: () => ObjectModel,
  record: () => RecordJson | undefined,
): Pick<FormConditions, "state" | "cellState"> =>
  createFormConditions({
    model,
    objects: () => catalog.catalog()?.models ?? new Map(),
    base: () => record() ?? null,
    record: () => record() ?? {},
    related: related.find,
  });
