import { generateCookie } from "hono/cookie";
import { isJsonObject } from "../../../metadata/json-object.ts";
import { type Problem, problem } from "../../../metadata/problem.ts";
import type { SignedIn } from "../../../metadata/wire.ts";
import { rightsOf } from "../../access/rights.ts";
import { signIn } from "../../access/sign-in.ts";
import { Answer } from "../answer.ts";
import { cookieName, isSecure } from "../caller.ts";
import type { Exchange } from "../exchange.ts";
import { anObject } from "../expected.ts";
import { problemAnswer } from "../problem-answer.ts";
import { jsonOf, type Route } from "../route.ts";

export const authenticationRoutes: readonly Route[] = [
  { method: "POST", path: "/auth/sign-in", guard: "public", query: [], handle: startSession },
  { method: "POST", path: "/auth/sign-out", guard: "signed_in", query: [], handle: endSession },
  {
    method: "GET",
    path: "/auth/me",
    guard: "signed_in",
    query: [],
    handle: async (exchange) => jsonOf(signedIn(exchange)),
  },
];

function signedIn({ principal, catalog, rights }: Exchange): SignedIn {
  if (principal === null) throw new Error("The guard let nobody in");
  return {
    user: principal.account,
    workspace: catalog.workspace,
    roles: [principal.role],
    can_design: rights.mayDesign,
  };
}

async function startSession(exchange: Exchange): Promise<Answer> {
  const { services, catalog, locale, requestId, context } = exchange;
  const body = await exchange.body();
  if (!body.ok) return problemAnswer(body.problems, locale, requestId);
  const form = credentialsIn(body.value);
  if (!form.ok) return problemAnswer(form.problems, locale, requestId);
  const outcome = await signIn(services.database, {
    workspaceId: catalog.workspaceId,
    ...form.value,
    address: addressOf(exchange),
  });
  if ("problem" in outcome) {
    services.observe({ kind: "sign_in_refused", workspace: catalog.workspace });
    return problemAnswer([outcome.problem], locale, requestId);
  }
  const secret = await services.credentials.startSession(catalog.workspaceId, outcome.accountId);
  const principal = await services.credentials.identify(catalog.workspaceId, secret);
  const cookie = generateCookie(cookieName(context, catalog.workspace), secret, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: isSecure(context),
  });
  services.observe({ kind: "signed_in", workspace: catalog.workspace, account: outcome.accountId });
  return jsonOf(
    signedIn({ ...exchange, principal, rights: rightsOf(principal?.role ?? "") }),
    200,
    { "set-cookie": cookie },
  );
}

function credentialsIn(
  body: unknown,
):
  | { readonly ok: true; readonly value: { email: string; password: string } }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  if (!isJsonObject(body)) {
    return { ok: false, problems: [problem("body_expected", "", { expected: anObject })] };
  }
  const problems: Problem[] = Object.keys(body)
    .filter((name) => name !== "email" && name !== "password")
    .map((name) => problem("unknown_field", `/${name}`, { name, hint: "" }));
  const { email, password } = body;
  if (typeof email !== "string" || email === "" || email.length > 320)
    problems.push(problem("required", "/email"));
  else if (email.includes("\0")) problems.push(problem("not_an_email", "/email"));
  if (typeof password !== "string" || password === "" || password.length > 1024)
    problems.push(problem("required", "/password"));
  return problems.length === 0 && typeof email === "string" && typeof password === "string"
    ? { ok: true, value: { email, password } }
    : { ok: false, problems };
}

/** The network address of the connection itself; headers can claim anything. */
function addressOf({ context }: Exchange): string {
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

async function endSession(exchange: Exchange): Promise<Answer> {
  const { principal, services, context, catalog } = exchange;
  if (principal?.via === "session") await services.credentials.endSession(principal.digest);
  const cookie = generateCookie(cookieName(context, catalog.workspace), "", {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: isSecure(context),
    maxAge: 0,
  });
  return new Answer(null, { status: 204, headers: { "set-cookie": cookie } });
}
