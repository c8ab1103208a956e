/** Lookups that became texts while their record was deleted: by the titles of their records, like the others. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { engineRights } from "../access/rights.ts";
import { rowsIn } from "./child-rows.ts";
import { formerAt } from "./hidden-values.ts";
import type { KeptValues } from "./record-difference.ts";
import { recordHeads } from "./record-heads.ts";
import type { Writer } from "./writer.ts";

/** What the bin kept of a record of that `version`; `extended` is the model with what is hidden by now. */
export async function titlesForLookups(
  writer: Writer,
  model: ObjectModel,
  extended: ObjectModel,
  kept: KeptValues,
  version: number,
): Promise<KeptValues> {
  const values: Record<string, unknown> = { ...kept };
  const lookups = model.fields.flatMap((field) => {
    const target = targetThen(extended, field, version);
    const id = kept[field.id];
    return target !== null && typeof id === "string" ? [{ field, object: target, record: id }] : [];
  });
  const heads = await recordHeads({ ...writer, rights: engineRights }, lookups);
  for (const { field, record } of lookups) values[field.id] = heads.get(record)?.title ?? null;
  for (const { children, id, name } of model.fields) {
    if (children === null) continue;
    const below = extended.byName.get(name)?.children ?? children;
    const rows: KeptValues[] = [];
    for (const row of rowsIn(kept[id]))
      rows.push(await titlesForLookups(writer, children, below, row, version));
    values[id] = rows;
  }
  return values;
}

/** The object that a field pointed to when the record was deleted, if it points to none by now. */
const targetThen = (extended: ObjectModel, field: FieldModel, version: number): string | null =>
  field.target === null && field.type.storage === "column"
    ? (formerAt(extended, field.id, version)?.target ?? null)
    : null;
