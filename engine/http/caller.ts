/** Who calls: the credential a request carries, and whether another site made the browser send it. */
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { isJsonObject } from "../../metadata/json-object.ts";
import { type Problem, problem } from "../../metadata/problem.ts";
import type { SessionOrigin } from "../access/credentials.ts";
import type { Route } from "./route.ts";

export interface Credential {
  readonly secret: string;
  readonly via: "header" | "cookie";
}

/** True when the browser speaks TLS to us or to the proxy before us. */
export const isSecure = (context: Context): boolean =>
  context.req.url.startsWith("https:") || context.req.header("x-forwarded-proto") === "https";

/** One cookie per workspace; with TLS under the prefix that browsers protect. */
export const cookieName = (context: Context, workspace: string): string =>
  `${isSecure(context) ? "__Host-" : ""}tenon-${workspace}`;

export function credentialOf(context: Context, workspace: string): Credential | null {
  const header = context.req.header("authorization");
  if (header !== undefined) {
    const secret = /^Bearer ([A-Za-z0-9_-]{20,200})$/i.exec(header)?.[1];
    return secret === undefined ? null : { secret, via: "header" };
  }
  const cookie = getCookie(context, cookieName(context, workspace));
  return cookie === undefined ? null : { secret: cookie, via: "cookie" };
}

/**
 * Browsers send cookies with requests that other sites make. A request that can change something
 * and leans on a cookie, or signs in, must come from our own pages; programs without a browser
 * send neither of the two headers and no cookie.
 */
export function crossSiteProblem(
  context: Context,
  method: Route["method"],
  credential: Credential | null,
): Problem | null {
  if (method === "GET" || credential?.via === "header") return null;
  const site = context.req.header("sec-fetch-site");
  if (site !== undefined) {
    return site === "same-origin" || site === "none" ? null : problem("cross_site_request");
  }
  const origin = context.req.header("origin");
  if (origin === undefined)
    return credential?.via === "cookie" ? problem("cross_site_request") : null;
  const host = context.req.header("host");
  return URL.canParse(origin) && new URL(origin).host === host
    ? null
    : problem("cross_site_request");
}

/** The network address of the connection itself; headers can claim anything. */
export function addressOf(context: Context): string {
  const environment: unknown = context.env;
  if (!isJsonObject(environment)) return "unknown";
  const incoming = environment.incoming;
  if (typeof incoming !== "object" || incoming === null || !("socket" in incoming))
    return "unknown";
  const { socket } = incoming;
  return typeof socket === "object" && socket !== null && "remoteAddress" in socket
    ? String(socket.remoteAddress)
    : "unknown";
}

export const originOf = (context: Context): SessionOrigin => ({
  agent: context.req.header("user-agent") ?? "",
  address: addressOf(context),
});
