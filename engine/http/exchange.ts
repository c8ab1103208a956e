/** One request on its way through a route: what handlers may ask and how they answer. */
import type { Context } from "hono";
import { parseJson } from "../../metadata/json.ts";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import type { Locale } from "../../metadata/text.ts";
import type { Credentials, Principal } from "../access/credentials.ts";
import type { SignInProvider } from "../access/provider.ts";
import type { Rights } from "../access/rights.ts";
import type { ScriptServices } from "../automation/script-services.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Catalogs } from "../catalog/catalogs.ts";
import type { Changes } from "../changes/changes.ts";
import type { Config } from "../config.ts";
import type { Database, Executor } from "../db/database.ts";
import type { FileStore } from "../files/file-store.ts";
import type { ImportJobs } from "../import/import-jobs.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Mail } from "../mail/sender.ts";
import type { Observe } from "../observe.ts";
import type { Outbound } from "../outbound/outbound.ts";
import type { RunTests } from "../publish/publishing.ts";
import type { ClockValues } from "../query/read-plans.ts";
import type { Reader } from "../query/read-records.ts";
import type { RateLimits } from "../rates/rate-limits.ts";
import type { Writer } from "../records/writer.ts";
import type { Secrets } from "../secrets/sealed-text.ts";
import type { Workflows } from "../workflows/workflows.ts";
import type { TrustedProxies } from "./client-address.ts";
import { contentTypeOf, saysUtf8 } from "./content-type.ts";
import { objectOrArray } from "./expected.ts";

/** What the server is made of; handed to routes by the composition root. */
export interface Services {
  readonly config: Config;
  readonly database: Database;
  readonly catalogs: Catalogs;
  readonly credentials: Credentials;
  /** Bytes of uploaded files. */
  readonly files: FileStore;
  readonly imports: ImportJobs;
  /** The connections of jobs: requests never wait for them. */
  readonly background: Database;
  /** What is done in the background. */
  readonly jobs: Jobs;
  /** What happens by itself. */
  readonly workflows: Workflows;
  /** Streams of live changes. */
  readonly changes: Changes;
  /** Sends what the outbox holds. */
  readonly mail: Mail;
  /** Seals and opens secrets. */
  readonly secrets: Secrets;
  readonly runTests: RunTests;
  /** Runs scripts. */
  readonly scripts: ScriptServices;
  /** Requests to others. */
  readonly outbound: Outbound;
  /** How many requests a minute. */
  readonly rates: RateLimits;
  /** Whose word on addresses counts. */
  readonly proxies: TrustedProxies;
  /** Null: nobody signs in by a provider. */
  readonly provider: SignInProvider | null;
  readonly observe: Observe;
  /** Metrics in Prometheus' text format. */
  readonly metrics: () => Promise<string>;
}

export interface Exchange {
  readonly services: Services;
  readonly context: Context;
  readonly requestId: string;
  readonly locale: Locale;
  readonly catalog: Catalog;
  /** Set on routes whose guard asks for it. */
  readonly principal: Principal | null;
  readonly rights: Rights;
  /** The pool, or the transaction that an Idempotency-Key opened. */
  readonly executor: Executor;
  readonly clock: ClockValues;
  readonly query: URLSearchParams;
  parameter(name: string): string;
  /** The parsed JSON body; parsed once. */
  body(limitFactor?: number): Promise<Result<unknown>>;
}

export const readerOf = (exchange: Exchange): Reader => ({
  executor: exchange.executor,
  catalog: exchange.catalog,
  rights: exchange.rights,
  clock: exchange.clock,
});

export const writerOf = (exchange: Exchange): Writer => ({
  ...readerOf(exchange),
  actor: exchange.principal?.account.id ?? null,
  cause: "user",
  causality: exchange.requestId,
  secrets: exchange.services.secrets,
  reactions: exchange.services.scripts.reactions(exchange.locale, false),
  chain: [],
});

/** Bulk requests and metadata may be larger than a single record. */
export const largeBodyFactor = 16;

/** Whether the request brings a body, be it empty (RFC 9112, 6.3). */
export function hasBody({ context }: Exchange): boolean {
  const length = context.req.header("content-length");
  return length === undefined
    ? context.req.header("transfer-encoding") !== undefined
    : length !== "0";
}

/** Reads and parses a JSON body of at most `limit` bytes. */
export async function readJsonBody(context: Context, limit: number): Promise<Result<unknown>> {
  const contentType = contentTypeOf(context);
  if (contentType.type !== "application/json" || !saysUtf8(contentType))
    return failure(problem("unsupported_content_type"));
  const text = await readTextBody(context, limit);
  if (!text.ok) return text;
  if (text.value === "") return failure(problem("body_expected", "", { expected: objectOrArray }));
  return parseJson(text.value, { maximumBytes: limit });
}

/**
 * The body as text: of at most `limit` bytes, whatever its length header says, all of which are
 * UTF-8. Bytes that are not would be stored as another text than was sent.
 */
export async function readTextBody(context: Context, limit: number): Promise<Result<string>> {
  const bytes = await readBytes(context, limit);
  if (bytes === null) return failure(problem("body_too_large", "", { limit }));
  try {
    return success(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return failure(problem("body_encoding"));
  }
}

/** Null when there are more than `limit`. */
export async function readBytes(
  context: Context,
  limit: number,
): Promise<Uint8Array | ArrayBuffer | null> {
  const told = context.req.header("content-length");
  if (Number(told ?? 0) > limit) return null;
  if (told !== undefined) return context.req.arrayBuffer();
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of context.req.raw.body ?? []) {
    length += part.length;
    if (length > limit) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
