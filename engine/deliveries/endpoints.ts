/**
 * Where deliveries go: addresses by name, with the secrets that sign them. Documents name them;
 * neither address nor secret stands in a document.
 */
import {
  endpointFormats,
  type EndpointFormat as OutgoingFormat,
} from "../../metadata/workflow-wire.ts";
import type { Executor, TextRow } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import type { Secrets } from "../secrets/sealed-text.ts";

const tableIn = (schema: string): string => `${quoted(schema)}."_endpoint"`;

/**
 * `standard`: Standard Webhooks · `wecom`, `dingtalk`, `feishu`: robots of group chats · `incoming`:
 * another system that sends to us.
 */
export type EndpointFormat = OutgoingFormat | "incoming";

/** For so long after a change the former secret signs, and is accepted, too. */
export const formerSecretHours = 24;

export interface Endpoint {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly format: EndpointFormat;
  /** Sealed; the newest first. */
  readonly secrets: readonly string[];
  readonly failingSince: Date | null;
  readonly pausedAt: Date | null;
}

const columns =
  '"id", "name", "url", "format", "secret", case when "former_until" > $1 then "former_secret" end, "failing_since", "paused_at"';

const endpointOf = ([
  id,
  name,
  url,
  format,
  secret,
  former,
  failing,
  paused,
]: TextRow): Endpoint => ({
  id: String(id),
  name: String(name),
  url: String(url),
  format: formatOf(format),
  secrets: [secret, former].flatMap((sealed) => sealed ?? []),
  failingSince: failing ? new Date(failing) : null,
  pausedAt: paused ? new Date(paused) : null,
});

const formatOf = (text: string | null | undefined): EndpointFormat =>
  text === "incoming" ? text : (endpointFormats.find((known) => known === text) ?? "standard");

export async function readEndpoint(
  executor: Executor,
  schema: string,
  name: string,
  now: Date,
): Promise<Endpoint | null> {
  const { rows } = await executor.run({
    text: `select ${columns} from ${tableIn(schema)} where "name" = $2`,
    values: [now, name],
  });
  return rows[0] === undefined ? null : endpointOf(rows[0]);
}

/** Those that deliveries go to, by name. */
export async function readEndpoints(
  executor: Executor,
  schema: string,
  now: Date,
): Promise<readonly Endpoint[]> {
  const { rows } = await executor.run({
    text: `select ${columns} from ${tableIn(schema)} where "format" <> 'incoming' order by "name"`,
    values: [now],
  });
  return rows.map(endpointOf);
}

export async function endpointExists(
  executor: Executor,
  schema: string,
  name: string,
): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: `select 1 from ${tableIn(schema)} where "name" = $1 and "format" <> 'incoming'`,
    values: [name],
  });
  return rowCount > 0;
}

/** Where the secret of an endpoint stands: it opens nowhere else. */
const placeOf = (workspace: string, id: string) => ({
  workspace,
  object: "endpoint",
  field: "secret",
  record: id,
});

/** The secrets in clear; one that does not open is left out. */
export const openSecrets = (
  secrets: Secrets,
  workspace: string,
  { id, secrets: sealed }: Endpoint,
): readonly string[] => sealed.flatMap((text) => secrets.open(placeOf(workspace, id), text) ?? []);

export interface EndpointChange {
  readonly name: string;
  readonly url: string;
  readonly format: EndpointFormat;
  /** Undefined: it stays as it is. */
  readonly secret?: string;
}

