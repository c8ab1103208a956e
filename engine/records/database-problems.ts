/** PostgreSQL's refusals as problems of the field they concern. */
import { holdersOf, nameInRecords } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { rowsPathOf, withRowModels } from "../../metadata/model/row-models.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import type { Text } from "../../metadata/text.ts";
import type { Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { sqlState } from "../db/database.ts";
import { constraintSubject, uniqueKeyName } from "../db/names.ts";
import { seenPath } from "./seen-path.ts";
import { placeOfValue, type WrittenRecords } from "./written-places.ts";

/** Who wrote: what he may not see is not named. */
interface Asker {
  readonly catalog: Catalog;
  readonly rights: Rights;
}

/**
 * The problem behind a failed write; null when the failure is nobody's input. The constraint is
 * found in the message, which is all that some PostgreSQL clusters send. `written` is looked through
 * for the row that holds a wrong value, where PostgreSQL tells the value.
 */
export function databaseProblem(
  error: unknown,
  asker: Asker,
  model: ObjectModel,
  written: WrittenRecords = { records: [], many: false },
): Problem | null {
  const state = sqlState(error);
  const name = error instanceof Error ? constraintName(error.message) : null;
  switch (state) {
    case "23505":
      return uniqueProblem(name, model, asker.rights);
    case "23503":
      return error instanceof Error && error.message.startsWith("update or delete")
        ? problem("record_in_use", "", { object: objectOfForeignKey(name, asker) })
        : foreignKeyProblem(name, asker, model, (rows, field) =>
            placeIn(written, error, rows, field),
          );
    case "23001":
      return problem("record_in_use", "", { object: objectOfForeignKey(name, asker) });
    case "22003":
    case "22008":
      return problem("value_out_of_range", "");
    case "54000":
      return error instanceof Error && error.message.startsWith("index row")
        ? tooLongForIndex(name, model)
        : null;
    default:
      return null;
  }
}

/** `… violates unique constraint "uq_a1b2"`; the last quoted name is the constraint's. */
function constraintName(message: string): string | null {
  const quoted = [
    ...message.matchAll(/"((?:uq|fk|fp|pk|ix)_[^"]+|key_[a-z0-9]{10}_[0-9a-f]{16})"/g),
  ];
  return quoted[0]?.[1] ?? null;
}

function uniqueProblem(name: string | null, model: ObjectModel, rights: Rights): Problem {
  const subject = name === null ? null : constraintSubject(name);
  if (subject?.kind === "unique") {
    for (const rows of withRowModels(model)) {
      const field = rows.fields.find(({ id }) => id === subject.id);
      if (field !== undefined) return notUnique(model, rows, field, rights);
    }
  }
  for (const key of model.unique) {
    const fields = key.flatMap((field) => model.byName.get(field) ?? []);
    if (uniqueKeyName(model, fields) === name) return notUniqueTogether(model, fields, rights);
  }
  return problem("not_unique", "");
}

/** Another record, or row, has the value of `field` already. */
export const notUnique = (
  model: ObjectModel,
  rows: ObjectModel,
  field: FieldModel,
  rights: Rights,
): Problem =>
  problem("not_unique", seenPath(rights, model, pointer("", ...rowsPathOf(rows), field.name)));

/** Another record has all these values already; told at the last that the caller may read. */
export function notUniqueTogether(
  model: ObjectModel,
  fields: readonly FieldModel[],
  rights: Rights,
): Problem {
  const seen = fields.filter((field) => rights.mayRead(model, field));
  const last = seen.at(-1);
  return problem("not_unique_together", last === undefined ? "" : pointer("", last.name), {
    fields: seen.map(({ title }) => title),
  });
}

/**
 * An index holds texts of some 2 700 bytes; longer ones fit fields without an index only. Which
 * index it was PostgreSQL does not always say; a sole candidate is named all the same.
 */
function tooLongForIndex(name: string | null, model: ObjectModel): Problem {
  const subject = name === null ? null : constraintSubject(name);
  const indexed = model.fields.filter(
    (field) =>
      (field.unique || field.indexed) && field.type.column(field.schema)?.parameter === "text",
  );
  const named = indexed.find(({ id }) => id === subject?.id);
  const field = named ?? (indexed.length === 1 ? indexed[0] : undefined);
  return problem("too_long_for_index", field === undefined ? "" : pointer("", field.name), {
    maximum: 900,
  });
}

/** The place of the value that a foreign key refused; without a row where that is not known. */
function placeIn(
  written: WrittenRecords,
  error: unknown,
  rows: ObjectModel,
  field: FieldModel,
): string {
  const detail = error instanceof Error && "detail" in error ? String(error.detail) : "";
  const value = /=\(([0-9a-f-]{36})\)/.exec(detail)?.[1];
  const place = value === undefined ? null : placeOfValue(written, rows, field, value);
  return place ?? pointer("", ...rowsPathOf(rows), nameInRecords(field));
}

function foreignKeyProblem(
  name: string | null,
  asker: Asker,
  model: ObjectModel,
  placeOf: (rows: ObjectModel, field: FieldModel) => string,
): Problem {
  const subject = name === null ? null : constraintSubject(name);
  for (const rows of withRowModels(model)) {
    const field = rows.fields.flatMap(holdersOf).find(({ id }) => id === subject?.id);
    if (field !== undefined) {
      const target = asker.catalog.objects.get(field.target ?? "");
      return problem("unknown_record", placeOf(rows, field), { object: target?.title ?? "" });
    }
  }
  return problem("record_in_use", "", { object: objectOfForeignKey(name, asker) });
}

const somethingElse: Text = { en: "other records", "zh-CN": "其他记录" };

/** Title of the object that holds on to a record; not of one that the caller may not see. */
function objectOfForeignKey(name: string | null, { catalog, rights }: Asker): string | Text {
  const subject = name === null ? null : constraintSubject(name);
  for (const rows of catalog.rows.values()) {
    if (rows.fields.flatMap(holdersOf).some(({ id }) => id === subject?.id)) {
      const owner = catalog.objects.get(rows.name.split("$")[0] ?? "") ?? rows;
      return rights.mayUse(owner, "read") ? owner.title : somethingElse;
    }
  }
  return "";
}
