/** Both halves of going to the provider, whether to sign in or to link: out with a cookie, and back. */
import { generateCookie, getCookie } from "hono/cookie";
import { type ProblemCode, problem } from "../../metadata/problem.ts";
import type { ProviderStep } from "../../metadata/wire.ts";
import { admit, byAddress } from "../access/brake.ts";
import { ProviderFailure, type ProviderPerson } from "../access/provider.ts";
import {
  beginFlow,
  openFlow,
  providerMinutes,
  sealFlow,
  takeState,
} from "../access/provider-state.ts";
import type { Answer } from "./answer.ts";
import { addressOf, cookieName, isSecure } from "./caller.ts";
import type { Exchange } from "./exchange.ts";
import type { Form } from "./form.ts";
import { problemAnswer } from "./problem-answer.ts";
import { publicOrigin } from "./public-origin.ts";
import { returnPage, returnPath, returnPathMaximum } from "./return-path.ts";
import { jsonOf } from "./route.ts";

const refused = (exchange: Exchange, code: ProblemCode): Answer =>
  problemAnswer([problem(code)], exchange.locale, exchange.requestId);

/** Beside the session's: no name of a workspace holds a dot. */
const flowCookie = ({ context, catalog }: Exchange): string =>
  `${cookieName(context, catalog.workspace)}.provider`;

/** What the provider is called here; null where nobody signs in by one. */
export function providerLabel({ services, context }: Exchange): string | null {
  const reachable = publicOrigin(services.config, context) !== null;
  return reachable ? (services.provider?.label ?? null) : null;
}

/** The page of the workspace that the form asks to go on at. */
export const returnToIn = (exchange: Exchange, form: Form): string =>
  returnPath(
    exchange.catalog.workspace,
    form.has("return_to")
      ? form.text("return_to", { maximum: returnPathMaximum, exact: true })
      : "",
  );

/** Where the browser goes, and the cookie by which it is known when it comes back. */
export async function leaveForProvider(
  exchange: Exchange,
  returnTo: string,
  accountId: string | null,
): Promise<Answer> {
  const { services, catalog, context } = exchange;
  const { provider } = services;
  const origin = publicOrigin(services.config, context);
  if (provider === null || origin === null) return refused(exchange, "provider_unavailable");
  // The provider may have to be asked first.
  const admission = await admit(services.database, [byAddress(addressOf(exchange))]);
  if (admission.problem !== null)
    return problemAnswer([admission.problem], exchange.locale, exchange.requestId);
  const redirect = `${origin}/${catalog.workspace}/${returnPage}`;
  const flow = beginFlow(redirect, returnTo, accountId);
  try {
    const step: ProviderStep = { address: await provider.begin(flow) };
    await admission.forgive();
    const sealed = sealFlow(services.secrets, catalog.workspaceId, flow);
    const cookie = generateCookie(flowCookie(exchange), sealed, {
      path: "/",
      httpOnly: true,
      sameSite: "Lax",
      secure: isSecure(context),
      maxAge: providerMinutes * 60,
    });
    return jsonOf(step, 200, { "set-cookie": cookie });
  } catch (error) {
    return failed(exchange, error);
  }
}

export const answerFields = ["state", "code", "iss", "error"] as const;
const answerMaximum = 4000;

/** Who came back from the provider, for whom, and where he goes on. */
export interface CameBack {
  readonly person: ProviderPerson;
  readonly accountId: string | null;
  readonly returnTo: string;
}

/** Judges what the browser brought; an answer when it is nobody. */
export async function comeBack(exchange: Exchange, form: Form): Promise<CameBack | Answer> {
  const { services, catalog, context } = exchange;
  const { provider, database } = services;
  const given = (name: "code" | "iss" | "error") =>
    form.has(name) ? { [name]: form.text(name, { maximum: answerMaximum }) } : {};
  const state = form.text("state", { maximum: answerMaximum });
  const answer = { ...given("code"), ...given("iss"), ...given("error") };
  if (form.problems.length > 0)
    return problemAnswer(form.problems, exchange.locale, exchange.requestId);
  if (provider === null) return refused(exchange, "provider_unavailable");
  const admission = await admit(database, [byAddress(addressOf(exchange))]);
  if (admission.problem !== null)
    return problemAnswer([admission.problem], exchange.locale, exchange.requestId);
  const sealed = getCookie(context, flowCookie(exchange)) ?? "";
  const flow = openFlow(services.secrets, catalog.workspaceId, sealed, state);
  if (flow === null || !(await takeState(database, state))) {
    services.observe({ kind: "sign_in_refused", workspace: catalog.workspace });
    return refused(exchange, "provider_flow_expired");
  }
  try {
    const person = await provider.finish(flow, answer);
    await admission.forgive();
    return { person, accountId: flow.accountId, returnTo: flow.returnTo };
  } catch (error) {
    return failed(exchange, error);
  }
}

const codes = {
  unreachable: "provider_unreachable",
  declined: "provider_declined",
  refused: "provider_refused",
} as const satisfies Readonly<Record<ProviderFailure["kind"], ProblemCode>>;

/** The reason is for the operator; what the provider wrote is shown to nobody else. */
function failed(exchange: Exchange, error: unknown): Answer {
  if (!(error instanceof ProviderFailure)) throw error;
  const { services, requestId } = exchange;
  services.observe({
    kind: "provider_failed",
    requestId,
    reason: `${error.kind}: ${error.message}`,
  });
  return refused(exchange, codes[error.kind]);
}
