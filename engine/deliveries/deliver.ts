/** Carries deliveries out: sends what is due, writes down what came of it, tells who waits. */
import type { Database, Executor } from "../db/database.ts";
import { done, type JobOutcome, type LeasedHandler } from "../jobs/job.ts";
import type { Observe } from "../observe.ts";
import type { Outbound } from "../outbound/outbound.ts";
import type { Secrets } from "../secrets/sealed-text.ts";
import { type Delivery, deliveryJob, readDelivery, writeAttempt } from "./delivery-rows.ts";
import { noteHealth, openSecrets, readEndpoint } from "./endpoints.ts";
import { type Sent, sendDelivery } from "./send-delivery.ts";

/** Seconds after the first, second … attempt: ten in three days. */
export const pausesSeconds = [5, 60, 300, 1800, 7200, 18_000, 36_000, 72_000, 122_000] as const;
export const attemptsMaximum = pausesSeconds.length + 1;

/** Longer than any answer may take. */
const leaseSeconds = 60;

export interface DeliveryServices {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly outbound: Outbound;
  readonly observe: Observe;
  /** Schema of a workspace; null when it is gone. */
  schemaOf(workspace: string): Promise<string | null>;
  /** In the transaction that ends a delivery, when a token waits for it. */
  tell(transaction: Executor, workspace: string, delivery: Delivery, sent: Sent): Promise<void>;
}

export function deliveryHandler(services: DeliveryServices): LeasedHandler {
  const { database, secrets, outbound } = services;
  return {
    kind: deliveryJob,
    mode: "leased",
    leaseSeconds,
    handle: async ({ workspace, key }) => {
      const schema = await services.schemaOf(workspace);
      const delivery = schema === null ? null : await readDelivery(database, schema, key);
      if (schema === null || delivery === null || delivery.status !== "waiting")
        return async () => done;
      const now = new Date();
      const endpoint = await readEndpoint(database, schema, delivery.target, now);
      if (endpoint?.pausedAt) return (transaction) => pause(transaction, schema, delivery, now);
      const sent: Sent =
        endpoint === null
          ? { verdict: "refused", code: null, excerpt: "endpoint_unknown", body: null, after: null }
          : await sendDelivery(
              outbound,
              endpoint,
              openSecrets(secrets, workspace, endpoint),
              delivery,
              now,
            );
      return async (transaction) => {
        if (endpoint !== null && (await health(transaction, schema, endpoint.id, sent)))
          services.observe({ kind: "endpoint_paused", workspace, endpoint: endpoint.name });
        return finish(services, transaction, { workspace, schema }, delivery, sent);
      };
    },
  };
}

const health = (transaction: Executor, schema: string, id: string, { verdict }: Sent) =>
  noteHealth(
    transaction,
    schema,
    id,
    verdict === "later" ? "failing" : verdict === "gone" ? "gone" : "good",
    new Date(),
  );

async function pause(
  transaction: Executor,
  schema: string,
  { id, attempt }: Delivery,
  now: Date,
): Promise<JobOutcome> {
  const kept = { status: "paused", attempt, nextAt: null, code: null, excerpt: null } as const;
  await writeAttempt(transaction, schema, id, kept, now);
  return done;
}

async function finish(
  services: DeliveryServices,
  transaction: Executor,
  { workspace, schema }: { readonly workspace: string; readonly schema: string },
  delivery: Delivery,
  sent: Sent,
): Promise<JobOutcome> {
  const current = await readDelivery(transaction, schema, delivery.id, true);
  // Another process has come to an end with it while this one was silent.
  if (current?.status !== "waiting") return done;
  const now = new Date();
  const attempt = current.attempt + 1;
  const { verdict, code, excerpt } = sent;
  const pauseMilliseconds = (pausesSeconds[attempt - 1] ?? 0) * 1000;
  if (verdict === "later" && attempt < attemptsMaximum) {
    const nextAt = new Date(now.getTime() + Math.max(pauseMilliseconds, sent.after ?? 0));
    await writeAttempt(
      transaction,
      schema,
      delivery.id,
      { status: "waiting", attempt, nextAt, code, excerpt },
      now,
    );
    return { kind: "failed", at: nextAt, error: excerpt ?? "" };
  }
  const status = verdict === "good" ? "done" : "failed";
  await writeAttempt(
    transaction,
    schema,
    delivery.id,
    { status, attempt, nextAt: null, code, excerpt },
    now,
  );
  if (current.token !== null) await services.tell(transaction, workspace, current, sent);
  return done;
}
