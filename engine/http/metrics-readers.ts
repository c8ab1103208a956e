/**
 * Who may read the metrics. With a token of the operator, who sends it. Without one, the machine
 * itself and the networks of the trusted proxies, and only for themselves: what anybody passes on
 * may come from anywhere.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import type { Config } from "../config.ts";
import { parseAddress } from "../outbound/public-address.ts";
import { peerOf, type TrustedProxies } from "./client-address.ts";

/** Proxies leave at least one of them; who asks for himself, none. */
const traces = [
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "forwarded",
  "via",
  "x-real-ip",
];

/** Another name is one under which a proxy, or a page in a browser, reaches this machine. */
const ownHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

export interface MetricsReading {
  readonly config: Pick<Config, "metricsToken">;
  readonly proxies: TrustedProxies;
}

export function mayReadMetrics({ config, proxies }: MetricsReading, context: Context): boolean {
  if (config.metricsToken !== null) return sends(context, config.metricsToken);
  if (traces.some((name) => context.req.header(name) !== undefined)) return false;
  const peer = peerOf(context);
  if (proxies.include(peer)) return true;
  return isLoopback(peer) && ownHost.test(context.req.header("host") ?? "");
}

const isLoopback = (address: string): boolean => parseAddress(address)?.range() === "loopback";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

function sends(context: Context, token: string): boolean {
  const sent = /^Bearer (\S+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
  return sent !== undefined && timingSafeEqual(digest(sent), digest(token));
}
