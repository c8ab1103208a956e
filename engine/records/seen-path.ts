/** Places of problems as their reader knows them. Pure. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Rights, writesBlindly } from "../access/rights.ts";

/** A JSON Pointer into a record, or a list of them, that ends before a field he may not read. */
export function seenPath(rights: Rights, model: ObjectModel, path: string): string {
  let rows: ObjectModel | null = model;
  let seen = "";
  for (const step of path.split("/").slice(1)) {
    const field: FieldModel | undefined = rows?.byName.get(step);
    if (rows !== null && field !== undefined) {
      if (!rights.mayRead(rows, field) && !writesBlindly(rights, rows, field)) return seen;
      rows = field.children;
    }
    seen += `/${step}`;
  }
  return seen;
}
