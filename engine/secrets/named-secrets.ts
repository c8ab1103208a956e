/**
 * Secrets of a workspace by name, which scripts send without ever seeing them. Written, never read:
 * whoever changes the hosts of one brings its text, or he could have it sent to himself.
 */
import type { Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import type { SecretPlace, Secrets } from "./sealed-text.ts";

const tableIn = (schema: string): string => `${quoted(schema)}."_secret"`;

export const namedSecretTables = (schema: string): readonly string[] => [
  `create table ${tableIn(schema)} ("id" uuid not null, "name" text not null, "sealed" text not null, "hosts" text[] not null, "changed_at" timestamptz(3) not null, "changed_by" uuid, constraint "_secret_pk" primary key ("id"))`,
  `create unique index "_secret_name" on ${tableIn(schema)} ("name")`,
];

interface Workspace {
  readonly workspaceId: string;
  readonly schema: string;
}

/** By id, so that a secret that was taken away and one that took its name are two. */
const placeOf = (workspace: string, record: string): SecretPlace => ({
  workspace,
  object: "secret",
  field: "text",
  record,
});

/** JSON texts of all that may be told, by name. */
export async function listNamedSecrets(
  executor: Executor,
  schema: string,
): Promise<readonly string[]> {
  const { rows } = await executor.run({
    text: `select jsonb_build_object('name', "name", 'hosts', "hosts", 'changed_at', to_char("changed_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'changed_by', "changed_by") from ${tableIn(schema)} order by "name"`,
    values: [],
  });
  return rows.map(([text]) => text ?? "{}");
}

export interface NamedSecret {
  readonly name: string;
  readonly clear: string;
  /** Hosts that it may be sent to; `*.example.com` stands for every host below. */
  readonly hosts: readonly string[];
}

export async function writeNamedSecret(
  transaction: Executor,
  secrets: Secrets,
  { workspaceId, schema }: Workspace,
  { name, clear, hosts }: NamedSecret,
  by: string | null,
  now: Date,
): Promise<void> {
  const id = newUuid();
  await transaction.run({
    text: `insert into ${tableIn(schema)} ("id", "name", "sealed", "hosts", "changed_at", "changed_by") values ($1, $2, $3, $4, $5, $6)
      on conflict ("name") do update set "id" = excluded."id", "sealed" = excluded."sealed", "hosts" = excluded."hosts", "changed_at" = excluded."changed_at", "changed_by" = excluded."changed_by"`,
    values: [id, name, secrets.seal(placeOf(workspaceId, id), clear), hosts, now, by],
  });
}

export async function removeNamedSecret(
  executor: Executor,
  schema: string,
  name: string,
): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: `delete from ${tableIn(schema)} where "name" = $1`,
    values: [name],
  });
  return rowCount > 0;
}

/** For who sends it. Null when there is none; `clear` is null when no known key opens it. */
export async function openNamedSecret(
  executor: Executor,
  secrets: Secrets,
  { workspaceId, schema }: Workspace,
  name: string,
): Promise<{ readonly clear: string | null; readonly hosts: readonly string[] } | null> {
  const { rows } = await executor.run({
    text: `select "id", "sealed", to_json("hosts") from ${tableIn(schema)} where "name" = $1`,
    values: [name],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const [id, sealed, hosts] = row.map(String);
  const listed: unknown = JSON.parse(hosts ?? "[]");
  return {
    clear: secrets.open(placeOf(workspaceId, id ?? ""), sealed ?? ""),
    hosts: Array.isArray(listed) ? listed.map(String) : [],
  };
}

/** Seals anew what another key than that of today has sealed. */
export async function resealNamedSecrets(
  executor: Executor,
  secrets: Secrets,
  { workspaceId, schema }: Workspace,
): Promise<{ readonly sealed: number; readonly unreadable: readonly string[] }> {
  const { rows } = await executor.run({
    text: `select "id", "sealed" from ${tableIn(schema)}`,
    values: [],
  });
  const unreadable: string[] = [];
  let sealed = 0;
  for (const [id, now] of rows.map((row) => row.map(String))) {
    if (id === undefined || now === undefined || !secrets.isOld(now)) continue;
    const clear = secrets.open(placeOf(workspaceId, id), now);
    if (clear === null) {
      unreadable.push(id);
      continue;
    }
    sealed += 1;
    await executor.run({
      text: `update ${tableIn(schema)} set "sealed" = $3 where "id" = $1 and "sealed" = $2`,
      values: [id, now, secrets.seal(placeOf(workspaceId, id), clear)],
    });
  }
  return { sealed, unreadable };
}
