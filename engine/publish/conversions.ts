/**
 * Values that did not convert when their field got another type: a list that a person finishes.
 * A value leaves it when its record gets a new one, or when it is dismissed.
 */
import { identifier, parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { type RemovedThing, readRemoved } from "../catalog/removed.ts";
import type { Executor } from "../db/database.ts";
import { formerName, tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { type Conversion, readKept, readUnconverted } from "./conversion.ts";
import { lostAtFirst } from "./conversion-step.ts";
import { type FirstConversion, firstConversion } from "./former-column.ts";
import { targetIn } from "./target-records.ts";

export interface OpenConversion {
  readonly thing: RemovedThing;
  readonly object: ObjectModel;
  readonly field: FieldModel;
  readonly count: number;
  readonly values: readonly { readonly record: string; readonly value: unknown }[];
}

/** Values listed of one conversion. */
export const valuesMaximum = 1000;

export async function readConversions(
  executor: Executor,
  catalog: Catalog,
  timeZone: string,
): Promise<readonly OpenConversion[]> {
  const removed = await readRemoved(executor, catalog.workspaceId);
  const open: OpenConversion[] = [];
  for (const thing of removed.all) {
    const place = placeOf(catalog, thing);
    if (place === null || thing.field === null) continue;
    const { object, field } = place;
    const conversion: Conversion = {
      object,
      before: thing.field,
      after: field,
      // A value that only wants rounding was rounded; it is not open.
      round: true,
      timeZone,
      targets: ({ target }) => {
        const model = catalog.objects.get(target ?? "");
        return model === undefined ? null : targetIn(catalog, model);
      },
    };
    open.push({
      thing,
      object,
      field,
      ...(await readOpen(executor, conversion, place.rows, firstConversion(removed, thing))),
    });
  }
  return open;
}

/** What neither converts now nor converted when it was kept. */
async function readOpen(
  executor: Executor,
  conversion: Conversion,
  rows: { readonly table: Sql; readonly from: Sql; readonly where: Sql },
  kept: FirstConversion,
): Promise<Pick<OpenConversion, "count" | "values">> {
  const { after } = conversion;
  if (after.type.storage !== "column" || after.formula !== null) return { count: 0, values: [] };
  if (conversion.before.type.storage !== "column") {
    const where = sql`${rows.where} and cardinality(${rows.from}) > 1`;
    return readKept(executor, conversion.before, { ...rows, where }, valuesMaximum);
  }
  const lost = await lostAtFirst(executor, conversion, rows, kept);
  return readUnconverted(executor, conversion, rows, valuesMaximum, lost);
}

/** Null for what is no former column of a field that is there. */
function placeOf(catalog: Catalog, thing: RemovedThing) {
  if (thing.kind !== "former") return null;
  const object = [...catalog.rows.values()].find(({ id }) => id === thing.object.id);
  const field = object?.fields.find(({ id }) => id === thing.subject);
  if (object === undefined || field === undefined) return null;
  const former = formerName(thing.subject, thing.version);
  const rows: { table: Sql; from: Sql; where: Sql } = {
    table: identifier(catalog.schema, tableOf(object)),
    from: identifier("t", former),
    where:
      field.type.storage === "column" ? sql`${identifier("t", field.name)} is null` : sql`true`,
  };
  return { object, field, former, rows };
}

/** Forgets the old value of one record; false when there is none. */
export async function dismissValue(
  executor: Executor,
  catalog: Catalog,
  id: string,
  record: string,
): Promise<boolean> {
  const removed = await readRemoved(executor, catalog.workspaceId);
  const thing = removed.all.find((candidate) => candidate.id === id);
  const place = thing === undefined ? null : placeOf(catalog, thing);
  if (place === null) return false;
  const column = identifier(place.former);
  const { rowCount } = await executor.run(
    prepareSql(
      sql`update ${place.rows.table} as t set ${column} = null where t."id" = ${parameter(record, "uuid")} and ${column} is not null`,
    ).bind({}),
  );
  return rowCount > 0;
}
