/**
 * Secrets sealed anew with the key of today: those of records, those that wait in the recycle bin,
 * those of endpoints and scripts, and those of authenticator apps, which belong to no workspace. What somebody
 * writes meanwhile is sealed with it anyway, and is left alone.
 */
import { identifier, parameter, slot, sql } from "../metadata/expressions/index.ts";
import { isJsonObject } from "../metadata/json-object.ts";
import type { FieldModel, ObjectModel } from "../metadata/model/object-model.ts";
import { hasSecrets } from "../metadata/model/secrets.ts";
import { rotateTotp } from "./access/second-factor.ts";
import type { Catalog } from "./catalog/catalog.ts";
import type { Executor } from "./db/database.ts";
import { tableOf } from "./db/names.ts";
import { resealEndpoints } from "./deliveries/endpoints.ts";
import { prepareSql } from "./query/plan-cache.ts";
import { binTable } from "./records/recycle-bin.ts";
import { resealNamedSecrets } from "./secrets/named-secrets.ts";
import type { SecretPlace, Secrets } from "./secrets/sealed-text.ts";

export interface Rotation {
  readonly sealed: number;
  /** Where a secret does not open: moved, changed, or its key is gone. */
  readonly unreadable: readonly Omit<SecretPlace, "workspace">[];
}

interface Work {
  readonly executor: Executor;
  readonly catalog: Catalog;
  readonly secrets: Secrets;
}

interface Count {
  sealed: number;
  readonly unreadable: Omit<SecretPlace, "workspace">[];
}

export async function rotateSecrets(work: Work): Promise<Rotation> {
  const count: Count = { sealed: 0, unreadable: [] };
  for (const model of work.catalog.rows.values())
    for (const field of model.fields)
      if (field.type.sealed) await rotateColumn(work, model, field, count);
  await rotateBin(work, count);
  const endpoints = await resealEndpoints(work.executor, work.secrets, work.catalog);
  for (const record of endpoints.unreadable)
    count.unreadable.push({ object: "endpoint", field: "secret", record });
  const named = await resealNamedSecrets(work.executor, work.secrets, work.catalog);
  for (const record of named.unreadable)
    count.unreadable.push({ object: "secret", field: "text", record });
  const apps = await rotateTotp(work.executor, work.secrets);
  return {
    sealed: count.sealed + endpoints.sealed + named.sealed + apps.sealed,
    unreadable: [...count.unreadable, ...apps.unreadable],
  };
}

const rowsPerStep = 500;

async function rotateColumn(
  work: Work,
  model: ObjectModel,
  field: FieldModel,
  count: Count,
): Promise<void> {
  const table = identifier(work.catalog.schema, tableOf(model));
  const column = identifier(field.name);
  const page = prepareSql(
    sql`select "id", ${column} from ${table} where ${column} is not null and "id" > ${slot("after", "uuid")} order by "id" limit ${parameter(rowsPerStep, "bigint")}`,
  );
  const change = prepareSql(
    sql`update ${table} set ${column} = ${slot("next", "text")} where "id" = ${slot("id", "uuid")} and ${column} = ${slot("now", "text")}`,
  );
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const { rows } = await work.executor.run(page.bind({ after }));
    for (const [id, now] of rows) {
      const next = sealedAnew(work, count, model, field, String(id), String(now));
      if (next !== null)
        await work.executor.run(change.bind({ id: String(id), now: String(now), next }));
    }
    const last = rows.at(-1)?.[0];
    if (last === undefined || last === null || rows.length < rowsPerStep) return;
    after = last;
  }
}

/** Null when the value stays as it is. */
function sealedAnew(
  { secrets, catalog }: Work,
  count: Count,
  model: ObjectModel,
  field: FieldModel,
  record: string,
  sealed: string,
): string | null {
  if (!secrets.isOld(sealed)) return null;
  const place = { object: model.id, field: field.id, record };
  const whole = { workspace: catalog.workspaceId, ...place };
  const clear = secrets.open(whole, sealed);
  if (clear === null) {
    count.unreadable.push(place);
    return null;
  }
  count.sealed += 1;
  return secrets.seal(whole, clear);
}

async function rotateBin(work: Work, count: Count): Promise<void> {
  const table = binTable(work.catalog);
  const models = [...work.catalog.objects.values()].filter(hasSecrets);
  for (const model of models) {
    const { rows } = await work.executor.run(
      prepareSql(
        sql`select "id", "document" from ${table} where "object" = ${slot("object", "text")}`,
      ).bind({ object: model.id }),
    );
    for (const [id, text] of rows) {
      const document: unknown = JSON.parse(text ?? "{}");
      if (!isJsonObject(document) || !isJsonObject(document.values)) continue;
      const before = count.sealed;
      const values = valuesAnew(work, count, model, String(id), document.values);
      if (count.sealed === before) continue;
      await work.executor.run(
        prepareSql(
          sql`update ${table} set "document" = ${slot("document", "jsonb")} where "id" = ${slot("id", "uuid")}`,
        ).bind({ id: String(id), document: JSON.stringify({ ...document, values }) }),
      );
    }
  }
}

function valuesAnew(
  work: Work,
  count: Count,
  model: ObjectModel,
  record: string,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const anew: Record<string, unknown> = { ...values };
  for (const field of model.fields) {
    const value = values[field.id];
    const { children } = field;
    if (children !== null && Array.isArray(value)) {
      anew[field.id] = value.map((row: unknown) =>
        isJsonObject(row) ? valuesAnew(work, count, children, String(row.id), row) : row,
      );
    } else if (field.type.sealed && isJsonObject(value) && typeof value.sealed === "string") {
      const next = sealedAnew(work, count, model, field, record, value.sealed);
      if (next !== null) anew[field.id] = { sealed: next };
    }
  }
  return anew;
}
