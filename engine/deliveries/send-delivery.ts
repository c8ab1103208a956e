/** One attempt to deliver: the request, and what its answer means. */

import { OutboundRefused } from "../outbound/guarded-connector.ts";
import type { Outbound } from "../outbound/outbound.ts";
import type { Delivery } from "./delivery-rows.ts";
import type { Endpoint } from "./endpoints.ts";
import { robotMessage, robotVerdict } from "./robots.ts";
import { signedHeaders } from "./sign-webhook.ts";

export interface Sent {
  /** `gone`: there is nobody any more · `later`: it may go well another time. */
  readonly verdict: "good" | "later" | "refused" | "gone";
  readonly code: number | null;
  readonly excerpt: string | null;
  /** The answer, where it is JSON. */
  readonly body: unknown;
  /** When to come again, as the other side says, in milliseconds. */
  readonly after: number | null;
}

/** Characters of an answer that are kept. */
export const excerptMaximum = 500;
/** Characters of an answer that a run is given. */
const answerMaximum = 1_000_000;

/** @param secrets in clear, the newest first */
export async function sendDelivery(
  outbound: Outbound,
  endpoint: Endpoint,
  secrets: readonly string[],
  delivery: Delivery,
  now: Date,
): Promise<Sent> {
  const request = requestOf(endpoint, secrets, delivery, now);
  if (request === null)
    return { verdict: "refused", code: null, excerpt: "address", body: null, after: null };
  try {
    const answer = await outbound.send(request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.body === null ? {} : { body: request.body }),
    });
    const text = await answer.text();
    const body = jsonOf(text);
    const isRobot = endpoint.format !== "standard";
    const verdict = verdictOf(answer.status);
    return {
      verdict: verdict === "good" && isRobot ? robotVerdict(body) : verdict,
      code: answer.status,
      excerpt: text.slice(0, excerptMaximum),
      body,
      after: retryAfter(answer.headers.get("retry-after"), now),
    };
  } catch (error) {
    const refused = error instanceof OutboundRefused;
    // An error's own words can tell what is inside of the network.
    const excerpt = refused ? "address_refused" : "no_answer";
    return { verdict: refused ? "refused" : "later", code: null, excerpt, body: null, after: null };
  }
}

interface Request {
  readonly url: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

function requestOf(
  { url, format }: Endpoint,
  secrets: readonly string[],
  { id, kind, payload }: Delivery,
  now: Date,
): Request | null {
  const body = typeof payload.body === "string" ? payload.body : null;
  const headers = {
    ...(body === null ? {} : { "content-type": "application/json" }),
    "user-agent": "Tenon",
    "idempotency-key": id,
  };
  if (kind === "http") {
    const target = addressOf(url, payload.path);
    const method = methods.find((known) => known === payload.method) ?? "GET";
    const [secret] = secrets;
    const authorization = secret === undefined ? {} : { authorization: `Bearer ${secret}` };
    if (target === null) return null;
    return { url: target, method, headers: { ...headers, ...authorization }, body };
  }
  const text = typeof payload.text === "string" ? payload.text : (body ?? "");
  const robot = robotMessage(format, url, text, secrets[0], now);
  if (robot !== null)
    return {
      url: robot.url,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: robot.body,
    };
  return {
    url,
    method: "POST",
    headers: { ...headers, ...signedHeaders(secrets, id, now, body ?? "") },
    body: body ?? "",
  };
}

/** An address below that of the endpoint; null when the path leads elsewhere. */
export function addressOf(base: string, path: unknown): string | null {
  if (typeof path !== "string" || path === "") return base;
  const folder = base.endsWith("/") ? base : `${base}/`;
  const relative = path.replace(/^\/+/, "");
  if (!URL.canParse(relative, folder)) return null;
  const target = new URL(relative, folder);
  return target.href.startsWith(new URL(folder).href) ? target.href : null;
}

function verdictOf(status: number): Sent["verdict"] {
  if (status >= 200 && status < 300) return "good";
  if (status === 410) return "gone";
  return status >= 500 || status === 408 || status === 425 || status === 429 ? "later" : "refused";
}

const longestPause = 86_400_000;

function retryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const wait = /^\d{1,8}$/.test(header)
    ? Number(header) * 1000
    : Date.parse(header) - now.getTime();
  return Number.isFinite(wait) && wait > 0 ? Math.min(wait, longestPause) : null;
}

function jsonOf(text: string): unknown {
  if (text.length > answerMaximum) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
