/** Deliveries: what leaves the workspace, as it was first to be sent, and what came of it. */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { Executor, TextRow } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import { addJobs } from "../jobs/job-rows.ts";

const tableIn = (schema: string): string => `${quoted(schema)}."_delivery"`;

/** The kind of the jobs that send. */
export const deliveryJob = "delivery";

export type DeliveryKind = "webhook" | "http" | "mail";

/** `paused`: its endpoint is; `handed_over`: a mail, which the outbox of mails sends. */
export type DeliveryStatus = "waiting" | "paused" | "done" | "failed" | "handed_over";

type Json = Readonly<Record<string, unknown>>;

export interface NewDelivery {
  readonly kind: DeliveryKind;
  /** Name of the endpoint; of a mail the account. */
  readonly target: string;
  readonly payload: Json;
  readonly run: string | null;
  /** The token that waits for its end; null: nobody waits. */
  readonly token: string | null;
  readonly object: string | null;
  readonly record: string | null;
}

export interface Delivery extends NewDelivery {
  readonly id: string;
  readonly status: DeliveryStatus;
  readonly attempt: number;
  readonly nextAt: Date | null;
  readonly responseCode: number | null;
  readonly responseExcerpt: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** In the transaction of what wants it; gives its id, which is its key wherever it goes. */
export async function addDelivery(
  transaction: Executor,
  { schema, workspaceId }: { readonly schema: string; readonly workspaceId: string },
  delivery: NewDelivery,
  now: Date,
): Promise<string> {
  const id = newUuid();
  const isMail = delivery.kind === "mail";
  await transaction.run({
    text: `insert into ${tableIn(schema)} ("id", "kind", "target", "run", "token", "object", "record", "payload", "status", "attempt", "next_at", "created_at", "finished_at") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $12)`,
    values: [
      id,
      delivery.kind,
      delivery.target,
      delivery.run,
      delivery.token,
      delivery.object,
      delivery.record,
      JSON.stringify(delivery.payload),
      isMail ? "handed_over" : "waiting",
      isMail ? null : now,
      now,
      isMail ? now : null,
    ],
  });
  if (!isMail)
    await addJobs(transaction, [{ kind: deliveryJob, workspace: workspaceId, key: id }], now);
  return id;
}

const columns =
  '"id", "kind", "target", "run", "token", "object", "record", "payload", "status", "attempt", "next_at", "response_code", "response_excerpt", "created_at", "finished_at"';

function deliveryOf(row: TextRow): Delivery {
  const [id, kind, target, run, token, object, record, payload, status, attempt, nextAt] = row;
  const [code, excerpt, createdAt, finishedAt] = row.slice(11);
  const value: unknown = JSON.parse(payload ?? "{}");
  return {
    id: String(id),
    kind: String(kind) as DeliveryKind,
    target: String(target),
    run: run ?? null,
    token: token ?? null,
    object: object ?? null,
    record: record ?? null,
    payload: isJsonObject(value) ? value : {},
    status: String(status) as DeliveryStatus,
    attempt: Number(attempt),
    nextAt: nextAt ? new Date(nextAt) : null,
    responseCode: code ? Number(code) : null,
    responseExcerpt: excerpt ?? null,
    createdAt: new Date(String(createdAt)),
    finishedAt: finishedAt ? new Date(finishedAt) : null,
  };
}

export async function readDelivery(
  executor: Executor,
  schema: string,
  id: string,
  lock = false,
): Promise<Delivery | null> {
  const { rows } = await executor.run({
    text: `select ${columns} from ${tableIn(schema)} where "id" = $1${lock ? " for update" : ""}`,
    values: [id],
  });
  return rows[0] === undefined ? null : deliveryOf(rows[0]);
}

export const deliveriesMaximum = 200;

export interface DeliveryQuery {
  readonly status: string | null;
  readonly run: string | null;
  readonly after: string | null;
  readonly limit: number;
}

/** Newest first. */
export async function readDeliveries(
  executor: Executor,
  schema: string,
  { status, run, after, limit }: DeliveryQuery,
): Promise<readonly Delivery[]> {
  const { rows } = await executor.run({
    text: `select ${columns} from ${tableIn(schema)} where ($1::text is null or "status" = $1) and ($2::uuid is null or "run" = $2)
      and ($3::uuid is null or ("created_at", "id") < (select "created_at", "id" from ${tableIn(schema)} where "id" = $3))
      order by "created_at" desc, "id" desc limit $4`,
    values: [status, run, after, limit],
  });
  return rows.map(deliveryOf);
}

export interface Attempt {
  readonly status: DeliveryStatus;
  readonly attempt: number;
  readonly nextAt: Date | null;
  readonly code: number | null;
  readonly excerpt: string | null;
}

export const writeAttempt = (
  transaction: Executor,
  schema: string,
  id: string,
  { status, attempt, nextAt, code, excerpt }: Attempt,
  now: Date,
) =>
  transaction.run({
    text: `update ${tableIn(schema)} set "status" = $2, "attempt" = $3, "next_at" = $4, "response_code" = $5, "response_excerpt" = $6, "finished_at" = $7 where "id" = $1`,
    values: [
      id,
      status,
      attempt,
      nextAt,
      code,
      excerpt,
      status === "waiting" || status === "paused" ? null : now,
    ],
  });

/** Sends it again as it was first sent, from now on; also what was given up. */
export async function resend(
  transaction: Executor,
  { schema, workspaceId }: { readonly schema: string; readonly workspaceId: string },
  id: string,
  now: Date,
): Promise<void> {
  await writeAttempt(
    transaction,
    schema,
    id,
    { status: "waiting", attempt: 0, nextAt: now, code: null, excerpt: null },
    now,
  );
  await addJobs(transaction, [{ kind: deliveryJob, workspace: workspaceId, key: id }], now);
}

/** What was kept while its endpoint was paused goes on its way. */
export async function releasePaused(
  transaction: Executor,
  { schema, workspaceId }: { readonly schema: string; readonly workspaceId: string },
  target: string,
  now: Date,
): Promise<number> {
  const { rows } = await transaction.run({
    text: `update ${tableIn(schema)} set "status" = 'waiting', "next_at" = $2 where "target" = $1 and "status" = 'paused' returning "id"`,
    values: [target, now],
  });
  await addJobs(
    transaction,
    rows.map(([id]) => ({ kind: deliveryJob, workspace: workspaceId, key: String(id) })),
    now,
  );
  return rows.length;
}
