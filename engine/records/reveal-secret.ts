/** The clear text of one secret, read where it stands and opened for that place alone. */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { rowsPathOf } from "../../metadata/model/row-models.ts";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import { tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { type Reader, recordNotFound } from "../query/read-records.ts";
import type { Secrets } from "../secrets/sealed-text.ts";
import { owned } from "./formula-paths.ts";

export interface SecretAddress {
  /** The object, or the child rows, that have the field. */
  readonly model: ObjectModel;
  readonly field: FieldModel;
  /** Of the record. */
  readonly id: string;
  /** Of the row; null for a field of the record itself. */
  readonly row: string | null;
}

/** Null where there is no secret; a problem when it was not sealed for this place. */
export async function revealSecret(
  reader: Reader & { readonly secrets: Secrets },
  { model, field, id, row }: SecretAddress,
): Promise<Result<string | null>> {
  const { catalog, executor } = reader;
  const table = identifier(catalog.schema, tableOf(model));
  const levels = rowsPathOf(model).length;
  const place =
    row === null
      ? sql`"id" = ${slot("id", "uuid")}`
      : sql`"id" = ${slot("row", "uuid")} and ${owned(catalog, model, levels, sql`"_parent"`, sql`array[${slot("id", "uuid")}]`)}`;
  const { rows } = await executor.run(
    prepareSql(sql`select ${identifier(field.name)} from ${table} where ${place}`).bind({
      id,
      ...(row === null ? {} : { row }),
    }),
  );
  const [found] = rows;
  if (found === undefined) return failure(recordNotFound());
  const [sealed] = found;
  if (sealed === null || sealed === undefined) return success(null);
  const clear = reader.secrets.open(
    {
      workspace: catalog.workspaceId,
      object: model.id,
      field: field.id,
      record: row ?? id,
    },
    sealed,
  );
  return clear === null ? failure(problem("secret_not_readable")) : success(clear);
}
