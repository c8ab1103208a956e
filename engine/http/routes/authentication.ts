import { signIn } from "../../access/sign-in.ts";
import { recordAct } from "../../audit/record-act.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import { finishFirstStep, sessionCookie, signedInBody } from "../begin-session.ts";
import { addressOf } from "../caller.ts";
import type { Exchange } from "../exchange.ts";
import { openForm } from "../form.ts";
import { jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";

export const authenticationRoutes: readonly Route[] = [
  { method: "POST", path: "/auth/sign-in", guard: "public", query: [], handle: startSession },
  {
    method: "POST",
    path: "/auth/sign-out",
    guard: "signed_in",
    query: [],
    beforeSetUp: true,
    whileViewing: true,
    handle: endSession,
  },

  {
    method: "GET",
    path: "/auth/me",
    guard: "signed_in",
    query: [],
    beforeSetUp: true,
    handle: async (exchange) => {
      const { principal, rights } = exchange;
      if (principal === null) throw new Error("The guard let nobody in");
      return jsonOf(signedInBody(exchange, principal, rights));
    },
  },
];

/** Characters of a password that a form may hold, whatever it is compared with. */
export const passwordFieldMaximum = 1024;

async function startSession(exchange: Exchange): Promise<Answer> {
  const { services, catalog } = exchange;
  const form = await openForm(exchange, ["email", "password"]);
  if (form instanceof Answer) return form;
  const email = form.text("email", { maximum: 320 });
  const password = form.text("password", { maximum: passwordFieldMaximum, exact: true });
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const outcome = await signIn(services.database, {
    workspaceId: catalog.workspaceId,
    email,
    password,
    address: addressOf(exchange),
  });
  if ("problem" in outcome) {
    services.observe({ kind: "sign_in_refused", workspace: catalog.workspace });
    return refuse(exchange, outcome.problem);
  }
  return finishFirstStep(exchange, outcome.accountId, "password");
}

async function endSession(exchange: Exchange): Promise<Answer> {
  const { principal, services } = exchange;
  if (principal?.via === "session") {
    const { digest } = principal;
    await services.database.transaction(async (transaction) => {
      await services.credentials.endSession(digest, transaction);
      await recordAct(transaction, actorOf(exchange), "signed_out", {});
    });
    services.credentials.forgetAll();
  }
  return new Answer(null, {
    status: 204,
    headers: { "set-cookie": sessionCookie(exchange, "", 0) },
  });
}