/** Makes an endpoint, or changes it; a new secret leaves the former one for a day. */
export async function writeEndpoint(
  transaction: Executor,
  secrets: Secrets,
  { workspaceId, schema }: { readonly workspaceId: string; readonly schema: string },
  { name, url, format, secret }: EndpointChange,
  by: string | null,
  now: Date,
): Promise<void> {
  const found = await transaction.run({
    text: `select "id" from ${tableIn(schema)} where "name" = $1 for update`,
    values: [name],
  });
  const known = found.rows[0]?.[0] ?? null;
  const id = known ?? newUuid();
  const sealed = secret === undefined ? null : secrets.seal(placeOf(workspaceId, id), secret);
  const until = new Date(now.getTime() + formerSecretHours * 3_600_000);
  await transaction.run(
    known === null
      ? {
          text: `insert into ${tableIn(schema)} ("id", "name", "url", "format", "secret", "changed_at", "changed_by") values ($1, $2, $3, $4, $5, $6, $7)`,
          values: [id, name, url, format, sealed, now, by],
        }
      : {
          text: `update ${tableIn(schema)} set "url" = $2, "format" = $3,
            "former_secret" = case when $4::text is null then "former_secret" else "secret" end,
            "former_until" = case when $4::text is null then "former_until" else $5::timestamptz end,
            "secret" = coalesce($4, "secret"), "changed_at" = $6, "changed_by" = $7 where "id" = $1`,
          values: [id, url, format, sealed, until, now, by],
        },
  );
}

export async function removeEndpoint(
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

/** After so long without one good answer nothing more is sent until somebody says so. */
export const deadAfterHours = 72;

/** Notes how an attempt went; true when the endpoint has just been paused. */
export async function noteHealth(
  transaction: Executor,
  schema: string,
  id: string,
  health: "good" | "failing" | "gone",
  now: Date,
): Promise<boolean> {
  const dead = new Date(now.getTime() - deadAfterHours * 3_600_000);
  const { rows } = await transaction.run(
    health === "good"
      ? {
          text: `update ${tableIn(schema)} set "failing_since" = null where "id" = $1 and "failing_since" is not null returning false`,
          values: [id],
        }
      : {
          text: `update ${tableIn(schema)} set "failing_since" = coalesce("failing_since", $2), "paused_at" = case when $4 or "failing_since" < $3 then coalesce("paused_at", $2) end where "id" = $1 and "paused_at" is null returning "paused_at" is not null`,
          values: [id, now, dead, health === "gone"],
        },
  );
  return rows[0]?.[0] === "t";
}

export async function endPause(executor: Executor, schema: string, name: string): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: `update ${tableIn(schema)} set "paused_at" = null, "failing_since" = null where "name" = $1 and "format" <> 'incoming'`,
    values: [name],
  });
  return rowCount > 0;
}

/** What became of the sealed secrets of endpoints: how many have a new key, which do not open. */
export interface Resealed {
  readonly sealed: number;
  readonly unreadable: readonly string[];
}

/** Seals secrets anew that another key than that of today has sealed. */
export async function resealEndpoints(
  executor: Executor,
  secrets: Secrets,
  { workspaceId, schema }: { readonly workspaceId: string; readonly schema: string },
): Promise<Resealed> {
  const { rows } = await executor.run({
    text: `select "id", "secret", "former_secret" from ${tableIn(schema)} where "secret" is not null or "former_secret" is not null`,
    values: [],
  });
  let sealed = 0;
  const unreadable: string[] = [];
  for (const [id, ...held] of rows) {
    const place = placeOf(workspaceId, String(id));
    const anew = held.map((text) => {
      if (!text || !secrets.isOld(text)) return null;
      const clear = secrets.open(place, text);
      if (clear === null) unreadable.push(String(id));
      return clear === null ? null : secrets.seal(place, clear);
    });
    if (anew.every((text) => text === null)) continue;
    sealed += anew.filter((text) => text !== null).length;
    await executor.run({
      text: `update ${tableIn(schema)} set "secret" = case when "secret" = $2 then coalesce($4, "secret") else "secret" end, "former_secret" = case when "former_secret" = $3 then coalesce($5, "former_secret") else "former_secret" end where "id" = $1`,
      values: [id, held[0] ?? null, held[1] ?? null, anew[0] ?? null, anew[1] ?? null],
    });
  }
  return { sealed, unreadable };
}
