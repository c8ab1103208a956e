/** Takes the row of a record for the rest of the transaction, so that changes follow one another. */
import { identifier, joinSql, slot, sql } from "../../metadata/expressions/index.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { type Reader, readRecord, recordNotFound } from "../query/read-records.ts";
import { isNumber } from "./numbering.ts";
import { orRefuse, Refused, type Writer } from "./writer.ts";

export interface LockedRecord {
  readonly revision: number;
  /** The whole record as it is now, as far as the caller may read it. */
  readonly record: Readonly<Record<string, unknown>>;
  /** The same as it was read. */
  readonly json: string;
  /** The state of its lifecycle, whether the caller may read it or not. */
  readonly state: string | null;
  /** Its auto-numbers by name of the field, likewise. */
  readonly numbers: ReadonlyMap<string, string | null>;
}

/** @throws Refused when there is no such record. */
export async function lockRecord(
  writer: Writer,
  model: ObjectModel,
  id: string,
): Promise<LockedRecord> {
  const table = identifier(writer.catalog.schema, tableOf(model));
  const numbers = model.fields.filter(isNumber);
  const columns = [
    sql`"revision"`,
    stateColumn(model),
    ...numbers.map(({ name }) => identifier(name)),
  ];
  const statement = sql`select ${joinSql(columns, sql`, `)} from ${table} where "id" = ${slot("id", "uuid")} for no key update`;
  const { rows } = await writer.executor.run(prepareSql(statement).bind({ id }));
  const [row] = rows;
  if (row === undefined) throw new Refused([recordNotFound()]);
  const { json } = orRefuse(await readRecord(writer, model, id));
  return {
    revision: Number(row[0]),
    record: parseRecord(json),
    json,
    state: row[1] ?? null,
    numbers: new Map(numbers.map(({ name }, index) => [name, row[index + 2] ?? null])),
  };
}

/** The revision of a record whose row is this transaction's; null when there is no such record. */
export async function lockedRevision(
  { executor, catalog }: Reader,
  model: ObjectModel,
  id: string,
): Promise<number | null> {
  const table = identifier(catalog.schema, tableOf(model));
  const statement = sql`select "revision" from ${table} where "id" = ${slot("id", "uuid")}`;
  const { rows } = await executor.run(prepareSql(statement).bind({ id }));
  const [row] = rows;
  return row === undefined ? null : Number(row[0]);
}

/** The state a record is in; null when there is no such record. */
export async function lifecycleState(
  { executor, catalog }: Reader,
  model: ObjectModel,
  id: string,
): Promise<{ readonly state: string | null } | null> {
  const table = identifier(catalog.schema, tableOf(model));
  const statement = sql`select ${stateColumn(model)} from ${table} where "id" = ${slot("id", "uuid")}`;
  const { rows } = await executor.run(prepareSql(statement).bind({ id }));
  const [row] = rows;
  return row === undefined ? null : { state: row[0] ?? null };
}

const stateColumn = ({ lifecycle }: ObjectModel) =>
  lifecycle === null ? sql`null` : identifier(lifecycle.field);

/** JSON text that the engine wrote itself. */
export function parseRecord(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value)) throw new Error("A record is not an object");
  return value;
}
