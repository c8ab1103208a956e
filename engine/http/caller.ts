/** Who calls: the credential a request carries, and whether another site made the browser send it. */
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { isJsonObject } from "../../metadata/json-object.ts";
import { type Problem, problem } from "../../metadata/problem.ts";
import type { Principal, SessionOrigin } from "../access/credentials.ts";
import type { Rights } from "../access/rights.ts";
import { rightsOfRoles } from "../access/roles.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { rightsOfPerson } from "../query/standing.ts";
import { clientAddress } from "./client-address.ts";
import type { Exchange } from "./exchange.ts";
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
  { method, sameSite = false }: Pick<Route, "method" | "sameSite">,
  credential: Credential | null,
): Problem | null {
  if ((method === "GET" && !sameSite) || credential?.via === "header") return null;
  const site = context.req.header("sec-fetch-site");
  if (site !== undefined) {
    return site === "same-origin" || site === "none" ? null : problem("cross_site_request");
  }
  const origin = context.req.header("origin");
  if (origin === undefined)
    // Where browsers do not name the site, they name the origin of other pages alone.
    return method !== "GET" && credential?.via === "cookie" ? problem("cross_site_request") : null;
  const host = context.req.header("host");
  return URL.canParse(origin) && new URL(origin).host === host
    ? null
    : problem("cross_site_request");
}

/** What a caller may do, whose records included; nobody may do nothing. `lasting`: see `rightsOfPerson`. */
export const rightsOfCaller = async (
  database: Executor,
  catalog: Catalog,
  principal: Principal | null,
  lasting = false,
): Promise<Rights> => {
  const rights = rightsOfRoles(catalog, principal?.roles ?? []);
  return principal === null || rights.reachesAll
    ? rights
    : rightsOfPerson(database, catalog, rights, principal.account.id, lasting);
};

/** Closes the connection of a request, whatever is on its way. */
export function disconnect(context: Context): void {
  const environment: unknown = context.env;
  if (!isJsonObject(environment)) return;
  const { outgoing } = environment;
  if (typeof outgoing !== "object" || outgoing === null || !("destroy" in outgoing)) return;
  if (typeof outgoing.destroy === "function") outgoing.destroy();
}

/** Where a request comes from, as everything that counts or keeps addresses sees it. */
export const addressOf = ({ services, context }: Pick<Exchange, "services" | "context">): string =>
  clientAddress(context, services.proxies);

export const originOf = (exchange: Exchange): SessionOrigin => ({
  agent: exchange.context.req.header("user-agent") ?? "",
  address: addressOf(exchange),
});
