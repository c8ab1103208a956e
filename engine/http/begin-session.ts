/** What an answer to a successful sign-in is made of, whichever way the person came in. */
import { generateCookie } from "hono/cookie";
import type { SignedIn } from "../../metadata/wire.ts";
import { digestOf, type Principal } from "../access/credentials.ts";
import { type Rights, rightsOf } from "../access/rights.ts";
import type { Answer } from "./answer.ts";
import { cookieName, credentialOf, isSecure, originOf } from "./caller.ts";
import type { Exchange } from "./exchange.ts";
import { jsonOf } from "./route.ts";

export function signedInBody(principal: Principal, rights: Rights, workspace: string): SignedIn {
  return {
    user: principal.account,
    workspace,
    roles: [principal.role],
    can_design: rights.mayDesign,
  };
}

/** Without `maxAge` it lasts as long as the browser; 0 removes it. */
export function sessionCookie(
  { context, catalog }: Exchange,
  secret: string,
  maxAge?: number,
): string {
  return generateCookie(cookieName(context, catalog.workspace), secret, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: isSecure(context),
    ...(maxAge === undefined ? {} : { maxAge }),
  });
}

/** A new session under a new secret. One that the browser brought along ends: it is never adopted. */
export async function beginSession(exchange: Exchange, accountId: string): Promise<Answer> {
  const { services, catalog, context } = exchange;
  const brought = credentialOf(context, catalog.workspace);
  if (brought?.via === "cookie") await services.credentials.endSession(digestOf(brought.secret));
  const secret = await services.credentials.startSession(
    catalog.workspaceId,
    accountId,
    originOf(context),
  );
  const principal = await services.credentials.identify(catalog.workspaceId, secret);
  if (principal === null) throw new Error("A session that has just begun is nobody's");
  services.observe({ kind: "signed_in", workspace: catalog.workspace, account: accountId });
  return jsonOf(signedInBody(principal, rightsOf(principal.role), catalog.workspace), 200, {
    "set-cookie": sessionCookie(exchange, secret),
  });
}
