/** Takes the row of a record for the rest of the transaction, so that changes follow one another. */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { readRecord, recordNotFound } from "../query/read-records.ts";
import { orRefuse, Refused, type Writer } from "./writer.ts";

export interface LockedRecord {
  readonly revision: number;
  /** The whole record as it is now. */
  readonly record: Readonly<Record<string, unknown>>;
  /** The same as it was read. */
  readonly json: string;
}

/** @throws Refused when there is no such record. */
export async function lockRecord(
  writer: Writer,
  model: ObjectModel,
  id: string,
): Promise<LockedRecord> {
  const table = identifier(writer.catalog.schema, tableOf(model));
  const statement = sql`select "revision" from ${table} where "id" = ${slot("id", "uuid")} for update`;
  const { rows } = await writer.executor.run(prepareSql(statement).bind({ id }));
  const revision = rows[0]?.[0];
  if (revision === undefined || revision === null) throw new Refused([recordNotFound()]);
  const { json } = orRefuse(await readRecord(writer, model, id));
  return { revision: Number(revision), record: parseRecord(json), json };
}

/** JSON text that the engine wrote itself. */
export function parseRecord(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value)) throw new Error("A record is not an object");
  return value;
}
