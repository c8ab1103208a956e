/** A record as it was at a revision, made backwards from what it is now, and the way back to it. */
import { slot, sql } from "../../metadata/expressions/index.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import { copiedFields } from "../../metadata/model/copied-fields.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { ownerFieldId } from "../../metadata/model/system-fields.ts";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import { valuesOfToday } from "../../metadata/validate/values-of-today.ts";
import { historyRights, readsEverything } from "../access/rights.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { timestampText } from "../query/projection.ts";
import { type Reader, type RecordText, readRecord, recordNotFound } from "../query/read-records.ts";
import { changeRecord } from "./change.ts";
import { historyTable } from "./history.ts";
import { parseRecord } from "./lock-record.ts";
import {
  type KeptValues,
  keptValues,
  namedValues,
  parseChanges,
  undo,
} from "./record-difference.ts";
import { type Writer, writtenIn } from "./writer.ts";

type Values = Readonly<Record<string, unknown>>;

/** Changes that are taken back at most to answer one request. */
export const stepsMaximum = 5000;

/**
 * The record at `revision`, as reading it answered then, under the names its fields have now.
 * Values computed from other records are those the next change found.
 */
export async function recordAtRevision(
  reader: Reader,
  model: ObjectModel,
  id: string,
  revision: number,
): Promise<Result<Values>> {
  const seen = readsEverything(reader.rights, model) || (await readRecord(reader, model, id)).ok;
  if (!seen) return failure(recordNotFound());
  const found = await readRecord({ ...reader, rights: historyRights }, model, id);
  if (!found.ok) return found;
  const current = found.value.revision;
  const missing = failure(problem("revision_not_kept", "", { revision, current }));
  if (revision < 1 || revision > current || current - revision > stepsMaximum) return missing;
  const { rows } = await reader.executor.run(
    prepareSql(sql`select "kind", "at", "by", "changes" from ${historyTable(reader.catalog)}
      where "record" = ${slot("id", "uuid")} and "revision" between ${slot("from", "bigint")} and ${slot("to", "bigint")}
      order by "revision" desc`).bind({ id, from: revision, to: current }),
  );
  const entry = rows.at(-1);
  // Each revision has one entry; with less, a part has passed out of keeping.
  if (rows.length !== current - revision + 1 || entry === undefined || entry[0] === "deleted")
    return missing;
  const present = parseRecord(found.value.json);
  const former = rows
    .slice(0, -1)
    .reduce<KeptValues>((values, row) => undo(values, parseChanges(row[3])), {
      ...keptValues(model, present),
      [ownerFieldId]: present.owner,
    });
  return success({
    ...Object.fromEntries(model.systemFields.map(({ name }) => [name, present[name] ?? null])),
    owner: former[ownerFieldId] ?? null,
    updated_at: timestampText(entry[1] ?? ""),
    updated_by: entry[2] ?? null,
    revision,
    ...namedValues(model, former, reader.rights),
  });
}

/**
 * Writes the values of a former revision as a change like any other: checked, permitted, and with
 * its own entry. What is computed, numbered or written only stays as it is.
 * @throws RevisionConflict
 */
export async function restoreRevision(
  writer: Writer,
  model: ObjectModel,
  id: string,
  revision: number,
  base: number | null,
): Promise<Result<RecordText>> {
  const former = await recordAtRevision(writer, model, id, revision);
  if (!former.ok) return former;
  const found = await readRecord(writer, model, id);
  if (!found.ok) return found;
  const present = parseRecord(found.value.json);
  const values = valuesOfToday(model, former.value, writtenIn(writer));
  const changes: Record<string, unknown> = {};
  for (const field of model.fields) {
    if (!isRestored(writer, model, field)) continue;
    const [was, is] = [values[field.name], present[field.name]];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    changes[field.name] =
      field.children === null ? was : rowsToWrite(writer, field.children, rows(was), rows(is));
  }
  nameCopies(writer, model, values, changes);
  if (Object.keys(changes).length === 0 && (base === null || base === found.value.revision))
    return success(found.value);
  return changeRecord({ ...writer, cause: "restore" }, model, id, changes, base);
}

/** Fields that a lookup which comes back would fill anew keep what they held beside it. */
function nameCopies(
  writer: Writer,
  model: ObjectModel,
  values: Values,
  changes: Record<string, unknown>,
): void {
  for (const { field, lookup } of copiedFields(model, writer.catalog.objects)) {
    const isDue = Object.hasOwn(changes, lookup.name) && !Object.hasOwn(changes, field.name);
    if (isDue && isRestored(writer, model, field)) changes[field.name] = values[field.name] ?? null;
  }
}

const isRestored = (writer: Writer, model: ObjectModel, field: FieldModel): boolean =>
  !field.readOnly &&
  field.formula === null &&
  !field.type.sealed &&
  writer.rights.mayRead(model, field) &&
  writer.rights.mayWrite(model, field);

/** Rows that are still there are changed, the others come as new rows. */
function rowsToWrite(
  writer: Writer,
  model: ObjectModel,
  former: readonly Values[],
  present: readonly Values[],
): readonly Values[] {
  const there = new Map(present.map((row) => [row.id, row]));
  return former.map((row) => {
    const now = there.get(row.id);
    const written: Record<string, unknown> = now === undefined ? {} : { id: row.id };
    for (const field of model.fields) {
      if (!isRestored(writer, model, field)) continue;
      const value = row[field.name] ?? null;
      written[field.name] =
        field.children === null
          ? value
          : rowsToWrite(writer, field.children, rows(value), rows(now?.[field.name]));
    }
    return written;
  });
}

const rows = (value: unknown): readonly Values[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];
