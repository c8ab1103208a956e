/** Deciding by the link of a mail. Open to strangers: what a request may do is in its token. */
import { problem } from "../../../metadata/problem.ts";
import { decideByLink, type LinkVisit, openDecision } from "../../approvals/decide-by-link.ts";
import { Answer } from "../answer.ts";
import { addressOf } from "../caller.ts";
import { type Exchange, writerOf } from "../exchange.ts";
import { type Form, openForm } from "../form.ts";
import { jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";
import { opinionRule } from "./task-acts.ts";
import { orRefusal } from "./tasks.ts";

const open = { method: "POST", guard: "public", query: [] } as const;

export const decisionRoutes: readonly Route[] = [
  { ...open, path: "/decisions/check", handle: check },
  { ...open, path: "/decisions", handle: settle },
];

const tokenIn = (form: Form): string => form.text("token", { maximum: 200 });

function visitOf(exchange: Exchange): LinkVisit {
  const { config, mail } = exchange.services;
  return {
    writer: writerOf(exchange),
    rules: config,
    mailConfigured: mail.configured,
    address: addressOf(exchange),
  };
}

async function check(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["token"]);
  if (form instanceof Answer) return form;
  const token = tokenIn(form);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  return orRefusal(exchange, async () =>
    jsonOf(await openDecision(visitOf(exchange), token, exchange.locale)),
  );
}

async function settle(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["token", "decision", "opinion"]);
  if (form instanceof Answer) return form;
  const token = tokenIn(form);
  if (!form.has("decision")) form.problems.push(problem("required", "/decision"));
  const decision = form.choice("decision", ["approve", "reject"], "reject");
  const opinion = form.has("opinion") ? { opinion: form.text("opinion", opinionRule) } : {};
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  return orRefusal(exchange, async () => {
    await decideByLink(visitOf(exchange), { token, decision, ...opinion });
    exchange.services.jobs.wake();
    exchange.services.mail.wake();
    return new Answer(null, { status: 204 });
  });
}
